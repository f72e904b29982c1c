/** `npm run recipes`: what it publishes, what it refuses before signing, and what its switches mean. */

import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { recipesList } from "../../../../intake/admin/recipes.ts";
import { insertAdminAct, lockAdminAct } from "../../../../intake/admin/store/admin-acts.ts";
import { readConfig } from "../../../../intake/config.ts";
import { readKeyFile } from "../../../../intake/core/key-file.ts";
import { people } from "../../../../intake/db/schema/index.ts";
import type { Db } from "../../../../intake/db/store.ts";
import { createPublisher } from "../../../../intake/recipes/run-publisher.ts";
import { addProposal, readProposal } from "../../../../intake/recipes/store/proposals.ts";
import { addPack, readPack, readRecipesKey } from "../../../../intake/recipes/store/recipes.ts";
import { startIntake } from "../../../../intake/serve.ts";
import { verifyPacks } from "../../../../intake/verify/derived/verify-packs.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import { verifyRows } from "../../../../intake/verify/verify-rows.ts";
import { readLessonsInForce } from "../../../../intake/vloggers/store/lessons.ts";
import { passExam } from "../../../../scripts/dev/kits/vlogger-kit.ts";
import { rollbackTarget, runRecipes, switched } from "../../../../scripts/release/recipes/command.ts";
import {
  brokenSelectors,
  checkoutContents,
  wrongWith,
} from "../../../../scripts/release/recipes/contents.ts";
import { changesBack, changesTo, sayChange } from "../../../../scripts/release/recipes/lessons.ts";
import { checkPack } from "../../../../utils/extension/recipe-packs/check-pack.ts";
import { builtInVersion } from "../../../../utils/page/sites/index.ts";
import type { RecipePack } from "../../../../utils/shared/contract/recipe.ts";
import { lessons } from "../../../../utils/shared/policy/lessons.ts";
import { thumbprintOf } from "../../../../utils/shared/seal/digest.ts";
import { signPack } from "../../../../utils/shared/seal/recipe-pack.ts";
import { childEnvironment } from "../../../support/child-environment.ts";
import { modelOf } from "../../../support/classifier-kit.ts";
import { editedLessons, raisedLesson } from "../../../support/lessons-kit.ts";
import { sampleProposal } from "../../../support/proposal-kit.ts";
import { packOf, siteIn } from "../../../support/recipe-packs-kit.ts";
import { openTestStores } from "../../../support/test-stores.ts";

/** Makes a program find production packages only, as on a server. */
async function asOnServer(): Promise<string> {
  const manifest = await readFile(join(import.meta.dirname, "../../../../package.json"), "utf8");
  const { devDependencies } = JSON.parse(manifest) as { devDependencies: object };
  const code = `import { registerHooks } from "node:module";
    const missing = new Set(${JSON.stringify(Object.keys(devDependencies))});
    registerHooks({ resolve(given, context, next) {
      const name = given.split("/").slice(0, given.startsWith("@") ? 2 : 1).join("/");
      if (missing.has(name)) throw Object.assign(new Error(name), { code: "ERR_MODULE_NOT_FOUND" });
      return next(given, context);
    } });`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

/** Returns the id of an act that waits for a second administrator. */
async function waitingAct(db: Db): Promise<string> {
  const id = randomUUID();
  const act = { act: "switch-recipe", site: "youtube", to: "off" } as const;
  const asked = { askedBy: await person(db, "admin"), askedAt: new Date(), state: "waiting" } as const;
  await insertAdminAct(db, { id, act, about: "youtube", personId: null, reason: "Salah tempat.", ...asked });
  return id;
}

const misfit = randomUUID();
const program = join(import.meta.dirname, "../../../../scripts/release/recipes.ts");
let folder: string;
/** Address of a PostgreSQL database; empty where the intake keeps PGlite in its folder. */
let database = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapor-recipes-"));
  database = "";
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const environment = () => ({
  ...{ DATA_DIR: join(folder, "data"), DATABASE_URL: database, PORT: "0" },
  RECIPES_KEY: join(folder, "publisher", "recipes-key.json"),
});
const recipes = async (...words: string[]) =>
  JSON.parse(await runRecipes([...words, "--json"], readConfig(environment())));
const refused = (...words: string[]) =>
  recipes(...words).then(
    () => "done",
    (error: Error) => error.message,
  );

async function person(db: Db, role: "vlogger" | "admin" = "vlogger"): Promise<string> {
  const [made] = await db
    .insert(people)
    .values({ id: randomUUID(), name: "Wati", role, createdAt: new Date() })
    .returning();
  return made?.id ?? "";
}

// Each command opens a separate database if no intake runs.
const slow = { timeout: 120_000 };

test("prints an answer as a process, or an error with exit code 1", slow, async () => {
  const run = (...words: string[]) =>
    promisify(execFile)(process.execPath, [program, ...words], {
      env: { ...childEnvironment(), ...environment() },
    });
  expect((await run("publish", "--json")).stdout).toBe(`{"version":${builtInVersion + 1}}\n`);
  await expect(run("off", "--site", "bank")).rejects.toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(/site/),
  });
});

