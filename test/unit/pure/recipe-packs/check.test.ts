/** Packs that were never signed, signed by others, or signed and hostile: each is refused with its own reason. */

import { CompactSign, UnsecuredJWT } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { checkPack } from "../../../../utils/extension/recipe-packs/check-pack.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import type { RecipePack } from "../../../../utils/shared/contract/recipe.ts";
import { hasSameRecipe, type PackKey, signPack } from "../../../../utils/shared/seal/recipe-pack.ts";
import { newPackKey, packOf, siteIn } from "../../../support/recipe-packs-kit.ts";

let key: PackKey;
beforeAll(async () => {
  key = await newPackKey();
});

const codeOf = async (jws: string, newest = 0) => {
  const answer = await checkPack(jws, key.publicKey, newest);
  return answer.ok ? "ok" : answer.problem.code;
};
const signed = async (change?: (pack: RecipePack) => unknown, newest = 0) =>
  codeOf(await signPack(packOf(7, change), key), newest);

test("accepts a valid pack as published", async () => {
  const pack = packOf(7);
  const answer = await checkPack(await signPack(pack, key), key.publicKey, 6);
  expect(answer).toEqual({ ok: true, value: pack });
});

test("a recipe is the same only with the same readings of its fields", () => {
  const site = packOf(7).sites.x;
  if (!site) throw new Error("the pack has a site");
  const { posts, fields } = site;
  const last = posts.length - 1;
  const other = (index: number) => posts.map((post, at) => (at === index ? { ...post, find: ["p"] } : post));
  expect(hasSameRecipe(site, structuredClone(site), last)).toBe(true);
  expect(hasSameRecipe(site, { posts: other(last), fields }, last)).toBe(false);
  expect(hasSameRecipe(site, { posts, fields: fields.map(() => ({})) }, last)).toBe(false);
  expect(hasSameRecipe(site, site, last + 1)).toBe(false);
});

describe("the signature comes first", () => {
  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const parts = async () => (await signPack(packOf(7), key)).split(".") as [string, string, string];

  test("another key", async () => {
    expect(await codeOf(await signPack(packOf(7), await newPackKey()))).toBe("recipes-signature");
  });

  test("alg none, and no signature", async () => {
    const none = new UnsecuredJWT({ ...packOf(7) }).encode();
    expect(await codeOf(none)).toBe("recipes-signature");
    const [head, body] = await parts();
    expect(await codeOf(`${head}.${body}.`)).toBe("recipes-signature");
  });

  test("a key included in the pack, and a shared secret in place of one", async () => {
    const other = await newPackKey();
    const own = await new CompactSign(bytes(packOf(7)))
      .setProtectedHeader({ alg: "ES256", typ: "recipes+jws", jwk: other.publicKey })
      .sign(other.privateKey);
    expect(await codeOf(own)).toBe("recipes-signature");
    const secret = new TextEncoder().encode(key.publicKey.x);
    const shared = await new CompactSign(bytes(packOf(7)))
      .setProtectedHeader({ alg: "HS256", typ: "recipes+jws" })
      .sign(secret);
    expect(await codeOf(shared)).toBe("recipes-signature");
  });

  test("a changed payload, a cut one, and no JWS at all", async () => {
    const [head, , tail] = await parts();
    const changed = Buffer.from(JSON.stringify(packOf(8))).toString("base64url");
    expect(await codeOf(`${head}.${changed}.${tail}`)).toBe("recipes-signature");
    for (const jws of ["", "a.b", "a.b.c", "{}", `${head}.${tail}`]) {
      expect(await codeOf(jws), jws).toBe("recipes-signature");
    }
  });

  test("a signature by the same key for another use", async () => {
    const proof = await new CompactSign(bytes(packOf(7)))
      .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt" })
      .sign(key.privateKey);
    expect(await codeOf(proof)).toBe("recipes-signature");
  });

  test("a huge one is refused for its size before it is parsed", async () => {
    const huge = await signPack({ version: 7, note: "a".repeat(limits.packChars) }, key);
    expect(await codeOf(huge)).toBe("recipes-too-large");
  });
});

