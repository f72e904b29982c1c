/** Claims on cases, questions to reporters, and review requests. */

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claims } from "../../../../intake/db/schema/index.ts";
import { createCode } from "../../../../intake/people/store/enrolment.ts";
import { suspendPerson } from "../../../../intake/people/store/people.ts";
import {
  enrolment,
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { makeReviewer } from "../../../../scripts/dev/kits/vlogger-kit.ts";
import type { QuestionView } from "../../../../utils/shared/contract/desk.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { proposeLane } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let supervisor: TestDevice;
  let other: TestDevice;
  let admin: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    supervisor = await kit.enrolled("supervisor", "Budi");
    other = await kit.enrolled("supervisor", "Ratna");
    admin = await kit.enrolled("admin", "Adi");
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const send = async (device: TestDevice, report = sampleReport()) => ({
    report,
    caseId: (await device.call("POST", "/v1/reports", { body: report })).body.caseId as string,
  });
  const open = async (caseId: string, by = supervisor) => (await by.call("GET", `/v1/cases/${caseId}`)).body;
  const claim = (by: TestDevice, caseId: string, act = "take") =>
    by.call("POST", `/v1/cases/${caseId}/claim`, { body: { act } });
  const decide = async (by: TestDevice, caseId: string, change = {}) => {
    const { version } = await open(caseId);
    const body = {
      id: randomUUID(),
      act: "reject",
      why: "other",
      reason: "Bukan judi.",
      caseVersion: version,
    };
    return by.call("POST", `/v1/cases/${caseId}/decisions`, { body: { ...body, ...change } });
  };

  describe("a claim", () => {
    test("belongs to one person for ten minutes, is shown to all, and changes neither log nor version", async () => {
      const { caseId } = await send(officer);
      const before = await open(caseId);
      const taken = await claim(supervisor, caseId);
      expect(taken.body.claim).toMatchObject({ by: "Budi", own: true });
      const heldMs = Date.parse(taken.body.claim.until) - kit.clock.ms;
      expect(heldMs).toBeGreaterThan(limits.claimMs - 1_000);
      expect(heldMs).toBeLessThanOrEqual(limits.claimMs);
      for (const by of [other, admin])
        expect((await open(caseId, by)).claim).toMatchObject({ by: "Budi", own: false });
      const { cases } = (await other.call("GET", "/v1/cases?limit=100")).body;
      const row = cases.find(({ id }: { id: string }) => id === caseId);
      expect(row.claim).toEqual({ ...taken.body.claim, own: false });
      const after = await open(caseId);
      expect([after.version, after.log]).toEqual([before.version, before.log]);
      expect(await claim(other, caseId)).toMatchObject({ status: 409, problem: "case-claimed" });
      expect(await decide(other, caseId)).toMatchObject({ status: 409, problem: "case-claimed" });
    });

    test("is renewed by activity on either of the person's devices, and expires", async () => {
      const { caseId } = await send(officer);
      const code = await kit.code({ role: "supervisor", name: "Dewi" });
      const [one, two] = [await kit.newDevice("Dewi"), await kit.newDevice("Dewi")];
      await one.call("POST", "/v1/enrolments", { body: enrolment(code.code) });
      const { personId } = (await one.call("GET", "/v1/me")).body;
      const again = await createCode(kit.store.db, personId, kit.intake.now());
      await two.call("POST", "/v1/enrolments", { body: enrolment(again.code) });
      const first = (await claim(one, caseId)).body.claim;
      kit.clock.ms += limits.claimMs - 60_000;
      const second = (await claim(two, caseId)).body.claim;
      expect(second.own).toBe(true);
      expect(Date.parse(second.until)).toBeGreaterThan(Date.parse(first.until));
      kit.clock.ms += limits.claimMs - 60_000;
      expect((await open(caseId, one)).claim).toMatchObject({ by: "Dewi", own: true });
      kit.clock.ms += 60_000;
      expect(await open(caseId)).not.toHaveProperty("claim");
      expect((await claim(other, caseId)).body.claim).toMatchObject({ by: "Ratna" });
      expect(await claim(one, caseId)).toMatchObject({ problem: "case-claimed" });
    });

    test("is released only by its owner, and by a decision", async () => {
      const { caseId } = await send(officer);
      await claim(supervisor, caseId);
      expect(await claim(other, caseId, "release")).toMatchObject({ status: 200, body: {} });
      expect((await open(caseId)).claim).toBeDefined();
      expect((await claim(supervisor, caseId, "release")).body).toEqual({});
      expect((await claim(other, caseId)).body.claim).toMatchObject({ by: "Ratna" });
      expect((await decide(other, caseId)).status).toBe(200);
      expect((await claim(supervisor, caseId)).body.claim).toMatchObject({ by: "Budi" });
    });

    test("is refused to a reporter, to the proposer and on a decided case", async () => {
      const { caseId } = await send(supervisor);
      expect(await claim(supervisor, caseId)).toMatchObject({ status: 200, body: {} });
      expect((await claim(supervisor, caseId)).body).toEqual({});
      const proposed = await decide(other, caseId);
      expect((await claim(other, caseId)).body).toEqual({});
      expect(await open(caseId)).not.toHaveProperty("claim");
      const third = await kit.enrolled("supervisor", "Made");
      const path = `/v1/decisions/${proposed.body.id}/answer`;
      expect((await third.call("POST", path, { body: { answer: "confirm" } })).status).toBe(200);
      expect((await claim(third, caseId)).body).toEqual({});
    });

    test("goes to one of two simultaneous callers, and expired claims are removed", async () => {
      const { caseId } = await send(officer);
      const both = await Promise.all([claim(supervisor, caseId), claim(other, caseId)]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      kit.clock.ms += limits.claimMs;
      await kit.intake.cleanUp();
      expect(await kit.store.db.select().from(claims)).toEqual([]);
    });
  });

  describe("a question", () => {
    const ask = (caseId: string, reportId: string, change = {}, by = supervisor) =>
      by.call("POST", `/v1/cases/${caseId}/questions`, {
        body: { id: randomUUID(), reportId, text: "Di menit ke berapa?", ...change },
      });
    const answer = (by: TestDevice, id: string, text = "Menit kedua.") =>
      by.call("POST", `/v1/questions/${id}/answer`, { body: { answer: text } });
    const own = async (by: TestDevice, reportId: string): Promise<QuestionView[]> => {
      const { reports } = (await by.call("GET", "/v1/reports/own?limit=100")).body;
      return reports.find(({ id }: { id: string }) => id === reportId).questions;
    };

    test("reaches the reporter without the asker's name, and is answered once", async () => {
      const { caseId, report } = await send(officer);
      const id = randomUUID();
      const asked = await ask(caseId, report.id, { id });
      expect(asked).toMatchObject({ status: 200, body: { id, by: "Budi", text: "Di menit ke berapa?" } });
      expect((await ask(caseId, report.id, { id })).body).toEqual(asked.body);
      expect(await ask(caseId, report.id, { id }, other)).toMatchObject({ problem: "conflict" });
      expect(await open(caseId)).toMatchObject({ asked: true, questions: [{ id, by: "Budi" }] });

      const { by: _, ...untold } = asked.body;
      expect(await own(officer, report.id)).toEqual([untold]);
      const somebody = await kit.enrolled("officer", "Bukan pelapor");
      expect(await answer(somebody, id)).toMatchObject({ status: 404 });
      const answered = await answer(officer, id);
      expect(answered).toMatchObject({ status: 200, body: { ...untold, answer: "Menit kedua." } });
      expect((await answer(officer, id)).body).toEqual(answered.body);
      expect(await answer(officer, id, "Menit ketiga.")).toMatchObject({ problem: "question-closed" });
      const view = await open(caseId);
      expect(view).toMatchObject({ asked: false, questions: [{ answer: "Menit kedua.", by: "Budi" }] });
      const acts = view.log.map(({ act, by }: { act: string; by: string }) => `${act} ${by}`);
      expect(acts).toEqual(["report-received Siti", "question-asked Budi", "question-answered Siti"]);
      expect(JSON.stringify(view.log)).not.toContain("menit");
    });

    test("can be asked at most three times without an answer", async () => {
      const { caseId, report } = await send(officer);
      const first = await ask(caseId, report.id);
      for (let more = 0; more < 2; more++) expect((await ask(caseId, report.id)).status).toBe(200);
      expect(await ask(caseId, report.id)).toMatchObject({ status: 409, problem: "questions-open" });
      await answer(officer, first.body.id);
      expect((await open(caseId)).asked).toBe(true);
      expect((await ask(caseId, report.id)).status).toBe(200);
    });

    test("is closed by the decision, and not before", async () => {
      const { caseId, report } = await send(officer);
      const [one, two] = [await ask(caseId, report.id), await ask(caseId, report.id)];
      const proposed = await decide(supervisor, caseId);
      expect((await answer(officer, one.body.id)).status).toBe(200);
      const path = `/v1/decisions/${proposed.body.id}/answer`;
      expect((await other.call("POST", path, { body: { answer: "confirm" } })).status).toBe(200);
      expect(await answer(officer, two.body.id)).toMatchObject({ status: 409, problem: "question-closed" });
      expect((await open(caseId)).asked).toBe(false);
      expect(await ask(caseId, report.id)).toMatchObject({ status: 409, problem: "case-closed" });
    });

    test("is refused for a suspended person and for another case's report", async () => {
      const gone = await kit.enrolled("officer", "Diberhentikan");
      const { caseId, report } = await send(gone);
      const { personId } = (await gone.call("GET", "/v1/me")).body;
      await suspendPerson(kit.store.db, personId, kit.intake.now());
      expect(await ask(caseId, report.id)).toMatchObject({ status: 409, problem: "reporter-suspended" });
      const elsewhere = await send(officer);
      expect(await ask(caseId, elsewhere.report.id)).toMatchObject({ status: 404 });
    });

    test("is refused from a reporter of the case, and its text is not stored in the no-pixels lane", async () => {
      const { caseId, report } = await send(officer);
      await send(supervisor, sampleReport({ evidence: { subject: report.evidence.subject } }));
      expect(await ask(caseId, report.id)).toMatchObject({ problem: "own-report" });
      const asked = await ask(caseId, report.id, { text: "Rahasia?" }, other);
      await proposeLane(other, caseId);
      expect(await answer(officer, asked.body.id)).toMatchObject({
        status: 422,
        problem: "note-not-allowed",
      });
      expect((await open(caseId, other)).questions).toEqual([]);
      expect(await own(officer, report.id)).toEqual([]);
    });
  });

  test("lists cases with an open review request first, page after page", async () => {
    const vlogger = await kit.enrolled("vlogger", "Wati");
    await makeReviewer({ db: kit.store.db, at: kit.intake.now() }, vlogger);
    const video = () => sampleReport({ evidence: { site: "youtube", kind: "video" } });
    const [first, second, third] = [
      await send(officer, video()),
      await send(officer, video()),
      await send(officer, video()),
    ];
    const request = (caseId: string) =>
      supervisor.call("POST", `/v1/cases/${caseId}/review-requests`, { body: { reason: "Perlu konteks." } });
    expect(await request(third.caseId)).toMatchObject({ status: 200, body: { reviewAsked: true } });
    expect((await request(third.caseId)).status).toBe(200);
    const view = await open(third.caseId);
    expect(view).toMatchObject({ reviewAsked: true });
    expect(view.log.map(({ act }: { act: string }) => act)).toEqual(["report-received", "review-asked"]);
    const listed: string[] = [];
    for (let next: string | undefined = ""; next !== undefined; ) {
      const { body } = await vlogger.call("GET", `/v1/reviews/tasks?limit=1${next && `&after=${next}`}`);
      listed.push(...body.tasks.map(({ caseId }: { caseId: string }) => caseId));
      next = body.next;
    }
    expect(listed[0]).toBe(third.caseId);
    expect(listed.slice(1).sort()).toEqual([first.caseId, second.caseId].sort());
    const post = await send(officer);
    expect(await request(post.caseId)).toMatchObject({ status: 409, problem: "not-reviewable" });
    const wrong = Buffer.from("2|x").toString("base64url");
    expect(await vlogger.call("GET", `/v1/reviews/tasks?after=${wrong}`)).toMatchObject({ status: 400 });
  });
});
