/** Packs that the contract lets through and that mean harm: what is public, what is read and of whom stays with the code. */

import { Window } from "happy-dom";
import { beforeAll, describe, expect, test } from "vitest";
import { checkPack } from "../../../../utils/extension/recipe-packs/check-pack.ts";
import {
  captureRecipesFrom,
  pageRecipesFrom,
} from "../../../../utils/extension/recipe-packs/read-recipes.ts";
import { readEvidence } from "../../../../utils/page/capture/capture-evidence.ts";
import { type FoundPost, findPosts } from "../../../../utils/page/sites/engine/find-posts.ts";
import { withPackRecipes } from "../../../../utils/page/sites/engine/newest-recipes.ts";
import { siteFields, sites } from "../../../../utils/page/sites/index.ts";
import type { Site, SiteFields } from "../../../../utils/page/sites/site.ts";
import { withStructure } from "../../../../utils/page/sites/structure/structure.ts";
import type { RecipePack } from "../../../../utils/shared/contract/recipe.ts";
import type { SiteId } from "../../../../utils/shared/contract/site.ts";
import { type PackKey, signPack } from "../../../../utils/shared/seal/recipe-pack.ts";
import { newPackKey, packOf, siteIn } from "../../../support/recipe-packs-kit.ts";

let key: PackKey;
beforeAll(async () => {
  key = await newPackKey();
});

/** The site as a page and the capture script have it when this pack counts. */
async function served(
  id: SiteId,
  change: (pack: RecipePack) => unknown,
): Promise<{ site: Site; fields: SiteFields }> {
  const jws = await signPack(packOf(7, change), key);
  const checked = await checkPack(jws, key.publicKey, 6);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problem));
  const [page, capture] = [pageRecipesFrom(checked.value, id), captureRecipesFrom(checked.value, id)];
  if (!page || !capture) throw new Error("the pack does not count");
  return {
    site: withPackRecipes(sites[id], sites[id], page as Parameters<typeof withPackRecipes>[2]),
    fields: { ...siteFields[id](), ...(capture as Pick<SiteFields, "fields" | "unavailable">) },
  };
}

/** One recipe in place of the site's own. */
const only =
  (id: SiteId, post: object, fields: object = {}) =>
  (pack: RecipePack) => {
    const recipes = siteIn(pack, id);
    recipes.posts = [{ kind: "post", identity: [], slots: [{ place: "append", look: "icon" }], ...post }];
    recipes.fields = [fields];
  };

function open(address: string, html: string): Document {
  const document = new Window({ url: address }).document as unknown as Document;
  document.body.innerHTML = html;
  return document;
}

function find(site: Site, document: Document): FoundPost[] {
  return findPosts(document, site, { document, address: document.location.href });
}

function capture(site: Site, fields: SiteFields, document: Document) {
  const [post] = find(site, document);
  if (!post) throw new Error("no post");
  const clicked = {
    site,
    recipe: site.posts.indexOf(post.recipe),
    post: new WeakRef(post.element),
    ...(post.identity ? { subject: post.identity.subject } : {}),
    ...(post.question ? { question: post.question } : {}),
    state: "idle",
  } as const;
  const when = { nowMs: 0, extensionVersion: "0.1.0", browser: "Firefox 153" };
  return readEvidence(clicked, { fields, document, ...when });
}

const link = (id: number) => `<a href="https://x.com/tetangga/status/${id}">pesan</a>`;
const inAddress = [{ at: "a", read: "attr:href" }];

