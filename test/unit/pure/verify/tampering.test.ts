/** `npm run verify` names every change that an administrator makes in the database. */

import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { printVerified, readKnown, runVerifyCommand } from "../../../../intake/admin/verify.ts";
import { sealLog } from "../../../../intake/audit-log/seal-log.ts";
import { ensureTrustLog, trustLogId } from "../../../../intake/audit-log/store/trust-log.ts";
import { publicHalf, writePrivateKey } from "../../../../intake/core/key-file.ts";
import { cases, decisions, hooks, log, settings } from "../../../../intake/db/schema/index.ts";
import type { Db } from "../../../../intake/db/store.ts";
import { EvidenceUnavailable } from "../../../../intake/evidence/evidence-files.ts";
import { pinRecipesKey } from "../../../../intake/recipes/store/recipes.ts";
import { type Verified, verifyStore } from "../../../../intake/verify/verify.ts";
import { newKey } from "../../../../scripts/dev/kits/evidence.ts";
import { type IntakeKit, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { thumbprintOf } from "../../../../utils/shared/seal/digest.ts";
import { linkEntry } from "../../../../utils/shared/seal/log-chain.ts";
import { deskOf, verdicts } from "../../../support/desk-kit.ts";
import {
  buildScenario,
  changes,
  foundIn,
  otherChanges,
  removeBatches,
  rewriteConfirmation,
  type TamperingScenario,
} from "../../../support/tampering-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let story: TamperingScenario;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    story = await buildScenario(kit);
    await sealLog(kit.store.db, kit.intake.key, kit.intake.now);
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  test("accepts an unaltered history", async () => {
    expect(await verifyStore(kit.store)).toMatchObject({ ok: true, broken: [] });
  });

  test.each([...changes, ...otherChanges])("finds %s", async (_, statements, says) => {
    expect(await foundIn(kit.store.db, story, statements)).toContainEqual(expect.stringMatching(says));
  });

  test("finds what was changed while it waited for its second person, and a proposer who was one", async () => {
    const own = await startKit(await stores.open());
    const officer = await own.enrolled("officer", "Siti");
    const [one, two] = [await own.enrolled("supervisor", "Budi"), await own.enrolled("supervisor", "Ani")];
    const desk = deskOf(own, { officer, reader: one });
    const { id } = (await desk.decide(one, await desk.open(), verdicts.reject)).body;
    const { personId } = (await two.call("GET", "/v1/me")).body;
    await own.store.db.update(decisions).set({ personId }).where(eq(decisions.id, id));
    expect((await desk.answer(one, id, "confirm")).status).toBe(200);
    const other = (await desk.decide(one, await desk.open(), verdicts.reject)).body.id;
    await own.store.db
      .update(decisions)
      .set({ reason: "Lain.", why: "press" })
      .where(eq(decisions.id, other));
    expect((await desk.answer(two, other, "confirm")).status).toBe(200);
    const quoted = (await desk.decide(one, await desk.open(), verdicts.approve)).body.id;
    await own.store.db
      .update(decisions)
      .set({ subReason: "x", frozen: sql`jsonb_set(frozen, '{address}', '"https://x.com/a/status/1"')` })
      .where(eq(decisions.id, quoted));
    expect((await desk.answer(two, quoted, "confirm")).status).toBe(200);
    const { broken } = await verifyStore(own.store);
    expect(new Set(broken)).toEqual(
      new Set([
        `decision ${id}: personId changed in the log, and no act changes it`,
        `decision ${id}: one person proposed and answered it`,
        ...["reason", "why"].map(
          (column) => `decision ${other}: ${column} changed in the log, and no act changes it`,
        ),
        `decision ${quoted}: subReason changed in the log, and no act changes it`,
        `decision ${quoted}: the post changed while it waited for its confirmation`,
      ]),
    );
    await own.close();
  });

  describe("history that was rewritten and that the intake signed again", () => {
    const seal = (tx: Db, at: number) => sealLog(tx, kit.intake.key, () => new Date(at));

    test("names another person who confirmed, by the device of the entry", async () => {
      const found = await foundIn(kit.store.db, story, async (tx) => {
        await rewriteConfirmation(tx, story, { device: false });
        await seal(tx, kit.clock.ms);
      });
      expect(found).toEqual([
        `decision ${story.decision}: the device of decision-confirmed is not one of the person whom the log names`,
      ]);
    });

    test("does not have the batch that was printed before", async () => {
      const before = (await verifyStore(kit.store)).seal?.batch;
      if (!before) throw new Error("no batch");
      const known = { batches: { "--batch": before } };
      expect((await verifyStore(kit.store, known)).broken).toEqual([]);
      const undone = new Error("undone");
      let after: Verified | undefined;
      const rewrite = kit.store.db.transaction(async (tx) => {
        await rewriteConfirmation(tx, story, { device: true });
        await seal(tx, kit.clock.ms + 6 * 86_400_000);
        after = await verifyStore({ db: tx }, known);
        throw undone;
      });
      await expect(rewrite).rejects.toBe(undone);
      expect(after?.broken).toEqual([
        `batch 1 of --batch (${before.digest}) is not in the database: the log went backwards`,
      ]);
      expect(after?.notes).toEqual([
        expect.stringMatching(/^sealed more than an hour after .*: batch 1 of /),
      ]);
    });

    test("notes, without failing, that the first batch covers hours of reports", async () => {
      let notes: string[] = [];
      const found = await foundIn(kit.store.db, story, async (tx) => {
        for (const table of ["log", "days", "batches", "batch_leaves"])
          await tx.execute(sql.raw(`alter table ${table} disable trigger user`));
        await removeBatches(tx);
        // As if the scenario had taken days.
        await tx.execute(sql`update log set at = at + seq * interval '1 hour'`);
        await seal(tx, kit.clock.ms + 6 * 86_400_000);
        ({ notes } = await verifyStore({ db: tx }));
      });
      expect(found).not.toContainEqual(expect.stringContaining("batch 1"));
      expect(notes).toContainEqual(
        expect.stringMatching(/^batch 1: seals entries of \d+ different hours at once .* earlier batches/),
      );
    });

    test("has a day without a root before one with a root", async () => {
      const found = await foundIn(kit.store.db, story, async (tx) => {
        await tx.execute(sql`insert into days values ('2027-01-01', repeat('0', 64), now())`);
      });
      expect(found).toEqual([
        "day 2026-11-25: has batches and no root, and a later day has one",
        "day 2027-01-01: has a root and no batches",
      ]);
    });
  });

  test("compares the key in the database with INTAKE_KEY and with a given thumbprint", async () => {
    const folder = await mkdtemp(join(tmpdir(), "lapor-keys-"));
    const intakeKey = join(folder, "intake-key.json");
    const command = "verify";
    const other = await thumbprintOf(publicHalf(await writePrivateKey(intakeKey)));
    const own = await thumbprintOf(kit.intake.key.publicKey);
    const verifyWith = async (given: string, path?: string) =>
      verifyStore(kit.store, await readKnown({ command, intakeKey: given }, { intakeKey: path }));
    try {
      expect(await verifyWith(own)).toMatchObject({ ok: true });
      expect((await verifyWith(other, intakeKey)).broken).toEqual([
        `the intake's key in the database (${own}) is not the one of INTAKE_KEY`,
        `the intake's key in the database (${own}) is not the one of --intake-key`,
      ]);
      await expect(verifyWith(own, join(folder, "gone.json"))).rejects.toThrow("gone.json is missing");
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test("finds changed and missing bytes in the evidence store", async () => {
    const { files } = kit.intake;
    const kept = await files.get(story.file);
    if (!kept) throw new Error("no file");
    await files.remove(story.file);
    const gone = await runVerifyCommand(kit.store, files);
    expect(gone).toMatchObject({
      ok: false,
      broken: [`file ${story.file}: is gone from the evidence store`],
    });
    await files.put(story.file, new Uint8Array([...kept.bytes, 0]));
    const changed = await runVerifyCommand(kit.store, files);
    expect(changed).toMatchObject({
      ok: false,
      files: 2,
      broken: [`file ${story.file}: is not what arrived`],
    });
    expect(printVerified(changed)).toContain(changed.broken[0]);
    await files.remove(story.file);
    await files.put(story.file, kept.bytes);
    expect(await runVerifyCommand(kit.store, files)).toMatchObject({ ok: true, files: 2 });
  });
});

describe.each(engines)("an evidence store that fails, on %s", (engine) => {
  test.each<[string, string | undefined, string[]]>([
    ["one file", "EIO", [expect.stringMatching(/^file [0-9a-f]{64}: cannot be read: EIO$/)]],
    [
      "everything",
      undefined,
      [
        "the evidence store's newest batch cannot be read (no answer)",
        expect.stringMatching(
          /^the evidence store cannot be read \(no answer\): only 0 files .* EVIDENCE_URL/,
        ),
      ],
    ],
  ])("with %s keeps nothing else from being checked", async (_, code, broken) => {
    const stores = await openTestStores(engine);
    const kit = await startKit(await stores.open());
    try {
      const story = await buildScenario(kit);
      const { files } = kit.intake;
      await kit.store.db.execute(sql`update cases set urgent = not urgent`);
      const away = () => Promise.reject(new EvidenceUnavailable("no answer."));
      const bad = () => Promise.reject(Object.assign(new Error(), { code }));
      const failing = code
        ? { ...files, get: (address: string) => (address === story.file ? bad() : files.get(address)) }
        : { ...files, get: away, has: away, getNamed: away };
      const found = (await runVerifyCommand(kit.store, failing)).broken;
      expect(found).toEqual(expect.arrayContaining(broken));
      expect(found).toContainEqual(expect.stringMatching(/^case .*: urgent/));
    } finally {
      await kit.close();
      await stores.close();
    }
  });
});

describe.each(engines)("a log of before, on %s", (engine) => {
  test("proves no row, reports that, and does not fail", async () => {
    const stores = await openTestStores(engine);
    const kit = await startKit(await stores.open());
    const { db } = kit.store;
    try {
      const officer = await kit.enrolled("officer");
      const supervisor = await kit.enrolled("supervisor");
      const desk = deskOf(kit, { officer, reader: supervisor });
      const caseId = await desk.open();
      await desk.decide(supervisor, caseId, verdicts.approve);
      for (const table of ["log", "unsealed"])
        await db.execute(sql.raw(`alter table ${table} disable trigger user`));
      await db.delete(log).where(eq(log.caseId, trustLogId));
      await db.execute(sql.raw(`delete from unsealed where case_id = '${trustLogId}'`));
      const [, proposed] = await db.select().from(log).where(eq(log.caseId, caseId)).orderBy(log.seq);
      if (!proposed) throw new Error("no entry");
      const { rows: _, ...detail } = proposed.detail;
      const before = { ...proposed, at: proposed.at.toISOString(), detail };
      const { hash } = await linkEntry(before, proposed.previous);
      await db.update(log).set({ detail, hash }).where(eq(log.hash, proposed.hash));
      await db.update(cases).set({ headHash: hash }).where(eq(cases.id, caseId));
      const result = await verifyStore(kit.store);
      expect(result).toMatchObject({ ok: true, broken: [] });
      expect(result.unproven).toEqual([
        "decision: 1 not provable, older than states in the log",
        "device: 2 not provable, older than states in the log",
        "person: 2 not provable, older than states in the log",
      ]);
      await ensureTrustLog(db, kit.intake.now());
      const since = (await db.select().from(log).where(eq(log.caseId, trustLogId)))[0]?.at.toISOString();
      expect((await verifyStore(kit.store)).unproven).toEqual([
        `decision: 1 not provable, older than ${since}`,
      ]);
    } finally {
      await kit.close();
      await stores.close();
    }
  });
});

describe.each(engines)("a log from before it kept webhooks, on %s", (engine) => {
  test.each([
    "takes them over with the key for recipes, once, and then proves them",
    "takes them over when a key for recipes is pinned before the first start",
  ])("%s", async (name) => {
    const isPinnedFirst = name.endsWith("before the first start");
    const stores = await openTestStores(engine);
    const kit = await startKit(await stores.open());
    const { db } = kit.store;
    const at = kit.intake.now();
    try {
      await kit.enrolled("officer");
      await db.insert(hooks).values({
        id: randomUUID(),
        address: "https://satu.test/",
        secret: "rahasia",
        events: ["month-counted"],
        createdAt: at,
      });
      const { publicKey } = kit.intake.key;
      await forgetRecipesKey(db);
      if (!isPinnedFirst)
        await db.insert(settings).values({ name: "recipes-key", value: JSON.stringify(publicKey) });
      expect(await verifyStore(kit.store)).toMatchObject({
        broken: [],
        unproven: [expect.stringMatching(/^webhook: 1 not provable/)],
      });
      await (isPinnedFirst ? pinRecipesKey(db, publicKey, at) : ensureTrustLog(db, at));
      const whole = await verifyStore(kit.store);
      expect(whole).toMatchObject({ broken: [], unproven: [] });
      const entries = await db.$count(log);
      await ensureTrustLog(db, at);
      expect(await db.$count(log)).toBe(entries);
      await db.delete(settings).where(eq(settings.name, "recipes-key"));
      const other = await newKey();
      await expect(pinRecipesKey(db, other.publicKey, at)).rejects.toThrow(/trust log names another key/);
      await pinRecipesKey(db, publicKey, at);
      expect(await verifyStore(kit.store)).toMatchObject({ broken: [] });
    } finally {
      await kit.close();
      await stores.close();
    }
  });
});

/** Rewrites the trust log as an earlier version would have: without the member that names the key for recipes. */
async function forgetRecipesKey(db: Db): Promise<void> {
  await db.execute(sql`alter table log disable trigger user`);
  let previous = trustLogId;
  for (const entry of await db.select().from(log).where(eq(log.caseId, trustLogId)).orderBy(log.seq)) {
    const { recipesKey: _, ...detail } = entry.detail;
    const linked = await linkEntry({ ...entry, at: entry.at.toISOString(), detail }, previous);
    const { hash } = linked;
    await db.update(log).set({ detail, previous, hash }).where(eq(log.hash, entry.hash));
    previous = hash;
  }
  await db.execute(sql`alter table log enable trigger user`);
}
