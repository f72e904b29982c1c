/** People with an interest in a case neither decide it nor count as its reviewers, whatever they are now. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { describeCases } from "../../../../intake/cases/similar/describe-cases.ts";
import { deleteDueEvidence } from "../../../../intake/cases/store/delete-evidence.ts";
import { assignments, selfReviews, vloggers } from "../../../../intake/db/schema/index.ts";
import { listJobs } from "../../../../intake/jobs/start-jobs.ts";
import { changeRole, promotePerson, suspendPerson } from "../../../../intake/people/store/people.ts";
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
  makeReviewer,
  type Vlogger,
} from "../../../../scripts/dev/kits/vlogger-kit.ts";
import type { Subject } from "../../../../utils/shared/contract/site.ts";
import { retention } from "../../../../utils/shared/policy/retention.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { checkBody, insertRequestedItem, proofOf } from "../../../support/outcome-check-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const dayMs = 86_400_000;

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let chief: TestDevice;
  let second: TestDevice;
  let desk: Desk;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    const officer = await kit.enrolled("officer", "Siti");
    chief = await kit.enrolled("supervisor", "Budi");
    second = await kit.enrolled("supervisor", "Dewi");
    desk = deskOf(kit, { officer, reader: chief });
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  beforeEach(() => excludeEarlier(kit));

  const db = () => kit.store.db;
  const reviewer = (name: string, more?: Partial<Vlogger>) => enrolReviewer(kit, name, more);
  let videos = 0;
  const newVideo = (): Subject => `youtube:video:minat${String(++videos).padStart(6, "0")}` as Subject;
  async function reported(handle: string, subject = newVideo()): Promise<string> {
    const fields = { authorHandle: { value: handle, source: "text a" } };
    const evidence = { site: "youtube", kind: "video", subject, fields } as const;
    const caseId = await desk.open(sampleReport({ evidence }));
    await describeCases(db(), { now: kit.intake.now });
    return caseId;
  }
  const giveTasks = async () => {
    await listJobs(kit.intake)
      .find(({ name }) => name === "give-tasks")
      ?.work(new AbortController().signal);
  };
  const taskIds = async (device: TestDevice): Promise<string[]> =>
    (await device.call("GET", "/v1/reviews/tasks?limit=100")).body.tasks.map(
      (task: { caseId: string }) => task.caseId,
    );
  const review = (device: TestDevice, caseId: string) =>
    device.call("POST", `/v1/cases/${caseId}/reviews`, {
      body: { id: randomUUID(), verdict: "does-not", reason: "Video masak.", timecodes: [] },
    });
  const readReviews = async (caseId: string) => (await desk.read(caseId)).body.reviews;
  async function promoted({ id }: { id: string }): Promise<TestDevice> {
    const { code } = await promotePerson(
      db(),
      { personId: id, role: "supervisor" },
      { at: kit.intake.now() },
    );
    const device = await kit.newDevice("naik");
    expect((await device.call("POST", "/v1/enrolments", { body: enrolment(code) })).status).toBe(200);
    return device;
  }

  test("a former vlogger decides on no video of their own channel, and agrees to no merge of it", async () => {
    const owner = await reviewer("Tuti", { channels: ["youtube:kanaltuti"] });
    const device = await promoted(owner);
    const caseId = await reported("@kanaltuti");
    expect((await desk.decide(device, caseId, verdicts.reject)).problem).toBe("own-report");
    const made = await desk.decide(chief, caseId, verdicts.reject);
    expect((await desk.answer(device, made.body.id, "confirm")).problem).toBe("own-report");
    expect((await desk.read(caseId, device)).body.cannot).toBe("own-report");
    const turn = async (by: TestDevice) =>
      (await by.call("GET", "/v1/cases?turn=confirm&limit=100")).body.cases.map(
        (row: { id: string }) => row.id,
      );
    expect(await turn(device)).not.toContain(caseId);
    expect(await turn(second)).toContain(caseId);
    expect((await desk.answer(second, made.body.id, "confirm")).status).toBe(200);
  });

  test("a former vlogger looks at no video of their own channel to see whether it is gone", async () => {
    const device = await promoted(await reviewer("Tiur", { channels: ["youtube:kanaltiur"] }));
    const caseId = await reported("@kanaltiur");
    const of = await insertRequestedItem({ db: db(), at: kit.intake.now() }, caseId);
    kit.clock.ms += 25 * 3_600_000;
    const due = async (by: TestDevice) => {
      const { checks, due: count } = (await by.call("GET", "/v1/checks?limit=100")).body;
      return [checks.some(({ itemId }: { itemId: string }) => itemId === of.item.id), count];
    };
    expect(await due(device)).toEqual([false, 0]);
    expect(await due(second)).toEqual([true, 1]);
    const look = async (by: TestDevice) => {
      const body = await checkBody(by, proofOf(of, kit.intake.now()));
      return by.call("POST", `/v1/items/${of.item.id}/checks`, { body });
    };
    expect(await look(device)).toMatchObject({ status: 403, problem: "own-report" });
    expect(await look(second)).toMatchObject({ status: 200 });
  });

  test("a proposer's own earlier review does not count", async () => {
    const before = await reviewer("Sari");
    const caseId = await reported("@oranglain");
    await giveTasks();
    expect((await review(before.device, caseId)).status).toBe(200);
    const device = await promoted(before);
    expect((await desk.decide(device, caseId, verdicts.reject)).status).toBe(200);
    expect(await readReviews(caseId)).toMatchObject([{ tied: "proposer" }]);
  });

  test("a review does not count once its reviewer is suspended or the channel turns out to be theirs, and others are asked", async () => {
    const [own, suspended] = [await reviewer("Ani"), await reviewer("Ida")];
    const caseId = await reported("@milikku");
    await giveTasks();
    for (const { device } of [own, suspended]) expect((await review(device, caseId)).status).toBe(200);
    const before = { languages: [], channels: [], network: null };
    const body = { ...before, channels: ["@milikku"], before };
    expect((await chief.call("PUT", `/v1/programme/vloggers/${own.id}`, { body })).status).toBe(200);
    await suspendPerson(db(), suspended.id, kit.intake.now(), "uji");
    expect(await readReviews(caseId)).toMatchObject([{ tied: "barred" }, { tied: "barred" }]);
    for (const name of ["A", "B", "C"]) await reviewer(name);
    await giveTasks();
    expect(await db().select().from(assignments).where(eq(assignments.caseId, caseId))).toHaveLength(5);
  });

  test("a review does not count while its reviewer is paused automatically, and others are asked", async () => {
    const [bad, away] = [await reviewer("Yuli"), await reviewer("Nia")];
    const caseId = await reported("@lainlagi");
    await giveTasks();
    for (const { device } of [bad, away]) expect((await review(device, caseId)).status).toBe(200);
    const pause = (id: string, pausedFor: "record" | "person" | null) =>
      db()
        .update(vloggers)
        .set({ pausedFor, pausedAt: pausedFor && kit.intake.now() })
        .where(eq(vloggers.personId, id));
    await pause(bad.id, "record");
    await pause(away.id, "person");
    const tied = async () =>
      (await readReviews(caseId)).map(({ tied: how = "none" }: { tied?: string }) => how).sort();
    expect(await tied()).toEqual(["barred", "none"]);
    for (const name of ["A", "B", "C"]) await reviewer(name);
    await giveTasks();
    expect(await db().select().from(assignments).where(eq(assignments.caseId, caseId))).toHaveLength(4);
    await pause(bad.id, null);
    expect(await tied()).toEqual(["none", "none"]);
  });

  test("a former supervisor gets no task of a case that they proposed on", async () => {
    const device = await kit.enrolled("supervisor", "Eko");
    const { personId } = (await device.call("GET", "/v1/me")).body;
    const caseId = await reported("@kanaleko");
    expect((await desk.decide(device, caseId, verdicts.reject)).status).toBe(200);
    await changeRole(db(), personId, "vlogger", { at: kit.intake.now() });
    await makeReviewer({ db: db(), at: kit.intake.now() }, device);
    await giveTasks();
    expect(await taskIds(device)).not.toContain(caseId);
  });

  test("the words of a self-review are destroyed with the content of its case, and none are stored after", async () => {
    const { device } = await reviewer("Pembuat");
    const subject = newVideo();
    const answers = [{ rule: "judi", answer: "problem", timecodes: [{ seconds: 134, note: "terlihat" }] }];
    const check = { subject, title: "Judul yang melukiskan", policyVersion: 3, result: "change", answers };
    const send = () =>
      device.call("POST", "/v1/self-reviews", { body: { ...check, id: randomUUID(), open: true } });
    expect((await send()).status).toBe(200);
    const caseId = await reported("@pembuat", subject);
    const made = await desk.decide(chief, caseId, { ...verdicts.recategorise, category: "PORNO_ANAK" });
    expect((await desk.answer(second, made.body.id, "confirm")).status).toBe(200);
    expect((await send()).status).toBe(200);
    const kept = await db().select().from(selfReviews).where(eq(selfReviews.subject, subject));
    const emptied = { title: null, result: "change", answers: [{ rule: "judi", timecodes: [] }] };
    expect(kept).toMatchObject([emptied, emptied]);
  });

  test("a golden case whose evidence was deleted is given to nobody", async () => {
    const { device } = await reviewer("Rina", { rank: "participant" });
    const caseId = await reported("@lama");
    const made = await desk.decide(chief, caseId, verdicts.reject);
    expect((await desk.answer(second, made.body.id, "confirm")).status).toBe(200);
    const body = { act: "set", why: "Bukan judi." };
    expect((await chief.call("POST", `/v1/cases/${caseId}/golden`, { body })).status).toBe(200);
    await giveTasks();
    expect(await taskIds(device)).toContain(caseId);
    await db().delete(assignments);
    kit.clock.ms += 200 * dayMs;
    await deleteDueEvidence(db(), kit.intake.files, { policy: retention, at: kit.intake.now() });
    await giveTasks();
    expect(await taskIds(device)).not.toContain(caseId);
  });
});
