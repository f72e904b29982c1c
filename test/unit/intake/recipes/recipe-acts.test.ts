/** Recipes switched off and on, and rolled back, from the desk: two administrators, one start of the publisher. */

import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runRecipesCommand } from "../../../../intake/admin/recipes.ts";
import { trustLogId } from "../../../../intake/audit-log/store/trust-log.ts";
import { log, people } from "../../../../intake/db/schema/index.ts";
import type { RecipeAct } from "../../../../intake/db/schema/recipes.ts";
import type { Publisher } from "../../../../intake/recipes/run-publisher.ts";
import { addPack, listPacks, pinRecipesKey } from "../../../../intake/recipes/store/recipes.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import { type IntakeKit, startKit, type TestDevice } from "../../../../scripts/dev/kits/intake-kit.ts";
import { fail, ok } from "../../../../utils/shared/contract/result.ts";
import { type PackKey, signPack } from "../../../../utils/shared/seal/recipe-pack.ts";
import { newPackKey, packOf } from "../../../support/recipe-packs-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const off = { act: "switch-recipe", site: "x", kind: "account", to: "off" } as const;

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let ani: TestDevice;
  let budi: TestDevice;
  let cici: TestDevice;
  let key: PackKey;
  let isReady: boolean;
  /** Before or after it has stored the pack. */
  let ends: "before" | "after" | undefined;
  /** Arguments of each start of the publisher. Its program runs in `recipes-command.test.ts`. */
  const started: (readonly string[])[] = [];
  /** Versions that the publisher stored, after 3 and 5. */
  const made: number[] = [];
  const signed = (version: number) =>
    signPack(
      packOf(version, (pack) => pack.off.push({ site: "youtube", kind: "chat" })),
      key,
    );
  const named = (words: readonly string[], option: string) =>
    words.find((word) => word.startsWith(`--${option}=`))?.slice(option.length + 3) ?? "";

  /** Stores the pack as the program does. */
  async function store(words: readonly string[], act = words[0] as RecipeAct) {
    const version = newest() + 1;
    const jws = await signed(version);
    const adminAct = { id: named(words, "act"), by: named(words, "decided-by") };
    await runRecipesCommand(kit.store.db, { command: "add-recipes", jws, act, by: "root", adminAct });
    made.push(version);
    return version;
  }
  const newest = () => made.at(-1) ?? 5;

  const publisher: Publisher = {
    isReady: () => isReady,
    async run(words) {
      started.push(words);
      if (ends === "before") return fail("recipes-publisher", "no key");
      const version = await store(words).catch((error: Error) => fail("recipes-publisher", error.message));
      if (typeof version !== "number") return version;
      return ends === "after" ? fail("recipes-publisher", "no answer") : ok({ version });
    },
  };

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open(), undefined, { publisher });
    // The publisher's program reads the clock of its machine.
    kit.clock.ms = Date.now();
    ani = await kit.enrolled("admin", "Ani");
    budi = await kit.enrolled("admin", "Budi");
    cici = await kit.enrolled("admin", "Cici");
    key = await newPackKey();
    await pinRecipesKey(kit.store.db, key.publicKey, kit.intake.now());
    for (const version of [3, 5]) {
      const pack = { version, jws: await signed(version), act: "publish", by: "root", note: null } as const;
      await addPack(kit.store.db, pack, new Date());
    }
  });
  beforeEach(() => {
    [isReady, ends, started.length] = [true, undefined, 0];
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const ask = (by: TestDevice, act: object, reason = "Tombol salah tempat.", id = randomUUID()) =>
    by.call("POST", "/v1/admin/acts", { body: { id, act, reason } });
  const answer = (by: TestDevice, id: string, said = "confirm") =>
    by.call("POST", `/v1/admin/acts/${id}/answer`, { body: { answer: said } });
  const stateOf = async (id: string) => {
    const { acts } = (await ani.call("GET", "/v1/admin/acts")).body;
    return acts.find((act: { id: string }) => act.id === id)?.state;
  };
  const logged = async () => {
    const rows = kit.store.db.select().from(log).where(eq(log.caseId, trustLogId)).orderBy(asc(log.seq));
    return (await rows).map(({ act, by }) => `${act} ${by}`);
  };

  test("starts the publisher once, after another administrator has confirmed", async () => {
    const id = randomUUID();
    // A reason cannot become an option of the program.
    const asked = await ask(ani, off, "--to=0\n--json", id);
    expect(asked.body.act).toMatchObject({ state: "waiting", about: "x account" });
    expect((await answer(ani, id)).body.code).toBe("own-act");
    expect(started).toEqual([]);
    expect((await answer(budi, id)).body.act).toMatchObject({ state: "done" });
    expect((await answer(cici, id)).body.code).toBe("act-over");
    expect(started).toEqual([
      [
        ...["off", "--site=x", "--kind=account", `--act=${id}`],
        ...[expect.stringMatching(/^--decided-by=[\da-f-]{36}$/), "--note=Ani, Budi: --to=0 --json"],
      ],
    ]);

    const back = await ask(budi, { act: "roll-back-recipes", version: 3 });
    await answer(ani, back.body.act.id);
    const on = await ask(budi, { act: "switch-recipe", site: "youtube", to: "on" });
    await answer(cici, on.body.act.id);
    expect(started.slice(1).map((words) => words.slice(0, 2))).toEqual([
      ["rollback", "--to=3"],
      ["on", "--site=youtube"],
    ]);
  });

  test("a refused or withdrawn act publishes nothing", async () => {
    const first = await ask(ani, off);
    await budi.call("POST", `/v1/admin/acts/${first.body.act.id}/answer`, {
      body: { answer: "refuse", reason: "Sudah diperbaiki." },
    });
    const second = await ask(ani, off);
    await answer(ani, second.body.act.id, "withdraw");
    expect((await answer(budi, second.body.act.id)).body.code).toBe("act-over");
    expect(started).toEqual([]);
  });

  test("waits again when the publisher fails, and the log has each step", async () => {
    const { body } = await ask(ani, off);
    const before = (await logged()).length;
    ends = "before";
    expect((await answer(budi, body.act.id)).body.code).toBe("recipes-publisher");
    ends = undefined;
    expect((await answer(cici, body.act.id)).body.act).toMatchObject({
      state: "done",
      answered: { name: "Cici" },
    });
    expect((await logged()).slice(before)).toEqual([
      "admin-act-failed Budi",
      "admin-act-confirmed Cici",
      "recipes-off root",
    ]);
    expect((await verifyStore(kit.store)).broken).toEqual([]);
  });

  test("has neither act nor pack, or both, wherever the server stops", async () => {
    const { id } = (await ask(ani, off)).body.act;
    const packs = await listPacks(kit.store.db);
    const { run } = publisher;
    const stopped = Promise.withResolvers<void>();
    // The process ends while the program runs: nothing after it happens.
    publisher.run = () => {
      stopped.resolve();
      return new Promise(() => undefined);
    };
    void answer(budi, id);
    await stopped.promise;
    publisher.run = run;
    expect(await stateOf(id)).toBe("waiting");
    expect(await listPacks(kit.store.db)).toEqual(packs);
    // The program stores the pack and is ended before it can report that.
    ends = "after";
    expect((await answer(budi, id)).body.act).toMatchObject({ state: "done", answered: { name: "Budi" } });
    expect(await listPacks(kit.store.db)).toMatchObject([{ act: "off", version: newest() }, ...packs]);
    expect((await answer(cici, id)).body.code).toBe("act-over");
    expect((await verifyStore(kit.store)).broken).toEqual([]);
  });

  test("two confirmations at once publish one pack", async () => {
    const { id } = (await ask(ani, off)).body.act;
    const packs = await listPacks(kit.store.db);
    const codes = await Promise.all([budi, cici].map(async (by) => (await answer(by, id)).body.code));
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(await listPacks(kit.store.db)).toHaveLength(packs.length + 1);
    expect(await stateOf(id)).toBe("done");
  });

  test("stores no pack for an act that does not ask for it, or by a person who may not confirm it", async () => {
    const { id } = (await ask(ani, off)).body.act;
    const invitation = await ask(ani, { act: "invite", name: "Dedi", role: "supervisor", hours: 24 });
    const officer = await kit.enrolled("officer", "Siti");
    const all = await kit.store.db.select().from(people);
    const idOf = (name: string) => all.find((person) => person.name === name)?.id ?? "";
    const packs = await listPacks(kit.store.db);
    for (const [act, by, pack, why] of [
      [id, idOf("Budi"), "on", /does not ask for this pack/],
      [invitation.body.act.id, idOf("Budi"), "off", /does not ask for this pack/],
      [randomUUID(), idOf("Budi"), "off", /does not ask for this pack/],
      [id, idOf("Ani"), "off", /own-act/],
      [id, idOf(officer.name), "off", /no administrator/],
    ] as const)
      await expect(store([`--act=${act}`, `--decided-by=${by}`], pack)).rejects.toThrow(why);
    expect(await listPacks(kit.store.db)).toEqual(packs);
    expect(await stateOf(id)).toBe("waiting");
  });

  test("names the command where the intake may not publish, and leaves the act waiting", async () => {
    const { body } = await ask(ani, off);
    isReady = false;
    for (const said of [await answer(budi, body.act.id), await ask(ani, off)])
      expect(said.body).toMatchObject({
        code: "recipes-publisher",
        detail: "lapor recipes off --site=x --kind=account",
      });
    isReady = true;
    expect((await answer(budi, body.act.id)).body.act.state).toBe("done");
    expect(started).toHaveLength(1);
  });

  test("refuses an act that changes nothing", async () => {
    const codes = [
      { act: "roll-back-recipes", version: newest() },
      { act: "roll-back-recipes", version: 4 },
      { ...off, to: "on" },
      { act: "switch-recipe", site: "youtube", kind: "chat", to: "off" },
      { ...off, kind: "no-kind" },
    ].map(async (act) => (await ask(ani, act)).body.code);
    expect(await Promise.all(codes)).toEqual([
      ...["not-found", "not-found", "conflict", "conflict", "invalid-input"],
    ]);
  });

  test("lists what is switched off, and whether the desk may change it", async () => {
    const listed = async () => (await ani.call("GET", "/v1/admin/recipes")).body;
    expect(await listed()).toMatchObject({
      packs: [...made.toReversed(), 5, 3].map((version) => ({ version })),
      off: [{ site: "youtube", kind: "chat" }],
      canPublish: true,
    });
    isReady = false;
    expect((await listed()).canPublish).toBe(false);
  });
});
