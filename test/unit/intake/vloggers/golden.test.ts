/** Golden cases, marks and what follows from them for a reviewer: rank, pause, the way back, and the own record. */

import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lockCases } from "../../../../intake/cases/store/case-writes.ts";
import { destroyContent } from "../../../../intake/cases/store/destroy-content.ts";
import { mergeInto } from "../../../../intake/cases/store/merge-cases.ts";
import { rowsOf } from "../../../../intake/db/read-cursor.ts";
import {
  assignments,
  cases,
  decisions,
  goldenCases,
  marks,
  records,
  reviews,
  vloggers,
} from "../../../../intake/db/schema/index.ts";
import { spotOfCase } from "../../../../intake/db/spot.ts";
import { applyDecision } from "../../../../intake/decisions/store/apply-decision.ts";
import { saveUnit } from "../../../../intake/people/store/people.ts";
import { readReporterWeights } from "../../../../intake/reports/store/reporter-records.ts";
import { findGolden } from "../../../../intake/vloggers/store/mark-verdicts.ts";
import {
  findVlogger,
  lockVlogger,
  readWeight,
  updateLevel,
} from "../../../../intake/vloggers/store/vloggers.ts";
import { type IntakeKit, startKit, type TestDevice } from "../../../../scripts/dev/kits/intake-kit.ts";
import { passExam } from "../../../../scripts/dev/kits/vlogger-kit.ts";
import { neutralWeight } from "../../../../utils/shared/policy/reporter-reliability.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const video = { evidence: { site: "youtube", kind: "video" } } as const;
const why = "Tautan di deskripsi membuka situs judi.";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let one: TestDevice;
  let two: TestDevice;
  let officer: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    one = await kit.enrolled("supervisor", "Budi");
    two = await kit.enrolled("supervisor", "Ani");
    desk = deskOf(kit, { officer, reader: one });
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  async function untilWaiting(): Promise<void> {
    const waiting = sql`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    await expect
      .poll(async () => (await rowsOf<{ n: number }>(kit.store.db, waiting))[0]?.n)
      .toBeGreaterThan(0);
  }
  const idOf = async (device: TestDevice) => (await device.call("GET", "/v1/me")).body.personId as string;
  /** Reviews as a certified vlogger to whom the case is assigned. */
  async function review(device: TestDevice, caseId: string, verdict: string) {
    const { db } = kit.store;
    const [personId, at] = [await idOf(device), kit.intake.now()];
    await passExam({ db, at }, personId);
    const tried = (await findGolden(db, caseId)) !== undefined;
    await db
      .insert(assignments)
      .values({ caseId, spot: spotOfCase(caseId), personId, at, golden: tried })
      .onConflictDoNothing();
    return device.call("POST", `/v1/cases/${caseId}/reviews`, {
      body: { id: randomUUID(), verdict, reason: "Terlihat di menit kedua.", timecodes: [] },
    });
  }
  async function settle(caseId: string, act: "approve" | "reject" | "escalate"): Promise<void> {
    const made = await desk.decide(one, caseId, verdicts[act]);
    const confirmed = await desk.answer(two, made.body.id, "confirm");
    if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.body));
  }
  async function decided(act: "approve" | "reject" | "escalate" = "approve"): Promise<string> {
    const caseId = await desk.open(video);
    await settle(caseId, act);
    return caseId;
  }
  /** Turns an approved case into a rejected one. */
  async function reverse(caseId: string): Promise<void> {
    const { db } = kit.store;
    const [row] = await db.select().from(cases).where(eq(cases.id, caseId));
    const [approval] = await db.select().from(decisions).where(eq(decisions.caseId, caseId));
    if (!row || !approval) throw new Error("nothing was decided");
    const reversal = { ...approval, act: "reject" as const, category: null };
    const act = { at: kit.intake.now(), by: "Ani", act: "decision-confirmed", detail: {} };
    await db.transaction((tx) => applyDecision(tx, { row, decision: reversal }, act, kit.intake.callbacks));
  }
  const golden = (caseId: string, body: object = { act: "set", why }, by = one) =>
    by.call("POST", `/v1/cases/${caseId}/golden`, { body });
  const list = async (by = one) => (await by.call("GET", "/v1/golden-cases?limit=100")).body.golden;
  const record = async (device: TestDevice) => (await device.call("GET", "/v1/me/reviews")).body;

  describe("a golden case", () => {
    test("is a decided video; the case's log records it, and supervisors see it on the case", async () => {
      const caseId = await decided("reject");
      expect((await desk.read(caseId)).body.golden).toEqual({ violates: false });
      const set = { violates: false, why, by: "Budi", met: 0, right: 0, wrong: 0 };
      expect(await golden(caseId)).toMatchObject({ status: 200, body: { golden: set } });
      const { version, log, golden: shown } = (await desk.read(caseId)).body;
      expect(shown).toMatchObject({ violates: false, set });
      expect(log.at(-1)).toMatchObject({ act: "golden-set", by: "Budi", detail: { violates: false } });
      expect(JSON.stringify(log)).not.toContain(why);
      expect(await list()).toContainEqual(expect.objectContaining({ caseId, ...set }));

      await golden(caseId);
      expect((await desk.read(caseId)).body.version).toBe(version);
      await golden(caseId, { act: "set", why: "Kritik yang wajar." }, two);
      expect((await desk.read(caseId)).body.golden.set).toMatchObject({
        why: "Kritik yang wajar.",
        by: "Ani",
      });

      expect(await golden(caseId, { act: "end" })).toMatchObject({ status: 200, body: {} });
      expect((await golden(caseId, { act: "end" })).status).toBe(200);
      const after = (await desk.read(caseId)).body;
      expect(after.golden).toEqual({ violates: false });
      expect(after.log.filter(({ act }: { act: string }) => act === "golden-ended")).toHaveLength(1);
      expect((await list()).map((row: { caseId: string }) => row.caseId)).not.toContain(caseId);
      expect(await desk.broken(caseId, one)).toEqual([]);
    });

    test("cannot be undecided, referred, withheld or out of scope, and is hidden from panelists", async () => {
      const open = await desk.open(video);
      const escalated = await decided("escalate");
      const post = await desk.open();
      await settle(post, "approve");
      const withheld = await decided();
      await kit.store.db.update(cases).set({ withheld: true }).where(eq(cases.id, withheld));
      for (const caseId of [open, escalated, post, withheld]) {
        expect(await golden(caseId)).toMatchObject({ status: 409, problem: "not-golden" });
        expect((await desk.read(caseId)).body).not.toHaveProperty("golden");
      }
      const admin = await kit.enrolled("admin", "Pengelola");
      const caseId = await decided();
      expect((await desk.read(caseId, admin)).body).not.toHaveProperty("golden");
      expect(await golden(caseId, { act: "set", why: "" })).toMatchObject({ problem: "invalid-input" });
    });

    test("has the new finding when set again after another decision; reversals end it, reviewed or not", async () => {
      const caseId = await decided();
      await golden(caseId);
      await reverse(caseId);
      expect((await desk.read(caseId)).body.golden).toEqual({ violates: false });
      expect(await golden(caseId)).toMatchObject({ body: { golden: { violates: false, why } } });
      // Simulates a store from before a reversal ended golden cases.
      const { db } = kit.store;
      await db.update(goldenCases).set({ violates: true }).where(eq(goldenCases.caseId, caseId));
      expect(await golden(caseId)).toMatchObject({ body: { golden: { violates: false, why } } });
      expect((await desk.read(caseId)).body.log.at(-1)).toMatchObject({ detail: { violates: false } });
    });

    test("moves with its case in a merge and back in a split", async () => {
      const older = await desk.open(video);
      kit.clock.ms += 1_000;
      const younger = await decided();
      await golden(younger);
      const reviewer = await kit.enrolled("vlogger", "Gabung");
      await review(reviewer, younger, "violates");
      const regroup = (by: TestDevice, body: object) =>
        by.call("POST", `/v1/cases/${older}/likeness`, { body: { reason: "Video yang sama.", ...body } });
      for (const by of [one, two]) await regroup(by, { act: "merge", with: younger });
      expect((await desk.read(younger)).body).toMatchObject({ id: older, golden: { set: { why } } });
      const ids = async () => (await list()).map((row: { caseId: string }) => row.caseId);
      expect(await ids()).toContain(older);
      expect((await record(reviewer)).reviews[0].found).toMatchObject({ golden: true, why });

      expect(await regroup(one, { act: "split", merged: younger })).toMatchObject({ status: 200 });
      expect(await ids()).toContain(younger);
      expect(await ids()).not.toContain(older);
      expect((await record(reviewer)).reviews[0].found).toMatchObject({ golden: true, why });
    });

    test("is visible only to people who may see the case", async () => {
      await saveUnit(
        kit.store.db,
        { name: "Narkotika", sites: null, categories: ["NARKOTIKA"], languages: null },
        kit.intake.now(),
      );
      const guest = await kit.enrolled("supervisor", "Tamu", "Narkotika");
      const caseId = await decided();
      await golden(caseId);
      expect(await golden(caseId, { act: "end" }, guest)).toMatchObject({ status: 404 });
      expect(await list(guest)).toEqual([]);
      expect((await list()).length).toBeGreaterThan(0);
    });
  });

  describe("a mark", () => {
    test("is given at once on a golden case, and only then the answer is shown", async () => {
      const vlogger = await kit.enrolled("vlogger", "Emas");
      const [first, second, third] = [await decided(), await decided("reject"), await decided()];
      for (const caseId of [first, second, third]) await golden(caseId);
      expect((await record(vlogger)).reviews).toEqual([]);
      expect((await review(vlogger, first, "violates")).status).toBe(200);
      expect((await review(vlogger, second, "violates")).status).toBe(200);
      expect((await review(vlogger, third, "cannot-tell")).status).toBe(200);
      const { reviews: seen, all, groups } = await record(vlogger);
      expect(all).toMatchObject({ right: 1, of: 2 });
      expect(groups).toMatchObject([{ lesson: "uang", right: 1, of: 2 }]);
      expect(seen).toMatchObject([
        { verdict: "cannot-tell" },
        { verdict: "violates", found: { violates: false, right: false, golden: true, why } },
        { verdict: "violates", found: { violates: true, right: true, golden: true, why } },
      ]);
      const judged = (await list()).find((row: { caseId: string }) => row.caseId === second);
      expect(judged).toMatchObject({ met: 1, right: 0, wrong: 1 });
      // It is no part of the case: neither its log nor its version tells who was tried with it.
      expect((await desk.read(first)).body.log.at(-1).act).toBe("golden-set");
      expect(await review(vlogger, first, "does-not")).toMatchObject({ problem: "already-reviewed" });
    });

    test("is not given for a verdict without a side, nor is the answer shown, as on an undecided case", async () => {
      const vlogger = await kit.enrolled("vlogger", "Netral");
      for (const verdict of ["cannot-tell", "needs-context"]) {
        const [tried, open] = [await decided(), await desk.open(video)];
        await golden(tried);
        for (const caseId of [open, tried]) expect((await review(vlogger, caseId, verdict)).status).toBe(200);
        const [onGolden, onOpen] = (await record(vlogger)).reviews;
        expect(onGolden).not.toHaveProperty("found");
        expect(Object.keys(onGolden)).toEqual(Object.keys(onOpen));
      }
      expect((await record(vlogger)).all).toMatchObject({ of: 0 });
    });

    test("is given when a second person settles the case, for every verdict with a side, without a reason", async () => {
      const people: TestDevice[] = [];
      const caseId = await desk.open(video);
      for (const verdict of ["violates", "does-not", "needs-context"]) {
        const vlogger = await kit.enrolled("vlogger", verdict);
        await review(vlogger, caseId, verdict);
        people.push(vlogger);
      }
      const outcome = async () =>
        Promise.all(people.map(async (each) => (await record(each)).reviews[0].found));
      const made = await desk.decide(one, caseId, verdicts.approve);
      expect(await outcome()).toEqual([undefined, undefined, undefined]);
      await desk.answer(two, made.body.id, "confirm");
      const yes = { violates: true, golden: false };
      expect(await outcome()).toEqual([{ ...yes, right: true }, { ...yes, right: false }, yes]);
      expect(
        await kit.store.db
          .select()
          .from(marks)
          .innerJoin(reviews, eq(reviews.id, marks.reviewId))
          .where(eq(reviews.caseId, caseId)),
      ).toHaveLength(2);
      await desk.answer(two, made.body.id, "confirm");
      expect((await record(people[0] as TestDevice)).all).toMatchObject({ right: 1, of: 1 });
    });

    test("is given when an undecided case merges with a decided one, and earlier ones stay", async () => {
      const { db } = kit.store;
      const [early, late] = [await kit.enrolled("vlogger", "Dini"), await kit.enrolled("vlogger", "Lambat")];
      for (const decidedFirst of [true, false]) {
        const [older, younger] = [await desk.open(video), await desk.open(video)];
        const [settled, open] = decidedFirst ? [older, younger] : [younger, older];
        await review(early, settled, "violates");
        await settle(settled, "approve");
        const readMarks = () => db.select({ reviewId: marks.reviewId, at: marks.at }).from(marks);
        const marked = await readMarks();
        await review(late, open, "does-not");
        kit.clock.ms += 1_000;
        const act = { at: new Date(kit.clock.ms), by: "Budi", detail: {} };
        await db.transaction(async (tx) => {
          const rows = await lockCases(tx, [older, younger]);
          const [one, other] = [older, younger].map((id) => rows.find((row) => row.id === id));
          if (!one || !other) throw new Error("no such cases");
          await mergeInto(tx, [one, other], act, kit.intake.callbacks);
        });
        expect((await record(late)).reviews[0].found).toMatchObject({ violates: true, right: false });
        // Earlier marks keep their time.
        expect(await readMarks()).toEqual(expect.arrayContaining(marked));
      }
      expect((await record(late)).all).toMatchObject({ right: 0, of: 2 });
      expect((await record(early)).all).toMatchObject({ right: 2, of: 2 });
    });

    test("is withdrawn when a split leaves its case undecided, and the one on the decided case stays", async () => {
      const [own, other] = [await kit.enrolled("vlogger", "Pisah"), await kit.enrolled("vlogger", "Tetap")];
      for (const decidedFirst of [true, false]) {
        const older = await desk.open(video);
        kit.clock.ms += 1_000;
        const younger = await desk.open(video);
        const [settled, open] = decidedFirst ? [older, younger] : [younger, older];
        await review(other, settled, "violates");
        await settle(settled, "approve");
        await review(own, open, "violates");
        const regroup = async (by: TestDevice, body: object) =>
          (
            await by.call("POST", `/v1/cases/${older}/likeness`, {
              body: { reason: "Video yang sama.", ...body },
            })
          ).status;
        for (const by of [one, two]) expect(await regroup(by, { act: "merge", with: younger })).toBe(200);
        expect((await record(own)).reviews[0].found).toMatchObject({ violates: true, right: true });

        expect(await regroup(one, { act: "split", merged: younger })).toBe(200);
        expect((await record(own)).reviews[0]).not.toHaveProperty("found");
        expect((await record(own)).all).toMatchObject({ of: 0 });
        expect((await record(other)).reviews[0].found).toMatchObject({ violates: true, right: true });
        // Decided on its own, the case gives its own mark.
        await settle(open, "reject");
        expect((await record(own)).reviews[0].found).toMatchObject({ violates: false, right: false });
        await kit.store.db.delete(marks).where(eq(marks.personId, await idOf(own)));
      }
    });

    test.skipIf(engine === "pglite")("changes in a split without a deadlock with a decision", async () => {
      const devices = [await kit.enrolled("vlogger", "Kunci"), await kit.enrolled("vlogger", "Gembok")];
      const known = await Promise.all(devices.map(async (device) => ({ device, id: await idOf(device) })));
      const [first, last] = known.sort((a, b) => (a.id < b.id ? -1 : 1));
      if (!first || !last) throw new Error("two are needed");
      const settled = await desk.open(video);
      kit.clock.ms += 1_000;
      const open = await desk.open(video);
      await review(last.device, settled, "violates");
      await settle(settled, "approve");
      await review(first.device, open, "violates");
      const regroup = (by: TestDevice, body: object) =>
        by.call("POST", `/v1/cases/${settled}/likeness`, { body: { reason: "Video yang sama.", ...body } });
      for (const by of [one, two]) expect((await regroup(by, { act: "merge", with: open })).status).toBe(200);
      // The split gives the case that stays a mark, and takes one from the other.
      const { db } = kit.store;
      await db.delete(marks).where(eq(marks.personId, last.id));
      const replica = await stores.openReplica();
      let split: ReturnType<typeof regroup> | undefined;
      await replica.db.transaction(async (tx) => {
        // As a decision on both people's verdicts does.
        await lockVlogger(tx, first.id);
        split = regroup(one, { act: "split", merged: open });
        await untilWaiting();
        await lockVlogger(tx, last.id);
      });
      expect(await split).toMatchObject({ status: 200 });
      expect((await record(last.device)).all).toMatchObject({ right: 1, of: 1 });
      expect((await record(first.device)).all).toMatchObject({ of: 0 });
    });

    test("is absent for cases referred to another agency", async () => {
      const vlogger = await kit.enrolled("vlogger", "Diteruskan");
      const caseId = await desk.open(video);
      await review(vlogger, caseId, "violates");
      await settle(caseId, "escalate");
      expect(await record(vlogger)).toMatchObject({ all: { of: 0 }, groups: [] });
    });

    test("is rewritten when the decision is reversed, which also ends the golden case", async () => {
      const [before, tried] = [
        await kit.enrolled("vlogger", "Sebelum"),
        await kit.enrolled("vlogger", "Diuji"),
      ];
      const caseId = await desk.open(video);
      await review(before, caseId, "violates");
      await settle(caseId, "approve");
      await golden(caseId);
      await review(tried, caseId, "violates");
      expect(await record(tried)).toMatchObject({ all: { right: 1, of: 1 } });

      await reverse(caseId);
      for (const device of [before, tried])
        expect(await record(device)).toMatchObject({ all: { right: 0, of: 1 } });
      const { found } = (await record(tried)).reviews[0];
      expect(found).toEqual({ violates: false, right: false, golden: true });
      expect((await desk.read(caseId)).body.golden).toEqual({ violates: false });
    });
  });

  test("ends a golden case that enters the no-pixels lane, and deletes its explanation", async () => {
    const { db } = kit.store;
    const vlogger = await kit.enrolled("vlogger", "Lorong");
    const caseId = await decided();
    await golden(caseId);
    await review(vlogger, caseId, "violates");
    await db.update(cases).set({ withheld: true }).where(eq(cases.id, caseId));
    expect((await list()).map((row: { caseId: string }) => row.caseId)).not.toContain(caseId);
    const [seen] = (await record(vlogger)).reviews;
    expect(seen.found).toEqual({ violates: true, right: true, golden: true });
    expect(seen).not.toHaveProperty("title");
    await db.transaction((tx) => destroyContent(tx, caseId, kit.intake.now()));
    const [row] = await db.select().from(goldenCases).where(eq(goldenCases.caseId, caseId));
    expect(row).toMatchObject({ why: "", endedAt: expect.any(Date) });
  });

  describe("a reviewer", () => {
    /** Marks as if cases had been settled, each at its own moment, with the ladder after each. */
    async function mark(personId: string, signs: string, isGolden = false): Promise<void> {
      const { db } = kit.store;
      const caseId = await desk.open(video);
      const spot = spotOfCase(caseId);
      for (const [index, sign] of [...signs].entries()) {
        const at = kit.intake.now();
        const id = randomUUID();
        const verdict = index % 2 === 0 ? "violates" : "does-not";
        const given = { caseId, spot, personId, at, digest: "d", verdict, reason: "r" } as const;
        await db.insert(reviews).values({ ...given, id, timecodes: [], trial: isGolden });
        const expected = {
          lesson: "uang",
          golden: isGolden,
          violates: (sign === "+") === (verdict === "violates"),
          right: sign === "+",
        } as const;
        await db.insert(marks).values({ reviewId: id, spot, personId, at, ...expected });
        await db.transaction((tx) => updateLevel(tx, personId, at));
      }
    }

    test("is promoted, is paused with its reason and the way back, and returns by golden cases", async () => {
      const vlogger = await kit.enrolled("vlogger", "Tangga");
      const personId = await idOf(vlogger);
      const { db } = kit.store;
      expect(await record(vlogger)).toMatchObject({
        ...{ rank: "participant", next: { rank: "reviewer", marks: 5, lower: 0.5 } },
      });
      expect(await findVlogger(db, personId)).toBeUndefined();
      await mark(personId, "+++++");
      const up = await record(vlogger);
      expect(up).toMatchObject({ rank: "reviewer", all: { right: 5, of: 5 }, next: { rank: "trusted" } });
      expect(up.rankedAt).toBeDefined();
      expect(await readWeight(db, personId)).toBe(0.566);

      await mark(personId, "-".repeat(20));
      const down = await record(vlogger);
      expect(down).toMatchObject({ rank: "reviewer", pause: { for: "record" } });
      expect(down.pause.refresher).toMatchObject({ of: 0, needed: 8, neededLower: 0.5 });
      expect(down.pause).not.toHaveProperty("group");
      expect(await readWeight(db, personId)).toBe(0);

      await mark(personId, "+++++++", true);
      expect((await record(vlogger)).pause.refresher).toMatchObject({ right: 7, of: 7 });
      await mark(personId, "+", true);
      expect(await record(vlogger)).not.toHaveProperty("pause");
      expect(await findVlogger(db, personId)).toMatchObject({ rank: "reviewer", pausedFor: null });
      expect(await readWeight(db, personId)).toBeGreaterThan(0);
    });

    test("stays trusted, and is not paused again for reviews before a coordinator ended the pause", async () => {
      const vlogger = await kit.enrolled("vlogger", "Kembali");
      const personId = await idOf(vlogger);
      await mark(personId, "-".repeat(10));
      const path = `/v1/programme/vloggers/${personId}/pause`;
      const why = { reason: null, why: "Kasus ujinya keliru." };
      const ended = await one.call("PUT", path, { body: why });
      expect(ended).toMatchObject({ status: 200, body: { rank: "participant" } });
      expect(ended.body).not.toHaveProperty("pause");
      await mark(personId, "+");
      expect(await record(vlogger)).toMatchObject({ rank: "participant", all: { right: 1, of: 11 } });
      expect(await record(vlogger)).not.toHaveProperty("pause");
      await mark(personId, "+".repeat(60));
      const trusted = await record(vlogger);
      expect(trusted).toMatchObject({ rank: "trusted" });
      expect(trusted).not.toHaveProperty("next");
    });

    test("shows the coordinator's reason for a pause, which golden cases do not end", async () => {
      const vlogger = await kit.enrolled("vlogger", "Dijeda");
      const personId = await idOf(vlogger);
      const pause = {
        pausedAt: kit.intake.now(),
        pausedFor: "person",
        pauseReason: "Cuti.",
      } as const;
      await kit.store.db.insert(vloggers).values({ personId, ...pause });
      await mark(personId, "+".repeat(10), true);
      expect((await record(vlogger)).pause).toMatchObject({ for: "person", reason: "Cuti." });
    });

    test("flags with the weight of the record; a participant or a paused one at most like a newcomer", async () => {
      const { db } = kit.store;
      const people: Record<string, string> = {};
      for (const name of ["Tanpa", "Peserta", "Peninjau", "Berhenti", "Petugas", "Buruk"]) {
        const device = await kit.enrolled(name === "Petugas" ? "officer" : "vlogger", name);
        people[name] = await idOf(device);
        const upheld = name === "Buruk" ? 0 : 30;
        await db.insert(records).values({ personId: people[name], decided: 30, upheld, reversed: 0 });
      }
      const known = (name: string, more: object) =>
        db.insert(vloggers).values({ personId: people[name] ?? "", ...more });
      await known("Peserta", { rank: "participant" });
      await known("Peninjau", { rank: "reviewer" });
      await known("Berhenti", { rank: "trusted", pausedAt: kit.intake.now(), pausedFor: "record" });
      const weights = await readReporterWeights(db, Object.values(people));
      const weight = (name: string) => weights.get(people[name] ?? "")?.weight;
      for (const name of ["Tanpa", "Peserta", "Berhenti"]) expect(weight(name)).toBe(neutralWeight);
      for (const name of ["Peninjau", "Petugas"]) expect(weight(name)).toBe(0.886);
      expect(weight("Buruk")).toBe(0);
    });

    test("the person who flagged a video gets its outcome with the reason", async () => {
      const vlogger = await kit.enrolled("vlogger", "Pelapor");
      const caseId = await desk.open(video, vlogger);
      await settle(caseId, "approve");
      expect((await vlogger.call("GET", "/v1/reports/own")).body.reports).toMatchObject([
        { caseState: "approved", outcome: { action: "BATAS_WILAYAH", reason: verdicts.approve.reason } },
      ]);
    });
  });
});
