/** Recipes switched off and on, and rolled back, from the desk: two administrators, one start of the publisher. */

import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { trustLogId } from "../../../../intake/audit-log/store/trust-log.ts";
import { log } from "../../../../intake/db/schema/index.ts";
import { addPack, pinRecipesKey } from "../../../../intake/recipes/store/recipes.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import { type IntakeKit, startKit, type TestDevice } from "../../../../scripts/dev/kits/intake-kit.ts";
import { fail, ok } from "../../../../utils/shared/contract/result.ts";
import { signPack } from "../../../../utils/shared/seal/recipe-pack.ts";
import { newPackKey, packOf } from "../../../support/recipe-packs-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const off = { act: "switch-recipe", site: "x", kind: "account", to: "off" } as const;

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let ani: TestDevice;
  let budi: TestDevice;
  let cici: TestDevice;
  let isReady: boolean;
  let fails: boolean;
  /** Arguments of each start of the publisher. Its program runs in `recipes-command.test.ts`. */
  const started: (readonly string[])[] = [];

  beforeAll(async () => {
    stores = await openTestStores(engine);
    const publisher = {
      isReady: () => isReady,
      async run(words: readonly string[]) {
        started.push(words);
        return fails ? fail("recipes-publisher", "no key") : ok({ version: 7 });
      },
    };
    kit = await startKit(await stores.open(), undefined, { publisher });
    ani = await kit.enrolled("admin", "Ani");
    budi = await kit.enrolled("admin", "Budi");
    cici = await kit.enrolled("admin", "Cici");
    const key = await newPackKey();
    await pinRecipesKey(kit.store.db, key.publicKey);
    for (const version of [3, 5]) {
      const pack = packOf(version, (made) => made.off.push({ site: "youtube", kind: "chat" }));
      const jws = await signPack(pack, key);
      await addPack(kit.store.db, { version, jws, act: "publish", by: "root", note: null }, new Date());
    }
  });
  beforeEach(() => {
    [isReady, fails, started.length] = [true, false, 0];
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const ask = (by: TestDevice, act: object, reason = "Tombol salah tempat.", id = randomUUID()) =>
    by.call("POST", "/v1/admin/acts", { body: { id, act, reason } });
  const answer = (by: TestDevice, id: string, said = "confirm") =>
    by.call("POST", `/v1/admin/acts/${id}/answer`, { body: { answer: said } });
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
    expect(started).toEqual([["off", "--site=x", "--kind=account", "--note=Ani, Budi: --to=0 --json"]]);

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
    fails = true;
    expect((await answer(budi, body.act.id)).body.code).toBe("recipes-publisher");
    fails = false;
    expect((await answer(cici, body.act.id)).body.act).toMatchObject({
      state: "done",
      answered: { name: "Cici" },
    });
    expect((await logged()).slice(before)).toEqual([
      "admin-act-confirmed Budi",
      "admin-act-failed Budi",
      "admin-act-confirmed Cici",
    ]);
    expect((await verifyStore(kit.store)).broken).toEqual([]);
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
      { act: "roll-back-recipes", version: 5 },
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
      packs: [{ version: 5 }, { version: 3 }],
      off: [{ site: "youtube", kind: "chat" }],
      canPublish: true,
    });
    isReady = false;
    expect((await listed()).canPublish).toBe(false);
  });
});
