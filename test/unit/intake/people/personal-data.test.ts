/** Duties towards persons: what is held about someone, and what a device could have taken. */

import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adminCommand } from "../../../../intake/admin/commands.ts";
import {
  printAbout,
  printTaken,
  runPersonalDataCommand,
  takenCommand,
} from "../../../../intake/admin/personal-data.ts";
import { logRestored, logTrust, trustLogId } from "../../../../intake/audit-log/store/trust-log.ts";
import { addressObjections, lessonProgress, log, people } from "../../../../intake/db/schema/index.ts";
import { listJobs } from "../../../../intake/jobs/start-jobs.ts";
import { changeRole, suspendPerson } from "../../../../intake/people/store/people.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { enrolReviewer } from "../../../../scripts/dev/kits/vlogger-kit.ts";
import { deskOf, verdicts } from "../../../support/desk-kit.ts";
import { insertLetter } from "../../../support/inserted-requests-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let supervisor: TestDevice;
  let deviceId: string;
  let caseId: string;
  const report = sampleReport({ evidence: { subject: "x:post:1111" } });
  const other = sampleReport({
    evidence: {
      subject: "x:post:2222",
      fields: { authorHandle: { value: "@orang_lain", source: "text a" } },
    },
  });
  const about = (name: string) => runPersonalDataCommand(kit.store.db, { command: "about", name });
  const taken = (asked: object, now?: Date) =>
    runPersonalDataCommand(kit.store.db, takenCommand.parse({ command: "taken", ...asked }), now);

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Petugas Rahasia");
    caseId = (await officer.call("POST", "/v1/reports", { body: report })).body.caseId;
    await officer.call("POST", "/v1/reports", { body: other });
    supervisor = await kit.enrolled("supervisor", "Penyelia");
    deviceId = (await supervisor.call("GET", "/v1/me")).body.deviceId;
    kit.clock.ms += 3_600_000;
    expect((await supervisor.call("GET", `/v1/cases/${caseId}/exports/json`)).status).toBe(200);
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  test.each(["@slot_ceria_99", "Slot Ceria", "x:post:1111"])(
    "gives a person named %s the stored data and who saw it, but not who reported",
    async (name) => {
      const answer = await about(name);
      expect(answer).toMatchObject({
        reports: [
          {
            report: report.id,
            case: caseId,
            subject: "x:post:1111",
            evidence: { salt: report.evidence.salt },
          },
        ],
        shown: [{ case: caseId, act: "evidence-exported" }],
      });
      expect(JSON.stringify(answer)).not.toContain("Petugas Rahasia");
      expect(printAbout(answer)).toContain(
        `1 reports name ${name}; their evidence was shown or exported 1 times`,
      );
    },
  );

  test("gives the letters about a post, the decisions that keep its address, and objections under a name", async () => {
    const desk = deskOf(kit, { officer, reader: supervisor });
    const ofOther = (await about("x:post:2222")) as { reports: { case: string }[] };
    const caseOfOther = ofOther.reports[0]?.case ?? "";
    const { id } = (await desk.decide(supervisor, caseOfOther, verdicts.approve)).body;
    await desk.answer(await kit.enrolled("supervisor", "Kedua"), id, "confirm");
    await insertLetter(kit.store.db, [id], { state: "sent", at: kit.intake.now() });
    const at = kit.intake.now();
    await kit.store.db.insert(addressObjections).values({
      ...{ id: randomUUID(), subject: "x:post:2222", objector: "uploader", name: "Pemilik Akun" },
      ...{ contact: "pemilik@contoh.id", text: "Ini parodi.", receivedAt: at, dueAt: at, ticket: "T" },
    });
    const answer = await about("x:post:2222");
    expect(answer).toMatchObject({
      letters: [{ case: caseOfOther, site: "x", sentAt: expect.any(Date) }],
      decisions: [{ case: caseOfOther, decision: id, frozen: { subject: "x:post:2222" } }],
      objections: [],
    });
    expect(printAbout(answer)).toContain("Letters about them: 1. Decisions that keep the name: 1.");
    for (const name of ["Pemilik Akun", "pemilik@contoh.id"])
      expect(await about(name)).toMatchObject({
        objections: [{ objector: "uploader", contact: "pemilik@contoh.id", text: "Ini parodi." }],
      });
    expect(await about("x:post:1111")).toMatchObject({ letters: [], decisions: [], objections: [] });
  });

  test("does not match a part of a name, a pattern or a quotation mark", async () => {
    for (const name of ["@slot", "%", '" || true', "$name", "*"])
      expect(await about(name)).toMatchObject({ reports: [], shown: [] });
  });

  test("lists a device's acts and what it received since a date", async () => {
    const now = new Date("2026-11-25T10:00:00.000Z");
    const answer = await taken({ device: deviceId.toUpperCase() }, now);
    expect(answer).toMatchObject({
      noticeUntil: new Date("2026-11-28T10:00:00.000Z"),
      devices: [{ device: deviceId, name: "Penyelia", role: "supervisor" }],
      shown: [{ case: caseId, act: "evidence-exported" }],
    });
    expect(printTaken(answer)).toContain("1 of them showed or exported evidence");
    expect(await taken({ device: deviceId, since: new Date(kit.clock.ms + 1) })).toMatchObject({
      acts: [],
      shown: [],
    });
    const { personId } = (await supervisor.call("GET", "/v1/me")).body;
    expect(await taken({ person: personId }, now)).toEqual(answer);
  });

  test("prints a sentence for an unknown person and for several matches", async () => {
    await expect(taken({ device: randomUUID() })).rejects.toThrow("No such device, or a person");
    for (const asked of [{}, { device: deviceId, person: randomUUID() }])
      expect(adminCommand.safeParse({ command: "taken", ...asked }).success).toBe(false);
  });

  describe("a person in the programme", () => {
    let vlogger: Awaited<ReturnType<typeof enrolReviewer>>;
    beforeAll(async () => {
      vlogger = await enrolReviewer(kit, "Wati", { channels: ["youtube:kanalwati"], network: "Jaringan" });
      const { device, id: personId } = vlogger;
      const video = sampleReport({ evidence: { site: "youtube", kind: "video" } });
      const reported = (await officer.call("POST", "/v1/reports", { body: video })).body.caseId;
      const job = listJobs(kit.intake).find(({ name }) => name === "give-tasks");
      await job?.work(new AbortController().signal);
      const review = { verdict: "does-not", reason: "Video masak.", timecodes: [] };
      const answers = [{ rule: "judi", answer: "problem", timecodes: [] }];
      const check = { subject: "youtube:video:milikwati01", policyVersion: 3, result: "change", answers };
      const sent = [
        await device.call("POST", `/v1/cases/${reported}/reviews`, {
          body: { id: randomUUID(), ...review },
        }),
        await device.call("PUT", "/v1/me/channels", { body: { channel: "@KanalKedua", own: true } }),
        await device.call("POST", "/v1/self-reviews", { body: { id: randomUUID(), ...check } }),
        await supervisor.call("PUT", `/v1/programme/vloggers/${personId}/conflicts`, {
          body: { channel: "@saudara", reason: "Saudara kandung." },
        }),
        await supervisor.call("PUT", `/v1/programme/vloggers/${personId}/pause`, {
          body: { reason: "Cuti." },
        }),
      ];
      expect(sent.map(({ status, problem }) => problem ?? status)).toEqual([200, 200, 200, 200, 200]);
      await kit.store.db
        .insert(lessonProgress)
        .values({ personId, lesson: "uang", edition: 1, answers: {}, at: kit.intake.now() });
    });

    test("is given all of it by their id, without the names of colleagues", async () => {
      const answer = await about(vlogger.id.toUpperCase());
      expect(answer).toMatchObject({
        person: {
          ...{ id: vlogger.id, name: "Wati", role: "vlogger" },
          devices: [{ enrolledAt: expect.any(Date), revokedAt: null }],
          acts: expect.arrayContaining([expect.objectContaining({ act: "review-received" })]),
          programme: {
            profile: {
              ...{ channels: ["youtube:kanalwati"], network: "Jaringan", rank: "reviewer" },
              ...{ pausedFor: "person", pauseReason: "Cuti." },
            },
            declared: [{ channel: "youtube:kanalkedua" }],
            conflicts: [{ channel: "youtube:saudara", reason: "Saudara kandung." }],
            history: [{ act: "conflict-recorded", channel: "youtube:saudara" }, { act: "paused" }],
            lessons: [{ lesson: "uang" }],
            exams: [{ passed: true }],
            tasks: [{ reviewedAt: expect.any(Date) }],
            reviews: [{ verdict: "does-not", reason: "Video masak.", right: null }],
            selfReviews: [{ subject: "youtube:video:milikwati01", result: "change" }],
          },
        },
      });
      expect(JSON.stringify(answer)).not.toMatch(/Penyelia|Petugas Rahasia/);
      expect(printAbout(answer)).toContain("This is the id of Wati (vlogger): 1 devices");
    });

    test("is not found by their name, which an author of a post can have too", async () => {
      const answer = await about("Wati");
      expect(answer).not.toHaveProperty("person");
      expect(printAbout(answer)).toContain("by the id in `lapor people`");
    });

    const programmeOf = async (id: string) =>
      ((await about(id)) as { person: { programme: Record<string, unknown> } }).person.programme;
    const deletions = async () => {
      const entries = await kit.store.db
        .select({ detail: log.detail })
        .from(log)
        .where(and(eq(log.caseId, trustLogId), eq(log.act, "programme-data-deleted")));
      return entries.flatMap(({ detail }) => Object.keys(detail.rows as object)).sort();
    };

    test("has none of it ninety days after they left, but their reviews and what bars a colleague", async () => {
      const { db } = kit.store;
      const promoted = await enrolReviewer(kit, "Naik", { channels: ["youtube:kanalnaik"] });
      const active = await enrolReviewer(kit, "Aktif");
      await suspendPerson(db, vlogger.id, kit.intake.now());
      await changeRole(db, promoted.id, "supervisor", { at: kit.intake.now() });
      kit.clock.ms += 90 * dayMs - hourMs;
      await kit.intake.cleanUp();
      for (const { id } of [vlogger, promoted, active])
        expect(await programmeOf(id)).toMatchObject({ profile: { rank: "reviewer" }, exams: [{}] });
      expect(await deletions()).toEqual([]);

      kit.clock.ms += 2 * hourMs;
      await kit.intake.cleanUp();
      expect(await programmeOf(vlogger.id)).toMatchObject({
        ...{ profile: null, declared: [], conflicts: [], lessons: [], exams: [], selfReviews: [] },
        reviews: [{ verdict: "does-not" }],
      });
      const kept = { channels: ["youtube:kanalnaik"], rank: "participant" };
      expect(await programmeOf(promoted.id)).toMatchObject({ profile: kept, exams: [] });
      expect(await programmeOf(active.id)).toMatchObject({ profile: { rank: "reviewer" }, exams: [{}] });
      const once = [`people/${vlogger.id}`, `people/${promoted.id}`].sort();
      expect(await deletions()).toEqual(once);
      kit.clock.ms += 2 * hourMs;
      await kit.intake.cleanUp();
      expect(await deletions()).toEqual(once);
      const { broken } = await verifyStore(kit.store);
      expect(broken.filter((fault) => JSON.stringify(fault).includes("trust log"))).toEqual([]);
    });

    const signedOn = () => ({ act: "signed-on", at: kit.intake.now(), by: "single sign-on" });
    const passDays = async (days: number) => {
      kit.clock.ms += days * dayMs;
      await kit.intake.cleanUp();
    };
    const examsOf = async (id: string) => ((await programmeOf(id)).exams as unknown[]).length;

    test("is kept as an automatic pause, which takes earlier reviews off open cases", async () => {
      const { db } = kit.store;
      const pause = { pausedAt: kit.intake.now(), pausedFor: "record", pauseReason: "uang" } as const;
      const { id } = await enrolReviewer(kit, "Ceroboh", pause);
      await changeRole(db, id, "supervisor", { at: kit.intake.now() });
      await passDays(91);
      const before = await deletions();
      const profile = { rank: "participant", ...pause };
      expect(await programmeOf(id)).toMatchObject({ profile, exams: [] });
      await passDays(91);
      expect([await programmeOf(id), await deletions()]).toMatchObject([{ profile }, before]);
    });

    test("of a suspended person is only the automatic pause afterwards", async () => {
      const { db } = kit.store;
      const pause = { pausedAt: kit.intake.now(), pausedFor: "record", pauseReason: "uang" } as const;
      const more = { ...pause, channels: ["youtube:kanallalai"], network: "Jaringan Lalai" };
      const { id } = await enrolReviewer(kit, "Lalai", more);
      await suspendPerson(db, id, kit.intake.now());
      await passDays(91);
      const before = await deletions();
      const profile = { rank: "participant", channels: [], network: null, ...pause };
      expect(await programmeOf(id)).toMatchObject({ profile, exams: [] });
      await passDays(91);
      expect([await programmeOf(id), await deletions()]).toMatchObject([{ profile }, before]);
    });

    test("does not come back when a case that they reviewed is decided", async () => {
      const [row] = (await programmeOf(vlogger.id)).reviews as { case: string }[];
      const reviewed = row?.case ?? "";
      const desk = deskOf(kit, { officer, reader: supervisor });
      const { id } = (await desk.decide(supervisor, reviewed, verdicts.approve)).body;
      const answer = await desk.answer(await kit.enrolled("supervisor", "Ketiga"), id, "confirm");
      expect(answer.status).toBe(200);
      expect(await programmeOf(vlogger.id)).toMatchObject({ profile: null, reviews: [{ right: null }] });
    });

    test("is kept for ninety days after each act, for a person who goes back and forth", async () => {
      const { db } = kit.store;
      const { id } = await enrolReviewer(kit, "Bolak", { channels: ["youtube:kanalbolak"] });
      const become = (role: "vlogger" | "supervisor") => changeRole(db, id, role, { at: kit.intake.now() });
      await become("supervisor");
      await suspendPerson(db, id, kit.intake.now());
      await passDays(80);
      await become("vlogger");
      await passDays(12);
      expect([await examsOf(id), (await programmeOf(id)).profile]).toMatchObject([1, { rank: "reviewer" }]);
      await become("supervisor");
      await suspendPerson(db, id, null);
      await passDays(89);
      expect(await examsOf(id)).toBe(1);
      await become("vlogger");
      await become("supervisor");
      await passDays(89);
      expect(await examsOf(id)).toBe(1);
      await kit.store.db.transaction((tx) => logTrust(tx, signedOn(), { people: [id] }));
      await passDays(2);
      expect(await examsOf(id)).toBe(0);
    });

    test("is kept for ninety days after a sign-on that changed the role", async () => {
      const { db } = kit.store;
      const { id } = await enrolReviewer(kit, "Masuk");
      kit.clock.ms += 100 * dayMs;
      await db.update(people).set({ role: "supervisor" }).where(eq(people.id, id));
      await db.transaction((tx) => logTrust(tx, signedOn(), { people: [id] }));
      await passDays(89);
      expect(await examsOf(id)).toBe(1);
      await passDays(2);
      expect(await examsOf(id)).toBe(0);
    });

    test("is kept if it was entered for the return of a suspended person", async () => {
      const { db } = kit.store;
      const { id } = await enrolReviewer(kit, "Kembali");
      await suspendPerson(db, id, kit.intake.now());
      kit.clock.ms += 91 * dayMs;
      const noted = await supervisor.call("PUT", `/v1/programme/vloggers/${id}/conflicts`, {
        body: { channel: "@sepupu", reason: "Sepupu." },
      });
      expect(noted.status).toBe(200);
      await kit.intake.cleanUp();
      expect((await programmeOf(id)).conflicts).toMatchObject([{ channel: "youtube:sepupu" }]);
      await passDays(91);
      expect((await programmeOf(id)).conflicts).toEqual([]);
    });

    test("is kept after an act that a clock which was behind dated too early", async () => {
      const { db } = kit.store;
      const { id } = await enrolReviewer(kit, "Mundur");
      await kit.enrolled("officer", "Sesudahnya");
      await suspendPerson(db, id, new Date(kit.clock.ms - 200 * dayMs));
      await passDays(1);
      expect(await examsOf(id)).toBe(1);
      await passDays(91);
      expect(await examsOf(id)).toBe(0);
    });

    test("is kept for a week after a restore, in which the end of a suspension can be repeated", async () => {
      const { db } = kit.store;
      const { id } = await enrolReviewer(kit, "Pulih");
      await suspendPerson(db, id, kit.intake.now());
      kit.clock.ms += 91 * dayMs;
      const restored = { backedUpAt: kit.intake.now().toISOString(), sha256: "ab".repeat(32) };
      await db.transaction((tx) => logRestored(tx, kit.intake.now(), restored));
      await passDays(6);
      expect(await examsOf(id)).toBe(1);
      await passDays(2);
      expect(await examsOf(id)).toBe(0);
    });
  });
});
