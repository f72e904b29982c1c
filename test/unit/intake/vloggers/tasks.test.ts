/** Assignment of flagged videos to reviewers, and the life of a task. */

import { randomUUID } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { lockCases } from "../../../../intake/cases/store/case-writes.ts";
import { mergeInto } from "../../../../intake/cases/store/merge-cases.ts";
import { locks } from "../../../../intake/db/locks.ts";
import {
  assignments,
  cases,
  conflicts,
  goldenCases,
  marks,
  people,
  reviews,
  vloggers,
} from "../../../../intake/db/schema/index.ts";
import { spotOfCase } from "../../../../intake/db/spot.ts";
import type { Db } from "../../../../intake/db/store.ts";
import { giveTasks } from "../../../../intake/vloggers/store/give-tasks.ts";
import {
  enrolment,
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import {
  enrolReviewer,
  excludeEarlier,
  passExam,
  type Vlogger,
} from "../../../../scripts/dev/kits/vlogger-kit.ts";
import type { CategoryCode } from "../../../../utils/shared/contract/category.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import type { CaseReview, ReviewTask } from "../../../../utils/shared/contract/review.ts";
import { neutralWeight } from "../../../../utils/shared/policy/reporter-reliability.ts";
import { fewTasks, goldenShare, openTasks } from "../../../../utils/shared/policy/review-tasks.ts";
import { graphicADay } from "../../../../utils/shared/policy/wellbeing.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let chief: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    chief = await kit.enrolled("supervisor", "Budi");
  });
  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });
  beforeEach(() => excludeEarlier(kit));

  const db = () => kit.store.db;
  const reviewer = (name: string, more?: Partial<Vlogger>) => enrolReviewer(kit, name, more);
  const flag = async (
    set: Partial<typeof cases.$inferInsert> = {},
    { by = officer, category = "JUDI" }: { by?: TestDevice; category?: CategoryCode } = {},
  ) => {
    const report = sampleReport({
      evidence: { site: "youtube", kind: "video" },
      category,
      ...basisOf(category),
    });
    const sent = await by.call("POST", "/v1/reports", { body: report });
    expect(sent.status).toBe(200);
    const caseId: string = sent.body.caseId;
    if (Object.keys(set).length > 0) await db().update(cases).set(set).where(eq(cases.id, caseId));
    return { caseId, subject: report.evidence.subject };
  };
  const give = (random?: () => number) => giveTasks(db(), kit.intake.now(), random ?? (() => 1));
  const given = async (caseId: string) =>
    (await db().select().from(assignments).where(eq(assignments.caseId, caseId))).map(
      ({ personId }) => personId,
    );
  const tasksOf = async (device: TestDevice): Promise<ReviewTask[]> => {
    const { status, body } = await device.call("GET", "/v1/reviews/tasks?limit=100");
    expect(status).toBe(200);
    return body.tasks;
  };
  const claim = (device: TestDevice, caseId: string, act = "take") =>
    device.call("POST", `/v1/reviews/tasks/${caseId}/claim`, { body: { act } });
  const skip = (device: TestDevice, caseId: string, body = {}) =>
    device.call("POST", `/v1/reviews/tasks/${caseId}/skip`, { body });
  const review = (device: TestDevice, caseId: string, change = {}) =>
    device.call("POST", `/v1/cases/${caseId}/reviews`, {
      body: {
        ...{ id: randomUUID(), verdict: "violates", reason: "Tautan judi di menit kedua.", timecodes: [] },
        ...change,
      },
    });
  const golden = async (set: Partial<typeof cases.$inferInsert> = {}) => {
    const { caseId } = await flag({ state: "approved", ...set });
    const { personId } = (await chief.call("GET", "/v1/me")).body;
    const said = { violates: true, why: "Logo situs judi.", setBy: personId, at: kit.intake.now() };
    const row = { caseId, spot: spotOfCase(caseId), ...said };
    await db().insert(goldenCases).values(row);
    return caseId;
  };

  /** Merges as a report or a person does; both cases are locked first. */
  const merge = (ids: { older: string; younger: string }, on: Db = db()) =>
    on.transaction(async (tx) => {
      const rows = await lockCases(tx, Object.values(ids));
      const [older, younger] = [ids.older, ids.younger].map((id) => rows.find((row) => row.id === id));
      if (!older || !younger) throw new Error("no such cases");
      await mergeInto(
        tx,
        [older, younger],
        { at: kit.intake.now(), by: "Budi", detail: {} },
        kit.intake.callbacks,
      );
    });
  const tasksIn = async (caseId: string) =>
    db().select().from(assignments).where(eq(assignments.caseId, caseId));

  describe("a case", () => {
    test("is assigned to three who read its language, the least busy first, and to one participant", async () => {
      const busy = await reviewer("A");
      await give();
      const { caseId: earlier } = await flag();
      await give();
      expect(await given(earlier)).toEqual([busy.id]);
      const others = [await reviewer("B"), await reviewer("C"), await reviewer("D")];
      await reviewer("Jawa", { languages: ["jv"] });
      const beginner = await reviewer("Peserta", { rank: "participant" });
      // Three for the second, of whom the busy one is none; two more for the first.
      const { caseId } = await flag({ language: "id" });
      await db().update(cases).set({ language: "id" }).where(eq(cases.id, earlier));
      await db().update(cases).set({ reviewAskedAt: kit.intake.now() }).where(eq(cases.id, caseId));
      await give();
      expect((await given(caseId)).sort()).toEqual([...others.map(({ id }) => id), beginner.id].sort());
      expect((await given(earlier)).filter((id) => id !== beginner.id)).toHaveLength(3);
      expect(await give()).toBe(0);
    });

    test("is never assigned to a person with a part in it", async () => {
      const channel = "youtube:UCmilik";
      const own = await reviewer("Pemilik", { channels: [channel], network: "Jaringan" });
      const mate = await reviewer("Sejaringan", { network: "Jaringan" });
      const quarrel = await reviewer("Berselisih");
      const reporter = await reviewer("Pelapor");
      const { personId } = (await chief.call("GET", "/v1/me")).body;
      await db().insert(conflicts).values({
        personId: quarrel.id,
        channel,
        reason: "Perselisihan terbuka.",
        recordedBy: personId,
        at: kit.intake.now(),
      });
      const { caseId } = await flag({ authorKey: channel }, { by: reporter.device });
      const { caseId: fine } = await flag({ authorKey: "youtube:UClain" }, { by: reporter.device });
      await give();
      expect(await given(caseId)).toEqual([]);
      expect((await given(fine)).sort()).toEqual([own.id, mate.id, quarrel.id].sort());
      for (const { device } of [own, mate, quarrel, reporter])
        expect(await review(device, caseId)).toMatchObject({ status: 404, problem: "not-found" });
    });

    describe("is reviewed by independent people", () => {
      const meOf = async (device: TestDevice): Promise<string> =>
        (await device.call("GET", "/v1/me")).body.personId;
      const invited = async (inviter: TestDevice, names: string[]) => {
        const made = [];
        for (const name of names) made.push(await reviewer(name));
        const invitedBy = await meOf(inviter);
        for (const { id } of made) await db().update(people).set({ invitedBy }).where(eq(people.id, id));
        return made;
      };
      const reviewsOf = async (caseId: string): Promise<CaseReview[]> =>
        (await chief.call("GET", `/v1/cases/${caseId}`)).body.reviews;

      test("never by invitees or the inviter of a reporter, and it ends for them", async () => {
        const coordinator = await kit.enrolled("supervisor", "Koordinator");
        const [one] = await invited(coordinator, ["A", "B"]);
        const stranger = await reviewer("Lain");
        if (!one) throw new Error("nobody was invited");
        const { caseId } = await flag({}, { by: coordinator });
        await give();
        expect(await given(caseId)).toEqual([stranger.id]);

        const { caseId: later, subject } = await flag();
        await give();
        expect(await given(later)).toContain(one.id);
        expect((await tasksOf(one.device)).map((task) => task.caseId)).toEqual([later]);
        await coordinator.call("POST", "/v1/reports", {
          body: sampleReport({ evidence: { site: "youtube", kind: "video", subject } }),
        });
        expect(await tasksOf(one.device)).toEqual([]);
        expect((await review(one.device, later)).problem).toBe("task-over");

        // The other direction: the inviter of the only reporter.
        const parent = await reviewer("Induk");
        await db().update(people).set({ invitedBy: parent.id }).where(eq(people.id, stranger.id));
        const { caseId: own } = await flag({}, { by: stranger.device });
        await give();
        expect(await given(own)).not.toContain(parent.id);
      });

      test("by one person of each inviter while others are free, and by more if none is", async () => {
        const [one, two] = [await kit.enrolled("supervisor", "K1"), await kit.enrolled("supervisor", "K2")];
        const ofOne = (await invited(one, ["A1", "A2", "A3"])).map(({ id }) => id);
        const { caseId: alone } = await flag();
        await give();
        expect((await given(alone)).sort(), "a programme of one coordinator works").toEqual(
          [...ofOne].sort(),
        );
        const others = [...(await invited(two, ["B1"])), await reviewer("C1")].map(({ id }) => id);
        const { caseId } = await flag();
        await give();
        const chosen = await given(caseId);
        expect(chosen).toEqual(expect.arrayContaining(others));
        expect(chosen).toHaveLength(3);
        // Also in a later run, after the first of them was chosen.
        await db()
          .update(vloggers)
          .set({ pausedAt: kit.intake.now() })
          .where(inArray(vloggers.personId, others));
        const { caseId: next } = await flag();
        await db()
          .delete(assignments)
          .where(inArray(assignments.personId, ofOne.slice(1)));
        await db()
          .insert(assignments)
          .values({
            caseId: next,
            spot: spotOfCase(next),
            personId: ofOne[0] ?? "",
            at: kit.intake.now(),
            place: 0,
            golden: false,
          });
        await db().update(vloggers).set({ pausedAt: null }).where(inArray(vloggers.personId, others));
        await give();
        expect((await given(next)).sort()).toEqual([ofOne[0] ?? "", ...others].sort());
      });

      test("as the deciders see: who shares an inviter, and whose review does not count", async () => {
        const coordinator = await kit.enrolled("supervisor", "Koordinator");
        const [one, two] = await invited(coordinator, ["A", "B"]);
        const witness = await reviewer("Saksi");
        if (!one || !two) throw new Error("nobody was invited");
        const { caseId, subject } = await flag();
        await give();
        for (const { device } of [one, two, witness]) expect((await review(device, caseId)).status).toBe(200);
        const ties = async () => (await reviewsOf(caseId)).map(({ by, tied }) => `${by} ${tied}`).sort();
        expect(await ties()).toEqual(["A reviewer", "B reviewer", "Saksi undefined"]);

        await witness.device.call("POST", "/v1/reports", {
          body: sampleReport({ evidence: { site: "youtube", kind: "video", subject } }),
        });
        expect(await ties()).toEqual(["A reviewer", "B reviewer", "Saksi reported"]);
        const fourth = await reviewer("Pengganti");
        await give();
        expect(await given(caseId), "the reporter's place is given again").toContain(fourth.id);

        const { version: caseVersion } = (await chief.call("GET", `/v1/cases/${caseId}`)).body;
        const body = { id: randomUUID(), caseVersion, act: "reject", why: "other", reason: "Bukan judi." };
        const proposed = await coordinator.call("POST", `/v1/cases/${caseId}/decisions`, { body });
        expect(proposed.status).toBe(200);
        expect(await ties()).toEqual(["A proposer", "B proposer", "Saksi reported"]);
        await chief.call("POST", `/v1/decisions/${body.id}/answer`, { body: { answer: "confirm" } });
        const file = (await chief.call("GET", `/v1/cases/${caseId}/exports/json`)).body;
        expect(file.reviews).toHaveLength(3);
        expect(file.replacedReviews, "none is in the dossier's sum").toHaveLength(3);
        const marked = await db()
          .select({ id: marks.personId })
          .from(marks)
          .where(eq(marks.spot, spotOfCase(caseId)));
        expect(marked.map(({ id }) => id)).toContain(one.id);
        expect(
          marked.map(({ id }) => id),
          "no mark for a reporter",
        ).not.toContain(witness.id);
        await db().delete(marks);
      });
    });

    test("is assigned at once when a supervisor asks about it, regardless of the load", async () => {
      const person = await reviewer("A");
      for (let n = 0; n <= openTasks; n++) await flag();
      await give();
      expect(await tasksOf(person.device)).toHaveLength(openTasks);
      const { caseId } = await flag();
      const asked = await chief.call("POST", `/v1/cases/${caseId}/review-requests`, {
        body: { reason: "Perlu." },
      });
      expect(asked.status).toBe(200);
      expect(await given(caseId)).toEqual([person.id]);
    });

    test("is assigned to another reviewer, too, when unreviewed for days", async () => {
      const idle = [await reviewer("A"), await reviewer("B"), await reviewer("C")];
      const { caseId } = await flag();
      await give();
      const fresh = await reviewer("D");
      await give();
      expect(await given(caseId)).not.toContain(fresh.id);
      kit.clock.ms += 4 * 24 * 3_600_000;
      await give();
      expect(await given(caseId)).toContain(fresh.id);
      const [first] = idle;
      if (first) expect((await review(first.device, caseId)).status).toBe(200);
    });

    test("is assigned to another reviewer, too, however long it is kept open without a review", async () => {
      const keeping = [await reviewer("A"), await reviewer("B"), await reviewer("C")];
      const { caseId } = await flag();
      await give();
      const fresh = await reviewer("D");
      const keepOpen = async (hours: number) => {
        kit.clock.ms += hours * 3_600_000;
        for (const { device } of keeping) expect((await claim(device, caseId)).status).toBe(200);
        await give();
      };
      await keepOpen(3 * 24 + 1);
      expect(await given(caseId), "opened just now").not.toContain(fresh.id);
      await keepOpen(24);
      expect(await given(caseId)).toContain(fresh.id);
    });

    test("still needs as many reviewers after an uncounted review, even after a promotion", async () => {
      const beginner = await reviewer("Peserta", { rank: "participant" });
      for (const name of ["A", "B"]) await reviewer(name);
      const { caseId } = await flag();
      await give();
      expect((await review(beginner.device, caseId)).status).toBe(200);
      await db().update(vloggers).set({ rank: "reviewer" }).where(eq(vloggers.personId, beginner.id));
      const third = await reviewer("C");
      await give();
      expect(await given(caseId)).toContain(third.id);
    });

    test("is assigned to a participant of the unit that sees it, regardless of its other reporters", async () => {
      const reporter = await reviewer("Pelapor", { rank: "participant" });
      const beginner = await reviewer("Peserta", { rank: "participant" });
      const { caseId } = await flag({}, { by: reporter.device });
      await give();
      expect(await given(caseId)).toEqual([beginner.id]);
    });

    test("is found behind cases that no reviewer can take", async () => {
      const person = await reviewer("A");
      for (let n = 1; n < openTasks; n++) await flag();
      await give();
      for (let n = 0; n < 4; n++) await flag({ language: "ban" });
      const { caseId } = await flag();
      await give();
      expect(await given(caseId)).toEqual([person.id]);
    });

    test.skipIf(engine === "pglite")("is assigned as the merged case when merged meanwhile", async () => {
      const person = await reviewer("A");
      const { caseId: older } = await flag({ language: "ban" });
      const { caseId: younger } = await flag();
      await give();
      const colleague = await reviewer("B");
      await db().update(cases).set({ language: null }).where(eq(cases.id, older));
      const other = await stores.openReplica();
      const giving = await db().transaction(async (tx) => {
        await lockCases(tx, [older, younger]);
        const started = giveTasks(other.db, kit.intake.now(), () => 1);
        // The other transaction now waits for the lock on the cases.
        await waiting(other.db);
        await merge({ older, younger }, tx);
        return { started };
      });
      await giving.started;
      expect((await given(older)).sort()).toEqual([person.id, colleague.id].sort());
      expect(await given(younger)).toEqual([]);
    });

    test.skipIf(engine === "pglite")("is given once, however many replicas give at once", async () => {
      for (const name of ["A", "B", "C", "D", "E"]) await reviewer(name);
      const { caseId } = await flag();
      const other = await stores.openReplica();
      await Promise.all([
        give(),
        giveTasks(other.db, kit.intake.now()),
        give(),
        giveTasks(other.db, kit.intake.now()),
      ]);
      expect(await given(caseId)).toHaveLength(3);
    });
  });

  describe("a task", () => {
    test("is listed for an idle reviewer who asks, without waiting for the job", async () => {
      const person = await reviewer("A");
      const { caseId } = await flag();
      expect(await tasksOf(person.device)).toMatchObject([{ caseId }]);
    });

    test("is listed for a reviewer with few tasks, regardless of the page size", async () => {
      const person = await reviewer("A");
      for (let n = 0; n < fewTasks; n++) await flag();
      await give();
      const { caseId } = await flag();
      expect((await person.device.call("GET", "/v1/reviews/tasks?limit=1")).body.tasks).toHaveLength(1);
      expect(await given(caseId)).toEqual([]);
    });

    test.skipIf(engine === "pglite")(
      "does not wait while another person's request assigns tasks",
      async () => {
        const person = await reviewer("A");
        const { caseId } = await flag();
        const other = await stores.openReplica();
        await other.db.transaction(async (tx) => {
          await tx.execute(sql`select pg_advisory_xact_lock(${locks.tasks})`);
          expect(await tasksOf(person.device)).toEqual([]);
        });
        expect(await tasksOf(person.device)).toMatchObject([{ caseId }]);
      },
    );

    test("comes first when a supervisor asked about it; the others follow in queue order, page by page", async () => {
      const person = await reviewer("A");
      const flagged: string[] = [];
      for (let n = 0; n < 4; n++) flagged.push((await flag()).caseId);
      const keyed = flagged.map((caseId, place) => ({ caseId, key: `${9 - place}` }));
      for (const { caseId, key } of keyed)
        await db().update(cases).set({ queueKey: key }).where(eq(cases.id, caseId));
      await give();
      kit.clock.ms += 1_000;
      const { caseId: asked } = await flag({ reviewAskedAt: kit.intake.now() });
      await give();
      const seen: string[] = [];
      for (let after = ""; seen.length < 5; ) {
        const { body } = await person.device.call("GET", `/v1/reviews/tasks?limit=1${after}`);
        seen.push(...body.tasks.map((task: ReviewTask) => task.caseId));
        if (body.next === undefined) break;
        after = `&after=${body.next}`;
      }
      expect(seen).toEqual([asked, ...flagged.reverse()]);
      const wrong = Buffer.from("true|2026-01-01T00:00:00.000Z|x|y").toString("base64url");
      expect(await person.device.call("GET", `/v1/reviews/tasks?after=${wrong}`)).toMatchObject({
        status: 400,
      });
    });

    test("is claimed by one device, and another takes it over at the person's request", async () => {
      const person = await reviewer("A");
      const { caseId } = await flag();
      const second = await kit.newDevice("A");
      const { code } = await secondCode(person.id);
      await second.call("POST", "/v1/enrolments", { body: enrolment(code) });
      await tasksOf(person.device);
      const held = await claim(person.device, caseId);
      expect(held).toMatchObject({ status: 200, body: { claim: { here: true } } });
      expect(Date.parse(held.body.claim.until) - kit.clock.ms).toBeGreaterThan(limits.claimMs - 1_000);
      expect(await tasksOf(second)).toMatchObject([{ caseId, claim: { here: false } }]);
      expect(await claim(second, caseId)).toMatchObject({ status: 409, problem: "task-elsewhere" });
      expect((await claim(second, caseId, "take-over")).status).toBe(200);
      expect(await claim(person.device, caseId)).toMatchObject({ problem: "task-elsewhere" });
      expect((await claim(person.device, caseId, "release")).status).toBe(200);
      expect(await tasksOf(second)).toMatchObject([{ claim: { here: true } }]);
      kit.clock.ms += limits.claimMs + 1_000;
      expect((await claim(person.device, caseId)).status).toBe(200);

      expect((await review(second, caseId)).status).toBe(200);
      expect(await review(person.device, caseId)).toMatchObject({ status: 409, problem: "already-reviewed" });
      expect(await claim(person.device, caseId)).toMatchObject({ status: 409, problem: "already-reviewed" });
    });

    test("goes to another reviewer when passed on, costs nothing and does not come back", async () => {
      const three = [await reviewer("A"), await reviewer("B"), await reviewer("C")];
      const { caseId } = await flag();
      await give();
      const fourth = await reviewer("D");
      const [first] = three;
      if (!first) throw new Error("nobody");
      expect(await skip(first.device, caseId, { why: "gone" })).toMatchObject({ status: 200 });
      expect(await given(caseId)).toContain(fourth.id);
      expect(await tasksOf(first.device)).toEqual([]);
      expect((await skip(first.device, caseId)).status).toBe(200);
      expect(await claim(first.device, caseId)).toMatchObject({ status: 409, problem: "task-over" });
      const { log } = (await chief.call("GET", `/v1/cases/${caseId}`)).body;
      expect(log.at(-1)).toMatchObject({ act: "review-passed-on", by: "A", detail: { why: "gone" } });
      expect(await db().select().from(marks)).toEqual([]);
    });

    test("gets the answer of an unknown id if it is another person's", async () => {
      const person = await reviewer("A");
      const stranger = await reviewer("B", { languages: ["jv"] });
      const { caseId } = await flag({ language: "id" });
      await give();
      expect(await given(caseId)).toEqual([person.id]);
      for (const ask of [claim, skip, review]) {
        const [theirs, none] = [await ask(stranger.device, caseId), await ask(stranger.device, randomUUID())];
        expect(theirs).toMatchObject({ status: 404, problem: "not-found" });
        expect(theirs.body).toEqual(none.body);
      }
    });

    test("ends with an explanation when its case is decided or its reports are withdrawn meanwhile", async () => {
      const person = await reviewer("A");
      const { caseId } = await flag();
      const { caseId: withdrawn } = await flag();
      await give();
      await db().update(cases).set({ state: "rejected" }).where(eq(cases.id, caseId));
      await db().update(cases).set({ reports: 0 }).where(eq(cases.id, withdrawn));
      for (const id of [caseId, withdrawn]) {
        expect(await claim(person.device, id)).toMatchObject({ status: 409, problem: "task-over" });
        expect(await review(person.device, id)).toMatchObject({ status: 409, problem: "task-over" });
      }
      expect(await tasksOf(person.device)).toEqual([]);
    });

    test("ends for a reviewer who reports the video", async () => {
      const person = await reviewer("A");
      const { caseId, subject } = await flag();
      await give();
      const same = sampleReport({ evidence: { site: "youtube", kind: "video", subject } });
      await person.device.call("POST", "/v1/reports", { body: same });
      expect(await review(person.device, caseId)).toMatchObject({ status: 403, problem: "own-report" });
      expect(await claim(person.device, caseId)).toMatchObject({ status: 403, problem: "own-report" });
      expect(await tasksOf(person.device)).toEqual([]);
      // The task does not wait for a reviewer any more, either.
      const others = [await reviewer("B"), await reviewer("C"), await reviewer("D")];
      await give();
      expect(await given(caseId)).toEqual(expect.arrayContaining(others.map(({ id }) => id)));
    });

    test("ends for a channel that became the reviewer's, their network's, or a conflict", async () => {
      const channel = "youtube:UCbaru";
      const own = await reviewer("Pemilik");
      const mate = await reviewer("Sejaringan", { network: "Jaringan baru" });
      const quarrel = await reviewer("Berselisih");
      const { caseId } = await flag({ authorKey: channel });
      const { caseId: other } = await flag({ authorKey: "youtube:UClain" });
      await give();
      const { personId } = (await chief.call("GET", "/v1/me")).body;
      const set = { channels: [channel], network: "Jaringan baru" };
      await db().update(vloggers).set(set).where(eq(vloggers.personId, own.id));
      const recorded = { reason: "Perselisihan.", recordedBy: personId, at: new Date() };
      await db()
        .insert(conflicts)
        .values({ personId: quarrel.id, channel, ...recorded });
      for (const { device } of [own, mate, quarrel]) {
        expect(await claim(device, caseId)).toMatchObject({ status: 409, problem: "task-over" });
        expect(await review(device, caseId)).toMatchObject({ status: 409, problem: "task-over" });
        expect((await tasksOf(device)).map((task) => task.caseId)).toEqual([other]);
        expect((await review(device, other)).status).toBe(200);
      }
    });

    test("needs a certificate for the current lessons", async () => {
      const device = await kit.enrolled("vlogger", "Belum ujian");
      const { personId } = (await device.call("GET", "/v1/me")).body;
      const { caseId } = await flag();
      const refused = { status: 403, problem: "certificate-needed" };
      expect(await device.call("GET", "/v1/reviews/tasks")).toMatchObject(refused);
      await give();
      expect(await given(caseId)).toEqual([]);
      await passExam({ db: db(), at: kit.intake.now() }, personId);
      await db().insert(vloggers).values({ personId, rank: "reviewer" });
      expect(await tasksOf(device)).toMatchObject([{ caseId }]);
      const later = new Date(kit.intake.now().getTime() + 1000);
      await passExam({ db: db(), at: later }, personId, { kekerasan: 1 });
      expect(await device.call("GET", "/v1/reviews/tasks")).toMatchObject(refused);
      expect(await claim(device, caseId)).toMatchObject(refused);
      expect(await review(device, caseId)).toMatchObject(refused);
    });

    test("is limited to a number per day if its video is graphic", async () => {
      const person = await reviewer("A");
      for (let n = 0; n <= graphicADay; n++) await flag({}, { category: "TERORISME" });
      await give();
      const first = await tasksOf(person.device);
      expect(first).toHaveLength(graphicADay);
      for (const { caseId } of first) expect((await review(person.device, caseId)).status).toBe(200);
      expect(await tasksOf(person.device)).toEqual([]);
      // One that became hard only after it was given.
      const { caseId } = await flag();
      await give();
      await db().update(cases).set({ category: "TERORISME" }).where(eq(cases.id, caseId));
      expect(await claim(person.device, caseId)).toMatchObject({ status: 409, problem: "graphic-limit" });
      kit.clock.ms += 24 * 3_600_000 + 1_000;
      expect((await claim(person.device, caseId)).status).toBe(200);
      await give();
      expect(await tasksOf(person.device)).toHaveLength(2);
    });

    test("counts for the day once its hard video was opened, though it was passed on", async () => {
      const person = await reviewer("A");
      const hard: string[] = [];
      for (let n = 0; n <= graphicADay; n++) hard.push((await flag({}, { category: "TERORISME" })).caseId);
      await give();
      for (const { caseId } of await tasksOf(person.device)) {
        expect((await claim(person.device, caseId)).status).toBe(200);
        // Letting go first makes it no less seen.
        await claim(person.device, caseId, "release");
        expect((await skip(person.device, caseId)).status).toBe(200);
      }
      await give();
      expect(await tasksOf(person.device)).toEqual([]);
      kit.clock.ms += 24 * 3_600_000 + 1_000;
      await give();
      expect(await tasksOf(person.device)).toHaveLength(1);
    });

    test("passed on again and again does not bring the next case first", async () => {
      const honest = [await reviewer("A"), await reviewer("B"), await reviewer("C")];
      const passing = [await reviewer("D"), await reviewer("E")];
      for (let round = 0; round < 3; round++) {
        await flag();
        await give();
        for (const { device } of passing)
          for (const { caseId } of await tasksOf(device))
            expect((await skip(device, caseId)).status).toBe(200);
      }
      for (const { device } of honest)
        for (const { caseId } of (await tasksOf(device)).slice(1))
          expect((await review(device, caseId)).status).toBe(200);
      const idsOf = (them: { id: string }[]) => them.map(({ id }) => id).sort();
      const { caseId } = await flag();
      await give();
      expect((await given(caseId)).sort()).toEqual(idsOf(honest));
    });

    test("stays passed on after its case is merged, in any state", async () => {
      const person = await reviewer("A");
      const { caseId: unseen } = await flag({ language: "ban" });
      const { caseId: open } = await flag();
      const { caseId: first } = await flag();
      const { caseId: second } = await flag();
      await give();
      for (const caseId of [first, second]) expect((await skip(person.device, caseId)).status).toBe(200);
      await merge({ older: unseen, younger: first });
      await merge({ older: open, younger: second });
      await db().update(cases).set({ language: null }).where(eq(cases.id, unseen));
      await give();
      expect(await tasksOf(person.device)).toEqual([]);
      for (const caseId of [unseen, open])
        expect(await tasksIn(caseId)).toMatchObject([{ personId: person.id, skippedAt: expect.any(Date) }]);
      for (const caseId of [unseen, open]) expect((await skip(person.device, caseId)).status).toBe(200);
    });

    test("stays done after its case is merged, and its verdict can be sent again", async () => {
      const person = await reviewer("A");
      const { caseId: unseen } = await flag({ language: "ban" });
      const { caseId: open } = await flag();
      const { caseId: first } = await flag();
      const { caseId: second } = await flag();
      await give();
      const input = { id: randomUUID() };
      const sent = await review(person.device, first, input);
      expect((await review(person.device, second)).status).toBe(200);
      await merge({ older: unseen, younger: first });
      await merge({ older: open, younger: second });
      const again = await review(person.device, first, input);
      expect([again.status, again.body]).toEqual([200, sent.body]);
      expect(await skip(person.device, first)).toMatchObject({ status: 409, problem: "already-reviewed" });
      // Both were theirs, and one of them is judged.
      expect(await tasksOf(person.device)).toEqual([]);
      expect(await claim(person.device, open)).toMatchObject({ status: 409, problem: "already-reviewed" });
    });

    test("done in two cases that were merged counts as one vote, the newest", async () => {
      const [one, two] = [await reviewer("A"), await reviewer("B")];
      const [{ caseId: older }, { caseId: younger }] = [await flag(), await flag()];
      await give();
      const [first, last] = [randomUUID(), randomUUID()];
      await review(one.device, older, { id: first, verdict: "does-not" });
      kit.clock.ms += 1_000;
      await review(one.device, younger, { id: last });
      await review(two.device, younger);
      await merge({ older, younger });
      const { reviews: shown } = (await chief.call("GET", `/v1/cases/${older}`)).body;
      expect(shown).toHaveLength(3);
      expect(shown.find(({ id }: { id: string }) => id === first)).toMatchObject({ replaced: true });
      expect(shown.find(({ id }: { id: string }) => id === last)).not.toHaveProperty("replaced");
      const third = await reviewer("C");
      await give();
      expect(await given(older)).toContain(third.id);
    });

    test("continues in the merged case", async () => {
      const person = await reviewer("A");
      const [{ caseId: older }, { caseId: younger }] = [await flag(), await flag()];
      await give();
      await skip(person.device, older);
      const colleague = await reviewer("B");
      await give();
      const merged = await chief.call("POST", `/v1/cases/${younger}/likeness`, {
        body: { act: "merge", with: older, reason: "Video yang sama." },
      });
      expect(merged).toMatchObject({ status: 200, body: { caseId: older } });
      expect((await tasksOf(colleague.device)).map(({ caseId }) => caseId)).toEqual([older]);
      const input = { id: randomUUID() };
      const sent = await review(colleague.device, younger, input);
      expect(sent.status).toBe(200);
      expect((await review(colleague.device, older, input)).body).toEqual(sent.body);
      // The reviewer had passed the other case on, which stays so.
      expect(await claim(person.device, younger)).toMatchObject({ problem: "task-over" });
    });
  });

  describe("a verdict", () => {
    test("stores certainty, findings and context; its weight is that of the record", async () => {
      const person = await reviewer("A", { rank: "trusted" });
      const { caseId } = await flag();
      await tasksOf(person.device);
      const said = {
        verdict: "cannot-tell",
        confidence: "low",
        elements: { "judi.permainan": "yes", "judi.akses": "unsure", "video.gone": "yes" },
        localContext: "Istilah pasar di Medan.",
      };
      const input = { id: randomUUID(), ...said };
      const sent = await review(person.device, caseId, input);
      expect(sent).toMatchObject({ status: 200, body: said });
      expect(sent.body).not.toHaveProperty("weight");
      expect((await review(person.device, caseId, input)).body).toEqual(sent.body);
      const wrong = await review(person.device, caseId, { elements: { "judi.lain": "yes" } });
      expect(wrong).toMatchObject({ status: 400, fields: ["elements.judi.lain"] });
      const view = (await chief.call("GET", `/v1/cases/${caseId}`)).body;
      expect(view.reviews).toMatchObject([{ ...said, by: "A", rank: "trusted", weight: neutralWeight }]);

      await db()
        .insert(marks)
        .values({
          ...{
            reviewId: input.id,
            spot: spotOfCase(caseId),
            personId: person.id,
            lesson: "uang",
            golden: false,
            violates: true,
            right: true,
          },
          at: kit.intake.now(),
        });
      const { caseId: next } = await flag();
      await tasksOf(person.device);
      await review(person.device, next);
      expect((await chief.call("GET", `/v1/cases/${next}`)).body.reviews[0].weight).toBe(0.207);
    });
  });

  describe("a decided case among the tasks", () => {
    test("is given first to participants, looks like any other, and leaves no trace on the case", async () => {
      const person = await reviewer("Peserta", { rank: "participant" });
      const caseId = await golden();
      const { caseId: open } = await flag();
      expect((await tasksOf(person.device)).map((task) => task.caseId)).toEqual([caseId]);
      const before = (await chief.call("GET", `/v1/cases/${caseId}`)).body;
      const claimed = await claim(person.device, caseId);
      const sent = await review(person.device, caseId);
      const [next, ...others] = await tasksOf(person.device);
      expect([next?.caseId, others]).toEqual([open, []]);
      const other = await claim(person.device, open);
      const same = await review(person.device, open);
      expect(Object.keys(claimed.body.claim)).toEqual(Object.keys(other.body.claim));
      expect(Object.keys(sent.body)).toEqual(Object.keys(same.body));
      const after = (await chief.call("GET", `/v1/cases/${caseId}`)).body;
      expect([after.version, after.log, after.reviews]).toEqual([before.version, before.log, []]);
      expect(await db().select().from(reviews).where(eq(reviews.caseId, caseId))).toHaveLength(1);
    });

    test("leaves no trace when its case is merged either", async () => {
      const person = await reviewer("Peserta", { rank: "participant" });
      const { caseId: older } = await flag({ state: "rejected" });
      const younger = await golden({ state: "rejected" });
      await tasksOf(person.device);
      expect((await review(person.device, younger, { verdict: "cannot-tell" })).status).toBe(200);
      await merge({ older, younger });
      expect((await chief.call("GET", `/v1/cases/${older}`)).body.reviews).toEqual([]);
    });

    test("counts toward a reviewer's load and limit of graphic cases", async () => {
      const person = await reviewer("A");
      for (let n = 0; n < openTasks; n++) {
        await golden({ category: "TERORISME" });
        await flag();
      }
      await give(() => 0);
      expect(await tasksOf(person.device)).toHaveLength(openTasks);
      expect(await countGolden(person.id)).toBe(graphicADay);
    });

    test("has the fields of any other, in the same form, from the same moment on", async () => {
      const person = await reviewer("A");
      const caseId = await golden({ firstAt: new Date("2026-01-01T00:00:00.000Z") });
      const { caseId: open } = await flag();
      await give(() => 0);
      const tasks = await tasksOf(person.device);
      const [tried, real] = [caseId, open].map((id) => tasks.find((task) => task.caseId === id));
      if (!tried || !real) throw new Error("not both were given");
      expect(Object.keys(tried)).toEqual(Object.keys(real));
      expect(tried.since).toBe(real.since);
    });

    test("is about one in ten, and none is repeated", async () => {
      const person = await reviewer("A");
      await golden();
      for (let n = 0; n < 3; n++) await flag();
      await give(() => goldenShare);
      expect(await countGolden(person.id)).toBe(0);
      for (let n = 0; n < 2; n++) await flag();
      await give(() => goldenShare - 0.01);
      expect(await countGolden(person.id)).toBe(1);
      await db().update(assignments).set({ reviewedAt: kit.intake.now() });
      for (let n = 0; n < 3; n++) await flag();
      await give(() => 0);
      expect(await countGolden(person.id)).toBe(1);
    });

    test("replaces cases that were decided before they were reviewed", async () => {
      const person = await reviewer("Peserta", { rank: "participant" });
      for (let n = 0; n < 6; n++) await flag();
      await give();
      expect(await tasksOf(person.device)).toHaveLength(6);
      await db().update(cases).set({ state: "approved" });
      const caseId = await golden();
      expect((await tasksOf(person.device)).map((task) => task.caseId)).toEqual([caseId]);
    });

    test("is the only task that a paused reviewer gets", async () => {
      const person = await reviewer("A");
      const { caseId: open } = await flag();
      await give();
      const caseId = await golden();
      await db().update(vloggers).set({ pausedAt: kit.intake.now() });
      await flag();
      expect((await tasksOf(person.device)).map((task) => task.caseId)).toEqual([caseId]);
      expect(await claim(person.device, open)).toMatchObject({ status: 409, problem: "task-over" });
      expect((await review(person.device, caseId)).status).toBe(200);
      expect(await tasksOf(person.device)).toEqual([]);
      // Another looks at what they had.
      const colleague = await reviewer("B");
      await give();
      expect(await given(open)).toContain(colleague.id);
    });

    test("is assigned to a reviewer who was paused with many tasks", async () => {
      const person = await reviewer("A");
      for (let n = 0; n < 4; n++) await flag();
      await give();
      expect(await tasksOf(person.device)).toHaveLength(4);
      const caseId = await golden();
      await db().update(vloggers).set({ pausedAt: kit.intake.now() });
      expect((await tasksOf(person.device)).map((task) => task.caseId)).toEqual([caseId]);
    });
  });

  const countGolden = async (personId: string) =>
    (
      await db()
        .select()
        .from(assignments)
        .where(and(eq(assignments.personId, personId), eq(assignments.golden, true)))
    ).length;
  const secondCode = async (personId: string) => {
    const { createCode } = await import("../../../../intake/people/store/enrolment.ts");
    return createCode(db(), personId, kit.intake.now());
  };
});

/** Until a statement of this test's database waits for a lock. */
async function waiting(db: Db): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const rows = await db.execute(
      sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    if (rows.rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("nothing waits");
}

function basisOf(category: CategoryCode) {
  return category === "TERORISME" ? { basis: ["uu-5-2018-13a"], action: "HAPUS_KEBIJAKAN" as const } : {};
}
