/** How a device comes by packs and keeps them: one good one at a time, and the reason why another was not taken. */

import { beforeEach, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { readOrMakeKey } from "../../../../utils/extension/api/device-keys.ts";
import { connection } from "../../../../utils/extension/browser/storage.ts";
import { fetchRecipes, startRecipes } from "../../../../utils/extension/recipe-packs/fetch-pack.ts";
import {
  readCaptureRecipes,
  readLessons,
  readPageRecipes,
  readSuggestionModel,
  reportUnreadableRecipes,
} from "../../../../utils/extension/recipe-packs/read-recipes.ts";
import { storedRecipes } from "../../../../utils/extension/recipe-packs/stored-recipes.ts";
import { readRecipesState } from "../../../../utils/extension/recipe-packs/verified-pack.ts";
import { builtInVersion } from "../../../../utils/page/sites/index.ts";
import { problemDocument } from "../../../../utils/shared/contract/problem.ts";
import type { RecipePack } from "../../../../utils/shared/contract/recipe.ts";
import { lessons, lessonsInForce } from "../../../../utils/shared/policy/lessons.ts";
import { type PackKey, signPack } from "../../../../utils/shared/seal/recipe-pack.ts";
import { modelOf } from "../../../support/classifier-kit.ts";
import { raisedLesson } from "../../../support/lessons-kit.ts";
import { newPackKey, packOf, siteIn } from "../../../support/recipe-packs-kit.ts";

const changed = vi.fn();
let key: PackKey;
/** The network edge: what the intake serves, and what it was asked. */
const intake = { pack: undefined as string | undefined, asked: [] as string[], reachable: true };

async function serve(pack: RecipePack, signer = key): Promise<void> {
  intake.pack = await signPack(pack, signer);
}

async function enrol(recipesKey: PackKey | undefined): Promise<void> {
  await connection.setValue({
    intake: "https://aduan.contoh.go.id",
    identity: {
      deviceId: crypto.randomUUID(),
      personId: crypto.randomUUID(),
      name: "Petugas Contoh",
      role: "officer",
      organisation: "Kominfo",
      enrolledAt: "2026-11-20T01:00:00.000Z",
    },
    ...(recipesKey ? { recipesKey: recipesKey.publicKey } : {}),
  });
}

const refusal = async () => (await readRecipesState()).refusal?.problem.code;
const version = async () => (await readRecipesState()).pack?.version;

beforeEach(async () => {
  fakeBrowser.reset();
  changed.mockReset();
  key = await newPackKey();
  Object.assign(intake, { pack: undefined, asked: [], reachable: true });
  vi.stubGlobal("fetch", async (address: URL) => {
    intake.asked.push(address.pathname + address.search);
    if (!intake.reachable) throw new TypeError("no network");
    return Response.json(intake.pack === undefined ? {} : { pack: intake.pack });
  });
  await readOrMakeKey();
  await enrol(key);
  startRecipes(changed);
  await fetchRecipes();
  intake.asked = [];
});

test("keeps the built-in recipes if none are published", async () => {
  expect(await readRecipesState()).toMatchObject({ builtIn: builtInVersion, askedAt: expect.any(String) });
  expect(await version()).toBeUndefined();
  expect(await readPageRecipes("x")).toEqual({ ok: true, value: {} });
});

test("applies a valid pack at once, does not request it again, and restores it after a restart", async () => {
  await serve(packOf(7, (pack) => siteIn(pack, "x").posts[0].find.push("article.baru")));
  await fetchRecipes();
  expect(changed).toHaveBeenCalledTimes(1);
  expect(await version()).toBe(7);
  const page = await readPageRecipes("x");
  expect(page).toMatchObject({ value: { recipes: { version: 7 } } });
  expect(JSON.stringify(page)).toContain("article.baru");
  expect(await readCaptureRecipes("x", 7)).toMatchObject({ ok: true, value: { fields: expect.any(Array) } });
  expect(await readCaptureRecipes("x", 6)).toMatchObject({ problem: { code: "capture-failed" } });
  await fetchRecipes();
  expect(intake.asked).toEqual(["/v1/recipes?after=0", "/v1/recipes?after=7"]);

  // A new background with empty memory.
  vi.resetModules();
  const again = await import("../../../../utils/extension/recipe-packs/read-recipes.ts");
  expect(JSON.stringify(await again.readPageRecipes("x"))).toContain("article.baru");
});

test("includes a pack's model and its reliability; none without one", async () => {
  const model = modelOf("main slot gacor");
  await serve(packOf(7));
  await fetchRecipes();
  expect(await readSuggestionModel()).toEqual({ ok: true, value: {} });
  await serve(packOf(8, (pack) => Object.assign(pack, { model })));
  await fetchRecipes();
  expect(await readSuggestionModel()).toEqual({ ok: true, value: { model } });
  expect((await readRecipesState()).pack?.model).toEqual({
    ...{ trainedAt: "2026-11-25T00:00:00.000Z", cases: 500 },
    categories: { JUDI: { precision: 0.97, recall: 0.6 } },
  });
});

test("gives a pack's lessons to vloggers; broken lessons do not affect its recipes", async () => {
  const edited = raisedLesson("uang", 2);
  await serve(packOf(7, (pack) => Object.assign(pack, { lessons: edited })));
  await fetchRecipes();
  expect(await readLessons()).toEqual({ ok: true, value: { lessons: edited } });
  await serve(packOf(8, (pack) => Object.assign(pack, { lessons: [{ id: "uang", run: "alert(1)" }] })));
  await fetchRecipes();
  expect([await version(), await refusal()]).toEqual([8, undefined]);
  const { value } = (await readLessons()) as { value: { lessons?: unknown } };
  expect(lessonsInForce(value.lessons)).toBe(lessons);
  await serve(packOf(9));
  await fetchRecipes();
  expect(await readLessons()).toEqual({ ok: true, value: {} });
});

test("refuses an invalid pack with its reason, and keeps the last valid one", async () => {
  await serve(packOf(7));
  await fetchRecipes();
  changed.mockReset();
  const refused: [RecipePack, PackKey, string][] = [
    [packOf(8), await newPackKey(), "recipes-signature"],
    [packOf(8, (pack) => Object.assign(siteIn(pack, "x"), { matches: ["*://*/*"] })), key, "recipes-schema"],
    [
      packOf(8, (pack) => Object.assign(siteIn(pack, "x").fields[0].text[0], { as: "baru" })),
      key,
      "recipes-transform",
    ],
    [packOf(6), key, "recipes-version"],
  ];
  for (const [pack, signer, reason] of refused) {
    await serve(pack, signer);
    await fetchRecipes();
    expect(await refusal()).toBe(reason);
    expect(await version()).toBe(7);
  }
  expect(changed).not.toHaveBeenCalled();
  await serve(packOf(9));
  await fetchRecipes();
  expect(await version()).toBe(9);
  expect(await refusal()).toBeUndefined();
});

test("never accepts an accepted version again, even if the pack on the disk was changed", async () => {
  await serve(packOf(7));
  await fetchRecipes();
  const stored = await storedRecipes.getValue();
  if (!stored) throw new Error("nothing stored");
  await storedRecipes.setValue({ ...stored, jws: await signPack(packOf(30), await newPackKey()) });
  expect(await version()).toBeUndefined();
  expect(await readPageRecipes("x")).toEqual({ ok: true, value: {} });
  await fetchRecipes();
  expect(await refusal()).toBe("recipes-version");
});

test("refuses a pack without a known key, with a reason, and restarts for another intake", async () => {
  await serve(packOf(7));
  await fetchRecipes();
  await enrol(undefined);
  intake.asked = [];
  await fetchRecipes();
  expect(intake.asked).toEqual([]);
  expect(await refusal()).toBe("recipes-no-key");
  expect(await version()).toBeUndefined();
  expect(await readPageRecipes("x")).toEqual({ ok: true, value: {} });

  const other = await newPackKey();
  await enrol(other);
  await serve(packOf(3), other);
  await fetchRecipes();
  expect(await version()).toBe(3);
});

test("keeps the last valid pack without the intake, and asks again by alarm", async () => {
  await serve(packOf(7));
  await fetchRecipes();
  intake.reachable = false;
  await fetchRecipes();
  expect(await refusal()).toMatch(/^(?:offline|intake-unreachable)$/);
  expect(await version()).toBe(7);
  intake.reachable = true;
  await serve(packOf(8));
  await fakeBrowser.alarms.onAlarm.trigger({
    name: "recipes",
    scheduledTime: 0,
    persistAcrossSessions: true,
  });
  await fetchRecipes();
  expect(await version()).toBe(8);
});

test("keeps the built-in recipes of a site whose selector the browser cannot parse, until the next pack", async () => {
  await serve(packOf(7));
  await fetchRecipes();
  await reportUnreadableRecipes("x", 6, "a:lama(");
  expect(await refusal()).toBeUndefined();
  await reportUnreadableRecipes("x", 7, "a:baru(");
  expect(await refusal()).toBe("recipes-selector");
  expect(await readPageRecipes("x")).toEqual({ ok: true, value: {} });
  expect(await readPageRecipes("youtube")).toMatchObject({ value: { recipes: { version: 7 } } });
  intake.pack = undefined;
  await fetchRecipes();
  expect(await refusal()).toBe("recipes-selector");
  await serve(packOf(8));
  await fetchRecipes();
  expect(await readPageRecipes("x")).toMatchObject({ value: { recipes: { version: 8 } } });
  expect(await refusal()).toBeUndefined();
});

test("handles an intake that refuses the device", async () => {
  vi.stubGlobal("fetch", async () => {
    const document = { type: "urn:x", title: "x", status: 403, code: "device-revoked", retry: "never" };
    return Response.json(problemDocument.parse(document), { status: 403 });
  });
  await fetchRecipes();
  expect(await refusal()).toBe("device-revoked");
});