describe("private stays private", () => {
  const chat = `<main><div class="pesan">${link(1)}<p>rahasia</p></div></main>`;
  const anything = only("x", { find: [".pesan"], identity: inAddress });

  test("X's messages have no button, whatever a recipe finds there", async () => {
    const { site } = await served("x", anything);
    expect(find(site, open("https://x.com/home", chat))).toHaveLength(1);
    for (const path of ["/messages", "/messages/1-2", "/i/chat/1", "/settings/account"]) {
      expect(find(site, open(`https://x.com${path}`, chat)), path).toEqual([]);
    }
  });

  test("Facebook's messages have no button either", async () => {
    const html = '<div class="pesan"><a href="https://www.facebook.com/a/posts/1">x</a></div>';
    const { site } = await served("facebook", only("facebook", { find: [".pesan"], identity: inAddress }));
    expect(find(site, open("https://www.facebook.com/", html))).toHaveLength(1);
    expect(find(site, open("https://www.facebook.com/messages/t/1", html))).toEqual([]);
  });

  test("Telegram: no button in a person's chat, a basic group, and a channel that may be private", async () => {
    const message =
      '<div class="bubble" data-message-id="5" data-mid="5" data-peer-id="77"><a href="https://t.me/a_name/5">x</a></div>';
    const { site, fields } = await served(
      "telegram",
      only(
        "telegram",
        { kind: "message", find: [".bubble"], identity: inAddress },
        { text: [{ read: "text" }] },
      ),
    );
    for (const place of ["/k/#@tetangga", "/k/#77", "/a/#77", "/a/#-4400001", "/z/#77", "/"]) {
      expect(find(site, open(`https://web.telegram.org${place}`, message)), place).toEqual([]);
    }
    const unknown = open("https://web.telegram.org/a/#-1001700000001", message);
    expect(find(site, unknown)).toMatchObject([{ question: { channelId: "1700000001", messageId: "5" } }]);
    expect(find(site, unknown)[0]?.identity).toBeUndefined();
    expect(capture(site, fields, unknown)).toMatchObject({ problem: { code: "link-needed" } });
  });

  test("a protected account's post is marked, whatever its kind in the recipe", async () => {
    const html = `<article>${link(3)}<div data-testid="User-Name"><svg data-testid="icon-lock"></svg></div></article>`;
    const { site, fields } = await served(
      "x",
      only("x", { kind: "space", kinds: ["post"], find: ["article"], identity: inAddress }),
    );
    const result = capture(site, fields, open("https://x.com/home", html));
    expect(result).toMatchObject({
      ok: true,
      value: { subject: "x:post:3", fields: { audience: { value: "not-public" } } },
    });
  });
});

describe("the signed-in person's own parts are never read", () => {
  const own = `<div data-testid="DMDrawer"><div class="post">${link(1)}<p id="milik">pesan pribadi</p></div></div>`;
  const elsewhere = `<nav role="navigation" id="nama">Petugas Sendiri</nav>
    <div data-testid="primaryColumn"><article aria-labelledby="nama">${link(2)}<p>isi</p>
    <div data-testid="tweetTextarea_0">balasan yang belum terkirim</div>
    <form><input value="kata sandi"><textarea>draf</textarea></form></article>`;
  const grasping = {
    text: [
      { in: "page", at: '[role="navigation"]', read: "text" },
      { at: '[data-testid^="tweetTextarea"]', read: "text" },
      { at: "textarea", read: "text" },
    ],
    title: [
      { in: "page", at: "body", read: "text" },
      { at: "input", read: "attr:value" },
    ],
    authorName: [{ read: "attr:aria-labelledby", as: "by-id" }],
    context: [
      {
        relation: "parent",
        in: "before",
        at: '[role="navigation"]',
        name: [{ read: "text" }],
        text: [{ read: "text" }],
      },
    ],
  };

  test("no reading reaches navigation, composer, field or a name elsewhere", async () => {
    const { site, fields } = await served(
      "x",
      only("x", { find: ["article"], identity: inAddress }, grasping),
    );
    const result = capture(site, fields, open("https://x.com/home", elsewhere));
    if (!result.ok) throw new Error(result.problem.code);
    // The audience is read by code, as unknown.
    expect(Object.keys(result.value.fields)).toEqual(["audience", "permalink"]);
    expect(JSON.stringify(result.value)).not.toMatch(/Petugas Sendiri|belum terkirim|kata sandi|draf/);
  });

  test("the whole text of a post excludes them", async () => {
    const { site, fields } = await served(
      "x",
      only("x", { find: ["article"], identity: inAddress }, { text: [{ read: "text" }] }),
    );
    const result = capture(site, fields, open("https://x.com/home", elsewhere));
    expect(result.ok && result.value.fields.text?.value).toBe("pesan\nisi");
  });

  test("a message box is no post, even if it names one", async () => {
    const { site, fields } = await served("x", only("x", { find: [".post"], identity: inAddress }));
    expect(capture(site, fields, open("https://x.com/home", own))).toMatchObject({
      problem: { code: "not-public" },
    });
  });
});

