/** Recipe health counts at the intake: added once, anonymous, and compared with earlier days. */

import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../../../intake/admin/commands.ts";
import { printAnswer } from "../../../../intake/admin/print.ts";
import { createApiKey } from "../../../../intake/people/store/api-keys.ts";
import { type RecipeHealthSum, viewRecipeHealth } from "../../../../intake/recipes/rules/recipe-health.ts";
import { deleteOldHealthCounts } from "../../../../intake/recipes/store/recipe-health.ts";
import { addPack } from "../../../../intake/recipes/store/recipes.ts";
import {
  type IntakeKit,
  operator,
  readAnswer,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type {
  HealthCounts,
  RecipeHealthView,
  SentCounts,
} from "../../../../utils/shared/contract/recipe-health.ts";
import { emptyCounts } from "../../../../utils/shared/policy/recipe-health.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const hourMs = 3_600_000;
const pages = (found: number, expected: number): HealthCounts => ({
  ...emptyCounts(),
  pages: { found, expected },
});
const row = (more: Partial<SentCounts> = {}): SentCounts => ({
  ...{ site: "x", kind: "post", recipeVersion: 2, browser: "firefox", hoursAgo: 0, drops: 0 },
  counts: pages(3, 3),
  ...more,
});

describe("the rule", () => {
  const sum = (more: Partial<RecipeHealthSum> = {}): RecipeHealthSum => ({
    ...{ site: "x", kind: "post", recipeVersion: 2, browser: "firefox", day: "2026-11-25" },
    ...{ isRecent: true, drops: 0, counts: pages(10, 10) },
    ...more,
  });
  const stateOf = (...sums: RecipeHealthSum[]) => viewRecipeHealth(sums)[0];

  test("gives no result for small counts", () => {
    expect(stateOf(sum({ counts: pages(0, 2) }))).toMatchObject({ state: "too-few", fallen: [] });
    expect(stateOf(sum({ isRecent: false }))?.state).toBe("too-few");
  });

  test("the floor decides if there is no earlier count", () => {
    expect(stateOf(sum({ counts: pages(5, 10) }))?.state).toBe("ok");
    expect(stateOf(sum({ counts: pages(4, 10) }))).toMatchObject({ state: "dropped", fallen: ["pages"] });
  });

  test("half of the earlier value is a drop, above the floor or not", () => {
    const fields = (found: number) => ({ ...emptyCounts(), fields: { found, expected: 100 } });
    const before = sum({ isRecent: false, day: "2026-11-20", counts: fields(90) });
    expect(stateOf(before, sum({ counts: fields(45) }))?.state).toBe("ok");
    expect(stateOf(before, sum({ counts: fields(44) }))).toMatchObject({
      state: "dropped",
      fallen: ["fields"],
    });
  });

  test("a new version is measured against the versions before it, never against later ones or other browsers", () => {
    const fields = (found: number) => ({ ...emptyCounts(), fields: { found, expected: 100 } });
    const now = sum({ recipeVersion: 3, counts: fields(40) });
    const earlier = sum({ recipeVersion: 2, counts: fields(90) });
    expect(
      viewRecipeHealth([earlier, now]).map(({ recipeVersion, state }) => [recipeVersion, state]),
    ).toEqual([
      [3, "dropped"],
      [2, "ok"],
    ]);
    const later = sum({ recipeVersion: 4, counts: fields(90) });
    expect(viewRecipeHealth([later, now]).find(({ recipeVersion }) => recipeVersion === 3)?.state).toBe("ok");
    const other = sum({ recipeVersion: 2, browser: "chrome", counts: fields(90) });
    expect(viewRecipeHealth([other, now]).map(({ state }) => state)).toEqual(["ok", "ok"]);
  });

  test("a page that only the structural finder could read is a drop", () => {
    const before = sum({ isRecent: false, counts: pages(900, 900) });
    expect(stateOf(before, sum({ counts: pages(90, 91), byStructure: 1 }))).toMatchObject({
      state: "dropped",
      fallen: [],
      byStructure: 1,
    });
    expect(stateOf(sum({ isRecent: false, byStructure: 1 }), sum())?.state).toBe("ok");
  });

  test("shows what devices observed, and counts a half recent day as one day", () => {
    const view = stateOf(sum({ isRecent: false, drops: 1 }), sum({ drops: 2, counts: pages(3, 4) }));
    expect(view).toMatchObject({ drops: 2, counts: pages(3, 4), before: pages(10, 10) });
    expect(view?.history).toEqual([{ day: "2026-11-25", counts: pages(13, 14), drops: 3 }]);
  });
});

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let admin: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    admin = await kit.enrolled("admin", "Budi");
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const send = (rows: unknown[], device = officer, id: string = randomUUID()) =>
    device.call("POST", "/v1/canaries", { body: { id, rows } });
  const list = async (query = "") =>
    (await admin.call("GET", `/v1/canaries${query}`)).body.canaries as RecipeHealthView[];

  test("adds up counts of many devices, each batch once", async () => {
    const id = randomUUID();
    expect((await send([row(), row({ counts: pages(1, 2), drops: 1 })], officer, id)).body).toEqual({
      counted: true,
    });
    expect((await send([row()], officer, id.toUpperCase())).body).toEqual({ counted: false });
    await send([row({ counts: pages(0, 1) })], admin);
    expect(await list("?site=x")).toEqual([
      {
        ...{ site: "x", kind: "post", recipeVersion: 2, browser: "firefox", state: "ok", fallen: [] },
        ...{ counts: pages(4, 6), before: emptyCounts(), drops: 1, byStructure: 0 },
        history: [{ day: "2026-11-25", counts: pages(4, 6), drops: 1 }],
      },
    ]);
  });

  test("adds up pages that only the structural finder could read", async () => {
    await send([row({ kind: "group", byStructure: 2 }), row({ kind: "group", byStructure: 1 })]);
    await send([row({ kind: "group" })], admin);
    const view = (await list("?site=x")).find(({ kind }) => kind === "group");
    expect(view).toMatchObject({ state: "dropped", byStructure: 3, fallen: [] });
  });

  test("counts two devices at once, in opposite order", async () => {
    const rows = [row({ site: "telegram", kind: "message" }), row({ site: "youtube", kind: "video" })];
    const both = await Promise.all([send(rows), send(rows.toReversed(), admin)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await list("?site=youtube"))[0]?.counts.pages).toEqual({ found: 6, expected: 6 });
  });

  test("the day starts in Jakarta, and hours count back from the intake's clock", async () => {
    // 03.00 UTC is 10.00 in Jakarta: eleven hours ago it was yesterday there.
    await send([row({ site: "facebook", hoursAgo: 10 }), row({ site: "facebook", hoursAgo: 11 })]);
    expect((await list("?site=facebook"))[0]?.history.map(({ day }) => day)).toEqual([
      "2026-11-24",
      "2026-11-25",
    ]);
  });

  test("a drop shows against the days before", async () => {
    await send([row({ kind: "account", hoursAgo: 30, counts: pages(20, 20) })]);
    await send([row({ kind: "account", counts: pages(0, 3), drops: 1 })]);
    const view = (await list()).find(({ kind }) => kind === "account");
    expect(view).toMatchObject({ state: "dropped", fallen: ["pages"], drops: 1, before: pages(20, 20) });
    expect(view?.history).toHaveLength(2);
    const metrics = new TextDecoder().decode(
      (await readAnswer(await kit.app.request("/metrics", operator))).body,
    );
    const labels = `site="x",kind="account",recipe_version="2",browser="firefox"`;
    expect(metrics).toContain(`intake_canary_dropped{${labels}} 1\n`);
    expect(metrics).toContain(`intake_canary_expected{${labels},measure="pages"} 3\n`);
    const printed = printAnswer({ command: "canaries" }, { canaries: view ? [view] : [] });
    expect(printed).toMatch(/^! +x +account +2 +firefox +0\/3 !/m);
    expect(printed).toMatch(/100% 0%$/m);
  });

  test("an administrator and another system may read, officers may not", async () => {
    expect((await officer.call("GET", "/v1/canaries")).problem).toBe("role-forbidden");
    const { key } = await createApiKey(kit.store, { scope: "read" });
    const answer = await kit.app.request("/v1/canaries", { headers: { Authorization: `Bearer ${key}` } });
    expect(answer.status).toBe(200);
    const sent = await kit.app.request("/v1/canaries", {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      body: JSON.stringify({ id: randomUUID(), rows: [row()] }),
    });
    expect(sent.status).toBe(403);
    expect(await runCommand(kit.store, "", { command: "canaries" })).toHaveProperty("canaries");
  });

  test("leaves out counts of a recipe version that no device can have", async () => {
    const invented = Array.from({ length: 500 }, (_, index) =>
      row({ kind: "playlist", recipeVersion: 1_000 + index, byStructure: 1 }),
    );
    expect((await send(invented)).body).toEqual({ counted: false });
    expect((await send([...invented.slice(1), row({ kind: "playlist" })])).body).toEqual({ counted: true });
    const versions = async () =>
      (await list()).filter(({ kind }) => kind === "playlist").map(({ recipeVersion }) => recipeVersion);
    expect(await versions()).toEqual([2]);
    const by = { act: "publish", by: "Budi", note: null } as const;
    await addPack(kit.store.db, { ...by, version: 1_000, jws: "a.b.c" }, kit.intake.now());
    await send([row({ kind: "playlist", recipeVersion: 1_000 })]);
    expect(await versions()).toEqual([1_000, 2]);
  });

  test.each([
    ["the future", { hoursAgo: -1 }, "rows.0.hoursAgo"],
    ["long ago", { hoursAgo: 169 }, "rows.0.hoursAgo"],
    ["more than expected", { counts: pages(4, 3) }, "rows.0.counts.pages"],
    ["an absurd number", { counts: pages(1, 100_001) }, "rows.0.counts.pages.expected"],
    ["a browser in words", { browser: "Firefox 153 milik Budi" }, "rows.0.browser"],
    ["an address", { page: "https://x.com/home" }, "rows.0.page"],
  ])("refused: %s", async (_, wrong, path) => {
    const answer = await send([{ ...row(), ...wrong }]);
    expect(answer).toMatchObject({ status: 400, problem: "invalid-input", fields: [path] });
  });

  test("stores no reference to a device or a person", async () => {
    const { rows } = await kit.store.db.execute<{
      column_name: string;
    }>(sql`select table_name, column_name from information_schema.columns
          where table_name in ('canaries', 'canary_batches')`);
    const names = rows.map(({ column_name }) => column_name);
    expect(names.length).toBe(19);
    expect(names.filter((name) => /device|person|thumb|address|subject/.test(name))).toEqual([]);
  });

  test("deletes old counts", async () => {
    kit.clock.ms += 91 * 24 * hourMs;
    await deleteOldHealthCounts(kit.store.db, new Date(kit.clock.ms));
    expect(await list()).toEqual([]);
    const { rows } = await kit.store.db.execute<{ left: string }>(
      sql`select (select count(*) from canaries) + (select count(*) from canary_batches) as left`,
    );
    expect(Number(rows[0]?.left)).toBe(0);
  });
});