describe("a validly signed pack cannot reach beyond recipes", () => {
  const x = (change: (recipes: ReturnType<typeof siteIn>) => void) => (pack: RecipePack) =>
    change(siteIn(pack, "x"));

  test.each<[string, (pack: RecipePack) => unknown]>([
    ["a site of its own", (pack) => Object.assign(pack.sites, { bank: siteIn(pack, "x") })],
    ["code beside the recipes", (pack) => Object.assign(pack, { code: "fetch('https://contoh.id')" })],
    ["__proto__", (pack) => Object.defineProperty(pack, "__proto__", { value: {}, enumerable: true })],
    ...["matches", "private", "frames", "guard", "audience", "hostAttributes", "id", "run", "gate"].map(
      (name): [string, (pack: RecipePack) => unknown] => [
        `${name} of a site`,
        x((recipes) => Object.assign(recipes, { [name]: ["*://*/*"] })),
      ],
    ),
    [
      "whom a post is shown to",
      x(({ fields }) => Object.assign(fields[0], { audience: [{ read: "text" }] })),
    ],
    ["a function in a recipe", x(({ posts }) => Object.assign(posts[0], { onFound: "alert(1)" }))],
    [
      "a property of elements",
      x(({ fields }) => Object.assign(fields[0].text[0], { read: "prop:innerHTML" })),
    ],
    ["a handler's name", x(({ fields }) => Object.assign(fields[0].text[0], { read: "run:click" }))],
    ["text as a name", x(({ posts }) => Object.assign(posts[0].identity[0], { read: "text" }))],
    ["a selector beyond the limit", x(({ posts }) => posts[0].find.push("a".repeat(1_001)))],
    ["a selector with NUL", x(({ posts }) => posts[0].find.push("a\0"))],
    ["too many selectors", x(({ posts }) => posts[0].find.push(...Array(20).fill("a")))],
    [
      "51 recipes",
      x((recipes) => {
        recipes.posts = Array(51).fill(recipes.posts[0]);
        recipes.fields = Array(51).fill(recipes.fields[0]);
      }),
    ],
    ["a recipe without its fields", x(({ posts }) => posts.push(posts[0]))],
    ["fields without a recipe", x(({ fields }) => fields.push(fields[0]))],
    ["a kind that is none", x(({ posts }) => Object.assign(posts[0], { kind: "password" }))],
    [
      "a page that is no path",
      x(({ posts }) => Object.assign(posts[0], { page: ["https://bank.example/*"] })),
    ],
    [
      "an attribute that is none",
      x(({ posts }) => Object.assign(posts[0].identity[0], { read: "attr:a b" })),
    ],
    ["a switch of a stranger", (pack) => Object.assign(pack, { off: [{ site: "bank" }] })],
    ["no version", (pack) => Object.assign(pack, { version: 0 })],
    ["a list in place of a pack", (pack) => Object.assign(pack, { sites: [] })],
  ])("%s", async (_, change) => {
    expect(await signed(change)).toBe("recipes-schema");
  });

  test.each(["jalankan", "constructor", "eval", "has-own-property", "tostring"])(
    "an unknown transform: %s",
    async (name) => {
      expect(await signed(x(({ fields }) => Object.assign(fields[0].text[0], { as: name })))).toBe(
        "recipes-transform",
      );
      expect(await signed(x(({ posts }) => Object.assign(posts[0].identity[0], { as: name })))).toBe(
        "recipes-transform",
      );
    },
  );

  test("a transform of fields is no name of a post, and context is looked into as well", async () => {
    expect(await signed(x(({ posts }) => Object.assign(posts[0].identity[0], { as: "permalink" })))).toBe(
      "recipes-transform",
    );
    const context = [{ relation: "quoted", at: "a", name: [{ read: "text", as: "jalankan" }] }];
    expect(await signed(x(({ fields }) => Object.assign(fields[0], { context })))).toBe("recipes-transform");
  });

  test("an old version, and the same one again", async () => {
    expect(await signed(undefined, 6)).toBe("ok");
    expect(await signed(undefined, 7)).toBe("recipes-version");
    expect(await signed(undefined, 8)).toBe("recipes-version");
  });

  test("the reason names the place", async () => {
    const answer = await checkPack(
      await signPack(
        packOf(
          7,
          x(({ fields }) => Object.assign(fields[0].text[0], { as: "jalankan" })),
        ),
        key,
      ),
      key.publicKey,
      0,
    );
    expect(!answer.ok && answer.problem.detail).toBe("x.fields.0.text: jalankan");
  });
});