test("a post is never one of another site", async () => {
  const html = `<article data-a="youtube:video:S4y0rL0d3h1" data-b="https://t.me/a_name/5" data-c="facebook:post:1"></article>`;
  const identity = ["a", "b", "c"].map((name) => ({ read: `attr:data-${name}` }));
  for (const kind of ["post", "video", "message"]) {
    const { site } = await served(
      "x",
      only("x", { kind, kinds: ["post", "video", "message"], find: ["article"], identity }),
    );
    expect(find(site, open("https://x.com/home", html))).toEqual([]);
  }
});

test("served recipes cannot change the parts of a site that the code fixes", async () => {
  const { site } = await served("x", (pack) => {
    delete siteIn(pack, "x").recycled;
    delete siteIn(pack, "x").context;
  });
  const { id, matches, private: hidden, frames, hostAttributes } = sites.x;
  expect(site).toMatchObject({ id, matches, private: hidden, version: 7 });
  expect([site.frames, site.hostAttributes]).toEqual([frames, hostAttributes]);
});

describe("the switch", () => {
  const page = (pack: RecipePack, id: SiteId) => pageRecipesFrom(pack, id);
  const off = (...list: RecipePack["off"]) =>
    packOf(7, (pack) => Object.assign(pack, { off: list, sites: {} }));

  test("a site: no recipe applies anywhere, and its pages are not expected to have posts", () => {
    const recipes = page(off({ site: "x" }), "x");
    expect(recipes?.posts.map((post) => post.page)).toEqual(sites.x.posts.map(() => []));
    expect(recipes?.surfaces).toEqual([]);
    expect(page(off({ site: "x" }), "youtube")).toBeUndefined();
  });

  test("a kind: its recipes keep their place and find nothing, and no other recipe gives that kind", () => {
    const recipes = page(off({ site: "youtube", kind: "comment" }), "youtube");
    expect(recipes?.version).toBe(sites.youtube.version);
    recipes?.posts.forEach((post, index) => {
      if (post.kind === "comment") expect(post.page).toEqual([]);
      else expect(post).toEqual(sites.youtube.posts[index]);
    });
    const photos = page(off({ site: "facebook", kind: "photo" }), "facebook");
    for (const post of photos?.posts ?? []) expect(post.kinds ?? []).not.toContain("photo");
  });

  test("alternatives and the structural finder do not find a kind that is switched off", () => {
    const { document } = new Window({ url: "https://x.com/home" });
    document.body.innerHTML = `<main><div><a href="/warungsari">Warung Sari</a><p>Sayur lodeh</p>
      <a href="/warungsari/status/1993210000000000001"><time datetime="2026-11-20T03:04:05.000Z">2j</time></a></div></main>`;
    const home = { document: document as unknown as Document, address: "https://x.com/home" };
    const findWith = (...list: RecipePack["off"]) => {
      const recipes = page(off(...list), "x") as Parameters<typeof withPackRecipes>[2] | undefined;
      const site = recipes ? withPackRecipes(sites.x, sites.x, recipes) : sites.x;
      return findPosts(
        home.document,
        withStructure(site, () => home),
        home,
      ).map(({ identity }) => identity?.subject);
    };
    expect(findWith()).toEqual(["x:post:1993210000000000001"]);
    expect(findWith({ site: "x", kind: "account" })).toHaveLength(1);
    expect(findWith({ site: "x" })).toEqual([]);
    expect(findWith({ site: "x", kind: "post" })).toEqual([]);
    for (const id of Object.keys(sites) as SiteId[]) {
      const recipes = page(off({ site: id }), id) as Parameters<typeof withPackRecipes>[2];
      const { posts } = withStructure(withPackRecipes(sites[id], sites[id], recipes), () => home);
      expect(posts.filter((post) => post.page?.length !== 0)).toEqual([]);
    }
  });

  test("applies even if the extension contains newer recipes, or cannot read the pack", () => {
    const old = packOf(1, (pack) => Object.assign(pack, { off: [{ site: "x" }] }));
    expect(page(old, "x")?.version).toBe(sites.x.version);
    expect(page(old, "x")?.posts.map((post) => post.page)).toEqual(sites.x.posts.map(() => []));
    expect(page(packOf(1), "x")).toBeUndefined();
    const unreadable = packOf(7, (pack) => Object.assign(pack, { off: [{ site: "x" }] }));
    expect(pageRecipesFrom(unreadable, "x", true)).toMatchObject({ version: sites.x.version });
    expect(pageRecipesFrom(packOf(7), "x", true)).toBeUndefined();
  });
});