describe("the signing key", () => {
  test("is by default in no folder of the intake", () => {
    const { recipesKey } = readConfig({ DATA_DIR: join(folder, "data") });
    expect(relative(folder, recipesKey)).toMatch(/^\.\.\//);
    expect(readConfig({}).recipesKey).toBe(join(homedir(), ".config", "lapor-kominfo", "recipes-key.json"));
    expect(readConfig({ XDG_CONFIG_HOME: "/srv/config" }).recipesKey).toBe(
      "/srv/config/lapor-kominfo/recipes-key.json",
    );
  });

  test("is made by the publisher and not by the intake, which learns the public half", slow, async () => {
    const running = await startIntake(readConfig(environment()));
    try {
      expect(await readdir(folder)).toEqual(["data"]);
      expect(await readRecipesKey(running.store.db)).toBeUndefined();
      const { thumbprint } = await recipes("key");
      const pinned = await readRecipesKey(running.store.db);
      expect(pinned && (await thumbprintOf(pinned))).toBe(thumbprint);
      expect(JSON.stringify(pinned)).not.toContain('"d"');
      expect(await readdir(join(folder, "data"))).not.toContain("recipes-key.json");
      expect(await recipes("key")).toEqual({ thumbprint });
    } finally {
      await running.stop();
    }
  });

  test("of a desk that publishes is refused in the data folder, and open to other accounts", async () => {
    const desk = (RECIPES_KEY: string) =>
      startIntake(readConfig({ ...environment(), RECIPES_DESK: "on", RECIPES_KEY }));
    await expect(desk(join(folder, "data", "kunci", "resep.json"))).rejects.toThrow(/out of DATA_DIR/);
    const open = join(folder, "resep.json");
    await writeFile(open, "{}", { mode: 0o644 });
    await expect(desk(open)).rejects.toThrow(/resep\.json \(mode 644\)/);
  });

  test("is refused beside the data of an intake, where earlier versions left it", async () => {
    await mkdir(join(folder, "data"), { mode: 0o700 });
    await writeFile(join(folder, "data", "recipes-key.json"), "{}");
    const refusal = /Move .*data\/recipes-key\.json .*RECIPES_KEY/;
    await expect(startIntake(readConfig(environment()))).rejects.toThrow(refusal);
  });
});

test("publishes, rolls back and switches beside a running intake", slow, async () => {
  const running = await startIntake(readConfig(environment()));
  try {
    const { recipesKey } = readConfig(environment());
    await recipes("key");
    expect((await stat(recipesKey)).mode & 0o777).toBe(0o600);
    const key = await readKeyFile(recipesKey);
    if (!key) throw new Error("no key");
    const newest = async (): Promise<RecipePack> => {
      const stored = await readPack(running.store.db);
      const pack = await checkPack(stored?.jws ?? "", key.publicKey, 0);
      if (!pack.ok) throw new Error(JSON.stringify(pack.problem));
      return pack.value;
    };
    const first = builtInVersion + 1;
    expect(await recipes("publish", "--note", "Percobaan")).toEqual({ version: first });
    expect(await newest()).toMatchObject({ version: first, note: "Percobaan", off: [] });
    expect((await newest()).sites).toEqual(checkoutContents());

    const file = join(folder, "resep.json");
    const changed = await recipes("export");
    changed.sites.x.posts[0].find.push("article.baru");
    await writeFile(file, JSON.stringify(changed));
    expect(await recipes("publish", file)).toEqual({ version: first + 1 });
    expect((await newest()).sites.x?.posts[0]?.find).toContain("article.baru");

    expect(await recipes("off", "--site", "x")).toEqual({ version: first + 2 });
    expect(await newest()).toMatchObject({ off: [{ site: "x" }] });
    // Disabled recipes stay disabled when others are published.
    expect(await recipes("rollback")).toEqual({ version: first + 3 });
    expect(await newest()).toMatchObject({ off: [{ site: "x" }] });
    expect((await newest()).sites).toEqual(checkoutContents());

    // The model also stays until another model, or none, is published.
    const learned = join(folder, "model.json");
    await writeFile(learned, JSON.stringify(modelOf("main slot gacor")));
    await recipes("publish", "--model", learned);
    await recipes("publish");
    await recipes("rollback", "--to", String(first + 1));
    expect(await newest()).toMatchObject({ version: first + 6, model: modelOf("main slot gacor") });
    expect((await newest()).sites.x?.posts[0]?.find).toContain("article.baru");
    await recipes("publish", "--model", "none");
    expect((await newest()).model).toBeUndefined();
    const { categories, ...rest } = modelOf("main slot gacor");
    for (const [change, why] of [
      [{ categories: { HOAKS: categories.JUDI } }, /HOAKS/],
      [{ categories: { JUDI: { ...categories.JUDI, precision: 0.5 } } }, /precision/],
      [
        { categories: { JUDI: { ...categories.JUDI, weights: "AAAA" } } },
        /JUDI has 3 weights for 1024 buckets/,
      ],
    ] as const) {
      await writeFile(learned, JSON.stringify({ ...rest, ...change }));
      expect(await refused("publish", "--model", learned)).toMatch(why);
    }
    expect(await refused("off", "--site", "x", "--model", learned)).toMatch(/unknown option '--model'/);

    await writeFile(file, JSON.stringify({ sites: {}, matches: ["*://*/*"] }));
    expect(await refused("publish", file)).toMatch(/matches/);
    expect(await refused("rollback", "--to", "99")).toMatch(/no pack 99/);
    expect(await refused("off", "--site", "bank")).toMatch(/site/);
    expect(await refused("off", "--site", "youtube", "--act", randomUUID())).toMatch(/needs --decided-by/);
    const { packs } = recipesList.parse(await recipes("list"));
    expect(packs.map(({ version, act }) => [version, act])).toEqual([
      [first + 7, "publish"],
      [first + 6, "rollback"],
      [first + 5, "publish"],
      [first + 4, "publish"],
      [first + 3, "rollback"],
      [first + 2, "off"],
      [first + 1, "publish"],
      [first, "publish"],
    ]);
  } finally {
    await running.stop();
  }
  // Without a running intake, with the key that was made before it.
  const before = await readFile(readConfig(environment()).recipesKey, "utf8");
  expect(await recipes("on", "--site", "x")).toEqual({ version: builtInVersion + 9 });
  expect(await readFile(readConfig(environment()).recipesKey, "utf8")).toBe(before);
  await rm(readConfig(environment()).recipesKey);
  expect(await refused("list")).toMatch(/does not hold the key that devices have pinned/);
});

test(
  "teaches edited lessons beside a running intake, and all other acts carry them along",
  slow,
  async ({ onTestFinished }) => {
    const stores = await openTestStores("postgres");
    onTestFinished(stores.close);
    await stores.open();
    database = stores.address();
    const running = await startIntake(readConfig(environment()));
    try {
      const file = join(folder, "pelajaran.json");
      const save = (taught: unknown) => writeFile(file, JSON.stringify({ lessons: taught }));
      const first = builtInVersion + 1;
      expect(await recipes("lessons", "--out", file)).toEqual({ out: file });
      expect(JSON.parse(await readFile(file, "utf8"))).toEqual({ lessons });
      expect(await refused("lessons", "--out", file)).toMatch(/is there already/);
      await save(editedLessons("uang", (lesson) => Object.assign(lesson.tries[2].why, { en: "<b>" })));
      expect(await refused("publish", "--lessons", file)).toMatch(/lessons\[3\]\.tries\[2\]\.why\.en/);
      await save(raisedLesson("uang", 1));
      expect(await refused("publish", "--lessons", file)).toMatch(/uang: title changed.*--same-edition/);
      expect(await recipes("publish", "--lessons", file, "--same-edition")).toEqual({
        version: first,
        lessons: [{ id: "uang", before: 1, edition: 1, lapsing: 0 }],
      });
      await passExam({ db: running.store.db, at: new Date() }, await person(running.store.db));
      await save(raisedLesson("uang", 2));
      expect(await recipes("publish", "--lessons", file)).toEqual({
        version: first + 1,
        lessons: [{ id: "uang", before: 1, edition: 2, lapsing: 1 }],
      });
      expect(await readLessonsInForce(running.store.db)).toEqual(raisedLesson("uang", 2));
      await recipes("publish");
      await recipes("rollback", "--to", String(first));
      await recipes("off", "--site", "youtube");
      expect(await readLessonsInForce(running.store.db)).toEqual(raisedLesson("uang", 2));
      expect(await recipes("lessons")).toEqual({ lessons: raisedLesson("uang", 2) });
      expect(await recipes("publish", "--lessons", "none")).toEqual({
        version: first + 5,
        lessons: [{ id: "uang", before: 2, edition: 1, lapsing: 0 }],
      });
      expect(await readLessonsInForce(running.store.db)).toBe(lessons);
      expect(await refused("rollback", "--lessons", "none")).toMatch(/unknown option '--lessons'/);
    } finally {
      await running.stop();
    }
  },
);

test("rejects a key file with other content", async () => {
  const path = join(folder, "key.json");
  expect(await readKeyFile(path)).toBeUndefined();
  for (const text of ["", "{}", '{"kty":"EC","crv":"P-256"}']) {
    await writeFile(path, text);
    await expect(readKeyFile(path)).rejects.toThrow("not a private key");
  }
});

describe("refuses to sign a pack that no device would accept", () => {
  const wrong = async (change?: (pack: RecipePack) => unknown) => {
    const pack = packOf(7, change);
    const problems = wrongWith(pack);
    return [...problems, ...(problems.length > 0 ? [] : await brokenSelectors(pack.sites))].join("\n");
  };
  const find = (selector: string) =>
    wrong((pack) => {
      siteIn(pack, "x").posts[0].find.push(selector);
    });

  test("the recipes of this checkout may be signed", async () => {
    expect(await wrong()).toBe("");
  });

  test.each([
    "article[",
    "a >",
    "> a",
    "a,,b",
    "a:kosong",
    "a::before",
    ":is()",
    "a:nth-child(zz)",
    "1a",
    "a{}",
  ])("names an invalid selector: %s", async (selector) => {
    expect(await find(selector)).toContain(selector);
  });

  test.each([
    "article[data-testid='a:b']",
    "a:not(:has(> b)):nth-of-type(2n+1)",
    "li:last-child :is(a,b)",
    'a[href*="::x"]',
  ])("a selector: %s", async (selector) => {
    expect(await find(selector)).toBe("");
  });

  test("selectors in fields are judged as well, and names and shapes", async () => {
    const field = (more: object) => wrong((pack) => Object.assign(siteIn(pack, "x").fields[0].text[0], more));
    expect(await field({ at: "p:(" })).toContain("p:(");
    expect(await field({ as: "baru" })).toContain("baru");
    expect(await wrong((pack) => Object.assign(siteIn(pack, "x"), { guard: {} }))).toContain("guard");
    expect(await wrong((pack) => Object.assign(siteIn(pack, "x").posts[0], { page: ["status"] }))).toContain(
      "page",
    );
  });
});

describe("edited lessons", () => {
  const learned = { inForce: lessons, published: undefined, sameEdition: false };
  const same = { ...learned, sameEdition: true };

  test("counts an equal lesson as unchanged and another edition as a change", () => {
    expect(changesTo(structuredClone(lessons), learned)).toEqual([]);
    expect(changesTo(raisedLesson("uang", 2), learned)).toEqual([{ id: "uang", before: 1, edition: 2 }]);
    expect(changesTo(raisedLesson("uang", 2), same)).toEqual([{ id: "uang", before: 1, edition: 2 }]);
  });

  test("refuses a change within an edition, unless the caller declares that only wording changed", () => {
    const reworded = editedLessons("uang", (lesson) =>
      Object.assign(lesson.tries[0].post, { en: "Other words." }),
    );
    expect(() => changesTo(reworded, learned)).toThrow(/uang: tries changed/);
    expect(changesTo(reworded, same)).toEqual([{ id: "uang", before: 1, edition: 1 }]);
  });

  test.each([
    [
      "another answer",
      editedLessons("uang", (lesson) => Object.assign(lesson.tries[0], { answer: "needs-context" })),
    ],
    ["another case", editedLessons("uang", (lesson) => Object.assign(lesson.tries[0], { id: "uang-9" }))],
  ])("%s is more than wording", (_, edited) => {
    expect(() => changesTo(edited, same)).toThrow(/more than wording/);
  });

  test("an edition only increases, and a published one cannot change its content", () => {
    const inForce = raisedLesson("uang", 3);
    expect(() => changesTo(raisedLesson("uang", 2), { ...same, inForce })).toThrow(/above 3/);
    // Built-in lessons count again since.
    const back = { ...learned, published: inForce };
    expect(() => changesTo(raisedLesson("uang", 2), back)).toThrow(/above 3/);
    expect(changesTo(inForce, back)).toEqual([{ id: "uang", before: 1, edition: 3 }]);
    const other = editedLessons("uang", (lesson) => Object.assign(lesson, { edition: 3 }));
    expect(() => changesTo(other, back)).toThrow(/above 3/);
    expect(changesTo(lessons, back)).toEqual([]);
  });

  test("reports all errors at once", () => {
    const [first, second] = [raisedLesson("uang", 1), raisedLesson("platform", 1)];
    const both = first.map((one, at) => (one.id === "platform" ? (second[at] ?? one) : one));
    expect(() => changesTo(both, learned)).toThrow(/uang: .*\nplatform: /);
  });

  test("names lessons that return to the built-in edition, and certificates that lapse", () => {
    const [change] = changesBack(lessons, raisedLesson("uang", 2));
    expect(change).toEqual({ id: "uang", before: 2, edition: 1 });
    expect(changesBack(lessons, lessons)).toEqual([]);
    const said = (edition: number, lapsing: number) => sayChange({ id: "uang", before: 1, edition, lapsing });
    expect(said(1, 0)).toContain("no certificate lapses");
    expect(said(2, 1)).toContain("the certificate of 1 person lapses");
    expect(said(2, 12)).toContain("edition 2 after 1; the certificates of 12 people lapse");
  });
});

describe("the switch", () => {
  test("a site includes its kinds, and a command without effect is refused", () => {
    const kinds = switched("off", switched("off", [], { site: "x", kind: "post" }), { site: "youtube" });
    expect(kinds).toEqual([{ site: "x", kind: "post" }, { site: "youtube" }]);
    expect(() => switched("off", kinds, { site: "youtube", kind: "video" })).toThrow("already");
    expect(switched("off", kinds, { site: "x" })).toEqual([{ site: "youtube" }, { site: "x" }]);
    expect(switched("on", kinds, { site: "x" })).toEqual([{ site: "youtube" }]);
    expect(switched("on", kinds, { site: "x", kind: "post" })).toEqual([{ site: "youtube" }]);
    expect(() => switched("on", kinds, { site: "youtube", kind: "video" })).toThrow("not switched off");
  });

  test("a rollback leads behind the last published recipes, and never forth again", () => {
    const list = (...acts: ["publish" | "rollback" | "off" | "on", number][]) => ({
      key: null,
      thumbprint: null,
      last: 0,
      packs: acts.map(([act, version]) => ({ act, version, by: "a", note: null, at: new Date() })),
    });
    expect(rollbackTarget(list(["off", 6], ["publish", 5], ["on", 4], ["publish", 3]))).toBe(4);
    expect(rollbackTarget(list(["publish", 3]))).toBe(0);
    expect(() => rollbackTarget(list(["rollback", 4], ["publish", 3]))).toThrow("--to");
    expect(() => rollbackTarget(list())).toThrow("No recipes");
  });
});

test("publishes a proposal as additions to the newest recipes, and rolls it back", slow, async () => {
  const intake = await startIntake(readConfig(environment()));
  const { store } = intake;
  const proposal = sampleProposal();
  const [by, sender] = [await person(store.db, "admin"), await person(store.db, "admin")];
  await addProposal(store.db, proposal, sender, new Date());
  await addProposal(
    store.db,
    sampleProposal({ id: misfit, mend: { ...proposal.mend, kind: "chat" } }),
    sender,
    new Date(),
  );

  const first = builtInVersion + 1;
  expect(await refused("publish", "--proposal", randomUUID())).toMatch(/^There is no proposal/);
  expect(await refused("publish", "--proposal", misfit)).toMatch(/does not fit the recipes of x/);
  expect(await recipes("publish", "--proposal", proposal.id, "--decided-by", by)).toEqual({ version: first });
  const { sites } = await recipes("export");
  const before = JSON.parse(JSON.stringify(checkoutContents().x));
  expect(Object.keys(sites)).toEqual(["x"]);
  expect(sites.x.posts[0].find).toEqual([...before.posts[0].find, 'article[role="article"]']);
  expect(sites.x.posts[0].identity).toEqual(before.posts[0].identity);
  expect(sites.x.posts.slice(1)).toEqual(before.posts.slice(1));
  expect({ ...sites.x, posts: [], fields: [] }).toEqual({ ...before, posts: [], fields: [] });
  expect(await refused("publish", "--proposal", proposal.id)).toMatch(/is published already/);

  expect(await recipes("off", "--site", "youtube")).toEqual({ version: first + 1 });
  const readNow = async () => (await recipes("export")).sites;
  const add = async (more: Parameters<typeof sampleProposal>[0]) => {
    const added = sampleProposal(more);
    await addProposal(store.db, added, sender, new Date());
    return added.id;
  };
  // Built on the recipe before the first proposal: the index names another recipe now.
  const late = await add({});
  expect(await refused("publish", "--proposal", late)).toMatch(
    /recipe 0 of x in version \d+, which differs from the one in force \(version \d+\)\. Refuse it, and propose again/,
  );
  const unknown = await add({ recipeVersion: 999 });
  expect(await refused("publish", "--proposal", unknown)).toMatch(/in version 999, which differs/);
  const mend = {
    ...proposal.mend,
    recipe: 1,
    kind: "account",
    find: ["div[data-baru]"],
    fields: {},
  } as const;
  const other = await add({ mend, recipeVersion: first });
  expect(await recipes("publish", "--proposal", other)).toEqual({ version: first + 2 });
  const again = await add({
    mend: { ...proposal.mend, find: ["article[data-lagi]"] },
    recipeVersion: first + 2,
  });
  expect(await recipes("publish", "--proposal", again)).toEqual({ version: first + 3 });

  // Its recipe was changed again: the later change has to go first.
  expect(await refused("rollback", "--proposal", proposal.id)).toMatch(/no longer as proposal/);
  expect(await recipes("rollback", "--proposal", again)).toEqual({ version: first + 4 });
  expect(await recipes("rollback", "--proposal", proposal.id, "--decided-by", by)).toEqual({
    version: first + 5,
  });
  const now = await readNow();
  expect(now.x.posts[0]).toEqual(before.posts[0]);
  expect(now.x.fields[0]).toEqual(before.fields[0]);
  expect(now.x.posts[1].find).toContain("div[data-baru]");

  expect(await readProposal(store.db, other)).toMatchObject({ state: "published", version: first + 2 });
  expect(await readProposal(store.db, proposal.id)).toMatchObject({
    ...{ state: "rolled-back", decidedBy: by, version: first + 5 },
  });
  const { broken } = await store.db.transaction((tx) => verifyRows(tx));
  expect(broken).toEqual([]);
  await intake.stop();
});

test("names the proposals whose recipes a checkout or file replaces", slow, async () => {
  const intake = await startIntake(readConfig(environment()));
  const { db } = intake.store;
  const proposal = sampleProposal();
  await addProposal(db, proposal, await person(db, "admin"), new Date());
  const first = builtInVersion + 1;
  expect(await recipes("publish", "--proposal", proposal.id)).toEqual({ version: first });
  const path = join(folder, "recipes.json");
  await writeFile(path, JSON.stringify(await recipes("export")));
  expect(await recipes("publish", path)).toEqual({ version: first + 1 });
  expect(await recipes("publish")).toEqual({ version: first + 2, replaced: [proposal.id] });
  expect(await recipes("rollback")).toEqual({ version: first + 3 });
  expect(await runRecipes(["publish"], readConfig(environment()))).toContain(
    `Proposal ${proposal.id} of x is no longer in force`,
  );
  expect(await recipes("publish")).toEqual({ version: first + 5 });
  await intake.stop();
});

test("a rollback behind a release's recipes returns to the built-in ones", slow, async () => {
  const intake = await startIntake(readConfig(environment()));
  const { db } = intake.store;
  await recipes("key");
  const key = await readKeyFile(readConfig(environment()).recipesKey);
  if (!key) throw new Error("no key");
  // Published under an earlier release. The recipes of this one are at least as new.
  const old = packOf(builtInVersion, (pack) => siteIn(pack, "x").posts[0].find.push("article.lama"));
  const stored = { version: old.version, jws: await signPack(old, key), act: "publish", by: "root" } as const;
  expect(await addPack(db, { ...stored, note: null }, new Date())).toBe(true);
  const newest = async () => {
    const pack = await checkPack((await readPack(db))?.jws ?? "", key.publicKey, 0);
    return pack.ok ? pack.value.sites : undefined;
  };
  await recipes("publish");
  expect((await newest())?.x?.posts[0]?.find).not.toContain("article.lama");
  await recipes("rollback");
  expect(await newest()).toEqual({});
  await recipes("publish");
  await recipes("rollback", "--to", String(builtInVersion));
  expect(await newest()).toEqual({});
  await intake.stop();
});

test("publishes and rolls back from the desk of a server without development packages", slow, async () => {
  const intake = await startIntake(readConfig(environment()));
  const { db } = intake.store;
  vi.stubEnv("NODE_OPTIONS", await asOnServer());
  try {
    const config = readConfig(environment());
    const publisher = createPublisher(config);
    expect(publisher.isReady()).toBe(false);
    const run = (...words: string[]) =>
      promisify(execFile)(process.execPath, [program, ...words], {
        env: {
          ...childEnvironment(),
          ...environment(),
          NODE_OPTIONS: process.env.NODE_OPTIONS,
        },
      });
    await run("key");
    expect(publisher.isReady()).toBe(true);
    const by = await person(db, "admin");
    const proposal = sampleProposal();
    await addProposal(db, proposal, await person(db, "admin"), new Date());
    const first = builtInVersion + 1;
    const decided = ["--proposal", proposal.id, "--decided-by", by];
    expect(await publisher.run(["publish", ...decided])).toMatchObject({ value: { version: first } });
    expect(await publisher.run(["rollback", ...decided])).toMatchObject({ value: { version: first + 1 } });
    expect((await run("off", "--site", "x", "--json")).stdout).toBe(`{"version":${first + 2}}\n`);
    const act = await waitingAct(db);
    const confirm = ["off", "--site=youtube", `--act=${act}`, `--decided-by=${await person(db, "admin")}`];
    expect(await publisher.run(confirm)).toMatchObject({ value: { version: first + 3 } });
    expect(await db.transaction((tx) => lockAdminAct(tx, act))).toMatchObject({ state: "done" });
    // The selectors of a file or a checkout were never checked.
    await expect(run("publish")).rejects.toMatchObject({
      stderr: expect.stringContaining("development packages"),
    });
  } finally {
    vi.unstubAllEnvs();
    await intake.stop();
  }
});

test(
  "names each pack in the chain, and finds one that was added, altered or removed by hand",
  slow,
  async () => {
    const intake = await startIntake(readConfig(environment()));
    const { db } = intake.store;
    const findings = () => db.transaction((tx) => verifyPacks(tx));
    try {
      const first = builtInVersion + 1;
      await recipes("publish");
      await recipes("off", "--site", "x");
      expect(await findings()).toEqual([]);
      expect((await verifyStore(intake.store)).broken).toEqual([]);
      await addPack(db, { version: 9_999, jws: "x", act: "on", by: "root", note: null }, new Date());
      expect(await findings()).toEqual(["recipe pack 9999: no entry of the log names it"]);
      await db.execute(sql`alter table recipe_packs disable trigger user`);
      await db.execute(sql`update recipe_packs set act = 'on' where version = ${first + 1}`);
      await db.execute(sql`delete from recipe_packs where version in (9999, ${first})`);
      expect((await findings()).sort()).toEqual(
        [
          `recipe pack ${first + 1}: differs from the trust log`,
          `recipe pack ${first}: is gone, and the trust log names it`,
        ].sort(),
      );
    } finally {
      await intake.stop();
    }
  },
);
