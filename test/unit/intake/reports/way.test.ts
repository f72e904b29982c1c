/** The way of a report through the intake: enrolled, received, decided by two, seen by its reporter. */

import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CaseRecord } from "../../../../intake/db/rows.ts";
import { cases } from "../../../../intake/db/schema/index.ts";
import { revokeDevice } from "../../../../intake/people/store/devices-and-codes.ts";
import { createEnrolment } from "../../../../intake/people/store/enrolment.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import {
  enrolment,
  facebookPost,
  type IntakeKit,
  samplePicture,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import type { Evidence } from "../../../../utils/shared/contract/evidence.ts";
import { groundsOf } from "../../../../utils/shared/policy/decision-elements.ts";
import { receiptNumberOf } from "../../../../utils/shared/seal/receipt-number.ts";
import { addressOf } from "../../../../utils/shared/subject/address-of.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

/** Posts on X go to no reviewers. */
const onOpen = ["approve", "reject", "recategorise", "escalate", "ask", "regroup"];

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let supervisor: TestDevice;
  let second: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    supervisor = await kit.enrolled("supervisor", "Budi");
    second = await kit.enrolled("supervisor", "Ani");
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const send = (device: TestDevice, report = sampleReport()) =>
    device.call("POST", "/v1/reports", { body: report });
  const openCase = async (report = sampleReport()) => (await send(officer, report)).body.caseId as string;
  const read = async (caseId: string, device = supervisor) =>
    (await device.call("GET", `/v1/cases/${caseId}`)).body;
  const approval = (caseVersion: number) => ({
    id: randomUUID(),
    act: "approve",
    category: "JUDI",
    action: "BATAS_WILAYAH",
    basis: ["kuhp-426-427"],
    ...groundsOf("JUDI"),
    reason: "Tautan ke situs judi.",
    caseVersion,
  });
  const decide = (device: TestDevice, caseId: string, body: object) =>
    device.call("POST", `/v1/cases/${caseId}/decisions`, { body });
  const answer = (device: TestDevice, id: string, body: object) =>
    device.call("POST", `/v1/decisions/${id}/answer`, { body });

  describe("enrolment", () => {
    test("a code enrols one device, with its person's name", async () => {
      const { code } = await createEnrolment(kit.store, { role: "vlogger", name: "Wati" }, kit.intake.now());
      const device = await kit.newDevice();
      const made = await device.call("POST", "/v1/enrolments", { body: enrolment(code) });
      expect(made).toMatchObject({
        status: 200,
        body: { name: "Wati", role: "vlogger", organisation: "Kominfo" },
      });
      const { intakeKey, filesKey, ...identity } = made.body;
      expect(intakeKey).toEqual(kit.intake.key.publicKey);
      expect(filesKey).toEqual(kit.intake.filesKey.publicKey);
      expect((await device.call("GET", "/v1/me")).body).toEqual(identity);

      const again = await device.call("POST", "/v1/enrolments", { body: enrolment(code) });
      expect(again).toMatchObject({ status: 200, body: made.body });
      const other = await kit.newDevice();
      expect(await other.call("POST", "/v1/enrolments", { body: enrolment(code) })).toMatchObject({
        status: 400,
        problem: "code-invalid",
      });
      expect(await other.call("GET", "/v1/me")).toMatchObject({ status: 401, problem: "device-unknown" });
    });

    test("a code sent by two devices at once enrols one", async () => {
      const { code } = await createEnrolment(kit.store, { role: "officer", name: "Dua" }, kit.intake.now());
      const devices = await Promise.all([kit.newDevice(), kit.newDevice(), kit.newDevice()]);
      const answers = await Promise.all(
        devices.map((device) => device.call("POST", "/v1/enrolments", { body: enrolment(code) })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    });

    test("an old code, an invented one and a known device are refused", async () => {
      const old = await createEnrolment(
        kit.store,
        { role: "officer", name: "Lama" },
        new Date(kit.clock.ms - 8 * 86_400_000),
      );
      const device = await kit.newDevice();
      for (const code of [old.code, "A".repeat(26)]) {
        expect((await device.call("POST", "/v1/enrolments", { body: enrolment(code) })).problem).toBe(
          "code-invalid",
        );
      }
      const fresh = await createEnrolment(kit.store, { role: "admin", name: "Siti lagi" }, kit.intake.now());
      expect(await officer.call("POST", "/v1/enrolments", { body: enrolment(fresh.code) })).toMatchObject({
        status: 409,
        problem: "conflict",
      });
    });

    test("a revoked device is refused at once", async () => {
      const device = await kit.enrolled("officer", "Pergi");
      const { deviceId } = (await device.call("GET", "/v1/me")).body;
      await revokeDevice(kit.store, deviceId);
      expect(await device.call("GET", "/v1/me")).toMatchObject({ status: 403, problem: "device-revoked" });
    });
  });

  describe("reports", () => {
    test("a report gets a receipt, and the same one when sent again", async () => {
      const report = sampleReport();
      const first = await send(officer, report);
      expect(first).toMatchObject({
        status: 200,
        body: { reportId: report.id, number: receiptNumberOf(report.id), reportsOnCase: 1, filesWanted: [] },
      });
      await send(await kit.enrolled("officer"), sampleReport({ evidence: report.evidence }));
      expect((await send(officer, report)).body).toEqual(first.body);
      expect((await read(first.body.caseId)).reports).toBe(2);
    });

    test("an id in capitals is the same id", async () => {
      const report = sampleReport();
      const first = await send(officer, report);
      expect((await send(officer, { ...report, id: report.id.toUpperCase() })).body).toEqual(first.body);
    });

    test("answers a conflict if another report, or another person's, uses the same id", async () => {
      const report = sampleReport();
      const { caseId } = (await send(officer, report)).body;
      expect(await send(officer, { ...report, urgent: true })).toMatchObject({
        status: 409,
        problem: "conflict",
      });
      expect(await send(second, report)).toMatchObject({ status: 409, problem: "conflict" });
      expect((await read(caseId)).reportList).toHaveLength(1);
    });

    test("lists a person's own reports with their outcome, newest first, page by page", async () => {
      const person = await kit.enrolled("officer", "Rajin");
      const reports = [sampleReport(), sampleReport(), sampleReport()];
      for (const report of reports) await send(person, report);
      const first = (await person.call("GET", "/v1/reports/own?limit=2")).body;
      expect(first.reports.map(({ id }: { id: string }) => id)).toEqual([reports[2]?.id, reports[1]?.id]);
      const next = (await person.call("GET", `/v1/reports/own?limit=2&after=${first.next}`)).body;
      expect(next).toEqual({
        reports: [expect.objectContaining({ id: reports[0]?.id, caseState: "open", category: "JUDI" })],
      });
      expect(await person.call("GET", "/v1/reports/own?after=bohong")).toMatchObject({
        status: 400,
        fields: ["after"],
      });
    });

    test("a withdrawn report is kept and marked, and does not count", async () => {
      const report = sampleReport({ urgent: true });
      const { caseId } = (await send(officer, report)).body;
      await send(second, sampleReport({ evidence: report.evidence }));
      const path = `/v1/reports/${report.id}/withdrawal`;
      expect(await second.call("POST", path, { body: { reason: "Bukan punya saya." } })).toMatchObject({
        status: 404,
      });
      const withdrawn = await officer.call("POST", path, { body: { reason: "Salah kiriman." } });
      expect(withdrawn).toMatchObject({
        status: 200,
        body: { id: report.id, withdrawnAt: expect.any(String) },
      });
      expect((await officer.call("POST", path, { body: { reason: "Lagi." } })).body).toEqual(withdrawn.body);
      const view = await read(caseId);
      expect(view).toMatchObject({ reports: 1, reporters: 1, urgent: false });
      expect(view.reportList).toHaveLength(2);
      expect(view.reportList).toContainEqual(
        expect.objectContaining({ id: report.id, withdrawnReason: "Salah kiriman." }),
      );
      await second.call("POST", `/v1/reports/${view.reportList[0].id}/withdrawal`, {
        body: { reason: "Sama." },
      });
      expect(await read(caseId)).toMatchObject({ reports: 0, reporters: 0, category: "JUDI" });
    });
  });

  describe("withdrawals", () => {
    const source = "text a";
    const words = (value: string) => ({ value, source });
    const withdraw = async ({ id }: { id: string }) =>
      (await officer.call("POST", `/v1/reports/${id}/withdrawal`, { body: { reason: "Keliru." } })).status;
    /** Reports of one post, in this order, each with these fields alone. */
    async function reportAll(all: Partial<Evidence["fields"]>[]) {
      const { subject } = sampleReport().evidence;
      const made = all.map((fields) => {
        const report = sampleReport({ evidence: { subject } });
        return { ...report, evidence: { ...report.evidence, fields } };
      });
      let caseId = "";
      for (const body of made) caseId = (await officer.call("POST", "/v1/reports", { body })).body.caseId;
      return { made, caseId, address: addressOf(subject) ?? "" };
    }
    const said = (row?: CaseRecord) =>
      row && { permalink: row.permalink, author: row.author, title: row.title, excerpt: row.excerpt };
    const shown = async (caseId: string) => {
      const [row] = await kit.store.db.select().from(cases).where(eq(cases.id, caseId));
      return { ...said(row), reports: row?.reports };
    };

    test("a case takes each part from the newest live report that has it", async () => {
      const text = `${"🙂".repeat(150)}${"kata ".repeat(200)}`;
      const { made, caseId, address } = await reportAll([
        { title: words("Judul lama"), text: words(text) },
        { authorHandle: words("pemilik"), title: words("Judul") },
        {},
        { authorName: words("Pemilik"), text: words("Baru") },
      ]);
      const excerpt = [...text].slice(0, 200).join("");
      expect(await shown(caseId)).toMatchObject({ author: "Pemilik", title: "Judul", excerpt: "Baru" });
      for (const report of made.slice(2)) expect(await withdraw(report)).toBe(200);
      expect(await shown(caseId)).toEqual({
        ...{ permalink: null, author: "pemilik", title: "Judul", excerpt, reports: 2 },
      });
      const permalink = words(address);
      const more = sampleReport({
        evidence: { subject: made[0]?.evidence.subject, fields: { permalink } } as never,
      });
      await officer.call("POST", "/v1/reports", { body: more });
      if (made[1]) expect(await withdraw(made[1])).toBe(200);
      expect(await shown(caseId)).toEqual({
        ...{ permalink: address, author: null, title: "Judul lama", excerpt, reports: 2 },
      });
    });

    test("finds a part that only the oldest of many reports has", async () => {
      const { made, caseId } = await reportAll([
        { title: words("Judul") },
        ...Array.from({ length: 41 }, () => ({})),
      ]);
      const last = made.at(-1);
      if (last) expect(await withdraw(last)).toBe(200);
      expect(await shown(caseId)).toMatchObject({ title: "Judul", reports: 41 });
    });
  });

  describe("files", () => {
    const put = (
      device: TestDevice,
      reportId: string,
      sha256: string,
      bytes: Uint8Array<ArrayBuffer>,
      type = "image/png",
    ) =>
      device.call("PUT", `/v1/reports/${reportId}/files/${sha256}`, {
        bytes,
        headers: { "Content-Type": type },
      });

    test("a listed file is requested, uploaded, and readable in its case", async () => {
      const { bytes, file, picture } = await samplePicture();
      const report = sampleReport({ evidence: { picture } });
      const receipt = await send(officer, report);
      expect(receipt.body.filesWanted).toEqual([file.sha256]);
      const path = `/v1/cases/${receipt.body.caseId}/files/${file.sha256}`;
      expect(await supervisor.call("GET", path)).toMatchObject({ status: 404 });
      expect(await put(officer, report.id, file.sha256, bytes)).toMatchObject({
        status: 200,
        body: { sha256: file.sha256, bytes: bytes.length },
      });
      expect(await put(officer, report.id, file.sha256, bytes, "application/octet-stream")).toMatchObject({
        status: 200,
      });
      const got = await supervisor.call("POST", `${path}/reveals`);
      expect(got.headers.get("content-type")).toBe("image/png");
      expect(got.body).toEqual(bytes);
      expect((await send(officer, report)).body.filesWanted).toEqual([]);
      expect((await read(receipt.body.caseId)).reportList[0].filesHere).toEqual([file.sha256]);
    });

    test("refuses another file, other bytes, another kind and another person's report", async () => {
      const { bytes, file, picture } = await samplePicture();
      const report = sampleReport({ evidence: { picture } });
      await send(officer, report);
      const other = await samplePicture("something else");
      const own = (sha256: string, sent = bytes, type?: string) =>
        put(officer, report.id, sha256, sent, type);
      expect(await own(other.file.sha256, other.bytes)).toMatchObject({ status: 400, fields: ["sha256"] });
      expect(await own(file.sha256, other.bytes)).toMatchObject({ status: 422, problem: "digest-mismatch" });
      expect(await own(file.sha256, bytes, "text/html")).toMatchObject({ status: 415 });
      expect(await put(second, report.id, file.sha256, bytes)).toMatchObject({
        status: 404,
        problem: "not-found",
      });
      const lie = sampleReport({
        evidence: { picture: { state: "taken", file: { ...file, type: "image/webp" } } },
      });
      await send(officer, lie);
      expect(await put(officer, lie.id, file.sha256, bytes)).toMatchObject({ status: 400, fields: ["type"] });
      const longer = sampleReport({
        evidence: { picture: { state: "taken", file: { ...file, bytes: 99 } } },
      });
      await send(officer, longer);
      expect(await put(officer, longer.id, file.sha256, bytes)).toMatchObject({
        status: 400,
        fields: ["bytes"],
      });
    });
  });

  describe("a set", () => {
    test("each report becomes a case that counts the set's other posts without naming them", async () => {
      const setId = randomUUID();
      const made = [setId, setId.toUpperCase(), setId].map((name) => sampleReport({ setId: name }));
      const caseIds = [];
      for (const report of made) caseIds.push((await send(officer, report)).body.caseId);
      expect(new Set(caseIds).size).toBe(3);
      // Another person's report with the same set id adds no posts to the set.
      const other = await kit.enrolled("officer", "Rudi");
      await send(other, sampleReport({ setId }));
      const view = await read(caseIds[0]);
      expect(view.reportList).toMatchObject([{ id: made[0]?.id, sentWith: 2 }]);
      expect(JSON.stringify(view)).not.toContain(setId);
      for (const report of made.slice(1)) expect(JSON.stringify(view)).not.toContain(report.id);
    });

    test("a single report, or the only one of its set, mentions no others", async () => {
      const alone = await read(await openCase(sampleReport({ setId: randomUUID() })));
      expect(alone.reportList[0].sentWith).toBeUndefined();
      expect((await read(await openCase())).reportList[0].sentWith).toBeUndefined();
    });

    test("a set's name is a UUID", async () => {
      const answer = await send(officer, sampleReport({ setId: "satu" }));
      expect(answer).toMatchObject({ status: 400, problem: "invalid-input", fields: ["setId"] });
    });
  });

  describe("cases", () => {
    test("aliases merge two cases; the older takes over all reports", async () => {
      const post = facebookPost();
      const older = await openCase(sampleReport({ evidence: post.byPfbid }));
      const younger = (await send(second, sampleReport({ evidence: post.byNumber }))).body.caseId;
      expect(younger).not.toBe(older);
      const third = await kit.enrolled("officer");
      await send(second, sampleReport({ evidence: post.byBoth }));
      const joining = await send(third, sampleReport({ evidence: post.byBoth }));
      expect(joining.body).toMatchObject({ caseId: younger, reportsOnCase: 3 });
      const view = await read(younger);
      expect(view).toMatchObject({
        id: older,
        subject: post.pfbid,
        aliases: [post.number],
        reports: 4,
        reporters: 3,
        state: "open",
      });
      expect(view.log.map(({ act }: { act: string }) => act)).toEqual(["report-received", "case-absorbed"]);
      const queue = (await supervisor.call("GET", "/v1/cases?site=facebook")).body.cases;
      expect(queue.map(({ id }: { id: string }) => id)).toEqual([older]);
      // People who saw the younger case must look again.
      expect(await decide(supervisor, younger, approval(1))).toMatchObject({ status: 409 });
    });

    test("reports in one batch can create, name and merge the same cases", async () => {
      const { pfbid: a, number: b } = facebookPost();
      const of = (subject: string, aliases: string[] = []) =>
        sampleReport({ evidence: { site: "facebook", kind: "post", subject, aliases } });
      const answers = await Promise.all(
        [of(a), of(b), of(b, [a]), of(a, [b])].map((report, at) => send(at === 3 ? second : officer, report)),
      );
      const view = await read(answers[3]?.body.caseId);
      expect(view).toMatchObject({ reports: 4, reporters: 2 });
    });

    test("a Telegram name with a new owner is another case", async () => {
      const of = (channelId?: string) =>
        sampleReport({
          evidence: {
            site: "telegram",
            kind: "message",
            subject: "telegram:message:kabar/1",
            fields: { audience: { value: "public", source: "rule" } },
            ...(channelId ? { channelId } : {}),
          },
        });
      const first = await openCase(of("100"));
      const other = await openCase(of("200"));
      expect(other).not.toBe(first);
      expect(await openCase(of("100"))).toBe(first);
      expect(await openCase(of())).toBe(other);
    });

    test("twenty simultaneous reports of one post form one case with an unbroken log", async () => {
      const { evidence } = sampleReport();
      const devices = await Promise.all(Array.from({ length: 5 }, () => kit.enrolled("officer")));
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          send(devices[index % 5] as TestDevice, sampleReport({ evidence })),
        ),
      );
      expect(new Set(answers.map(({ body }) => body.caseId)).size).toBe(1);
      expect(answers.map(({ body }) => body.reportsOnCase).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 20 }, (_, i) => i + 1),
      );
      const view = await read(answers[0]?.body.caseId);
      expect(view).toMatchObject({ reports: 20, reporters: 5 });
      expect(view.log.map(({ seq }: { seq: number }) => seq)).toEqual(
        Array.from({ length: 20 }, (_, i) => i + 1),
      );
    });

    test.runIf(engine === "postgres")(
      "two replicas create one case for one post, and share nonces and proofs",
      async () => {
        const first = await startKit(await stores.open());
        const second = await startKit(await stores.openReplica());
        const senders = await Promise.all(Array.from({ length: 4 }, () => first.enrolled("officer")));
        for (let round = 0; round < 5; round++) {
          const { evidence } = sampleReport();
          const answers = await Promise.all(
            senders.flatMap((device) =>
              [first, second].map(({ app }) =>
                device.call("POST", "/v1/reports", { body: sampleReport({ evidence }), app }),
              ),
            ),
          );
          expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
          expect(new Set(answers.map(({ body }) => body.caseId)).size).toBe(1);
        }
        expect(await verifyStore(first.store)).toMatchObject({ ok: true, cases: 5, reports: 40 });
        const nonce = (await senders[0]?.call("GET", "/v1/me"))?.headers.get("DPoP-Nonce") ?? "";
        const used = { sign: { nonce }, app: first.app };
        expect(await senders[0]?.call("GET", "/v1/me", used)).toMatchObject({ status: 200 });
        const replayed = { proof: senders[0]?.lastProof() ?? "", app: second.app };
        expect(await senders[0]?.call("GET", "/v1/me", replayed)).toMatchObject({
          problem: "proof-replayed",
        });
        await first.close();
        await second.close();
      },
    );

    test("the queue: urgent lane first, then time left, then age; page by page", async () => {
      const own = await stores.open();
      const fresh = await startKit(own);
      const [person, boss] = [await fresh.enrolled("officer"), await fresh.enrolled("supervisor")];
      const spam = sampleReport({ category: "SPAM", basis: [], action: "LAPOR_PLATFORM" });
      const judi = sampleReport();
      const later = sampleReport();
      const terror = sampleReport({ category: "TERORISME", basis: ["uu-5-2018-13a"], action: "TUTUP_KANAL" });
      for (const report of [spam, judi, later, terror])
        expect(await send(person, report)).toMatchObject({ status: 200 });
      const subjects: string[] = [];
      for (let after = "", page = 0; page < 5; page++) {
        const { body } = await boss.call("GET", `/v1/cases?limit=1${after}`);
        subjects.push(...body.cases.map(({ subject }: { subject: string }) => subject));
        if (!body.next) break;
        after = `&after=${body.next}`;
      }
      expect(subjects).toEqual([terror, judi, later, spam].map(({ evidence }) => evidence.subject));
      const { body } = await boss.call("GET", "/v1/cases?state=open&site=x");
      const [first, , , last] = body.cases;
      expect(Date.parse(first.dueAt) - Date.parse(first.firstAt)).toBe(4 * 3_600_000);
      expect(last).not.toHaveProperty("dueAt");
      expect((await boss.call("GET", "/v1/cases?state=approved")).body.cases).toEqual([]);
      await fresh.close();
      await own.close();
    });
  });

  describe("decisions", () => {
    test("one proposes, another confirms, the reporter sees the outcome", async () => {
      const report = sampleReport();
      const caseId = await openCase(report);
      const before = await read(caseId);
      expect(before.can).toEqual(onOpen);
      const input = approval(before.version);
      const proposed = await decide(supervisor, caseId, input);
      expect(proposed).toMatchObject({ status: 200, body: { state: "proposed", own: true, by: "Budi" } });
      expect((await decide(supervisor, caseId, input)).body).toEqual(proposed.body);
      expect(await read(caseId)).toMatchObject({ state: "proposed", can: ["undo"] });
      expect((await read(caseId, second)).can).toEqual(["confirm", "refuse"]);
      expect(await answer(supervisor, input.id, { answer: "confirm" })).toMatchObject({
        status: 403,
        problem: "own-decision",
      });
      expect(await answer(second, input.id, { answer: "undo" })).toMatchObject({ status: 403 });
      const confirmed = await answer(second, input.id, { answer: "confirm" });
      expect(confirmed).toMatchObject({
        status: 200,
        body: { state: "confirmed", answeredBy: "Ani", own: false },
      });
      expect((await answer(second, input.id, { answer: "confirm" })).body).toEqual(confirmed.body);
      expect(await read(caseId)).toMatchObject({
        state: "approved",
        category: "JUDI",
        can: [],
        cannot: "case-closed",
      });
      const mine = (await officer.call("GET", "/v1/reports/own")).body.reports;
      expect(mine).toContainEqual(
        expect.objectContaining({
          id: report.id,
          caseState: "approved",
          outcome: expect.objectContaining({ reason: input.reason }),
        }),
      );

      await send(second, sampleReport({ evidence: report.evidence }));
      expect(await read(caseId)).toMatchObject({ state: "approved", reports: 2 });
      expect(await decide(supervisor, caseId, approval((await read(caseId)).version))).toMatchObject({
        problem: "case-closed",
      });
    });

    test("refusing needs a reason and reopens the case, as does undoing", async () => {
      const caseId = await openCase();
      const input = {
        id: randomUUID(),
        act: "reject",
        why: "other",
        reason: "Bukan judi.",
        caseVersion: (await read(caseId)).version,
      };
      await decide(supervisor, caseId, input);
      expect(await answer(second, input.id, { answer: "refuse" })).toMatchObject({
        status: 422,
        problem: "reason-needed",
      });
      expect(await answer(second, input.id, { answer: "refuse", reason: "Ini judi." })).toMatchObject({
        body: { state: "refused" },
      });
      expect(await answer(second, input.id, { answer: "confirm" })).toMatchObject({
        status: 409,
        problem: "nothing-to-confirm",
      });
      const next = approval((await read(caseId)).version);
      await decide(supervisor, caseId, next);
      expect(await answer(supervisor, next.id, { answer: "undo" })).toMatchObject({
        body: { state: "undone" },
      });
      expect(await read(caseId, second)).toMatchObject({ state: "open", can: onOpen });
      const last = { ...input, id: randomUUID(), caseVersion: (await read(caseId)).version };
      await decide(second, caseId, last);
      await answer(supervisor, last.id, { answer: "confirm" });
      expect(await read(caseId)).toMatchObject({
        state: "rejected",
        decisions: [{ id: last.id }, { id: next.id }, { id: input.id }],
      });
    });

    test("refuses proposals and confirmations by reporters of the case", async () => {
      const report = sampleReport();
      const caseId = (await send(supervisor, report)).body.caseId;
      const { version, ...view } = await read(caseId);
      expect(view).toMatchObject({ can: [], cannot: "own-report" });
      expect(await decide(supervisor, caseId, approval(version))).toMatchObject({
        status: 403,
        problem: "own-report",
      });
      const input = approval(version);
      expect(await decide(second, caseId, input)).toMatchObject({ status: 200 });
      expect(await answer(supervisor, input.id, { answer: "confirm" })).toMatchObject({
        status: 403,
        problem: "own-report",
      });
      await send(second, sampleReport({ evidence: report.evidence }));
      const third = await kit.enrolled("supervisor", "Tri");
      expect((await read(caseId, third)).can).toEqual(["refuse"]);
      expect(await answer(third, input.id, { answer: "confirm" })).toMatchObject({
        status: 403,
        problem: "own-report",
      });
      expect(await answer(second, input.id, { answer: "undo" })).toMatchObject({ status: 200 });
    });

    test("refuses a decision on an older version, and one without a basis in force", async () => {
      const report = sampleReport();
      const caseId = await openCase(report);
      const { version } = await read(caseId);
      await send(await kit.enrolled("officer"), sampleReport({ evidence: report.evidence }));
      expect(await decide(supervisor, caseId, approval(version))).toMatchObject({
        status: 409,
        problem: "case-changed",
      });
      const now = approval((await read(caseId)).version);
      expect(await decide(supervisor, caseId, { ...now, action: "PANTAU" })).toMatchObject({
        problem: "action-not-allowed",
      });
      expect(await decide(supervisor, caseId, { ...now, basis: ["uu-ite-27-1"] })).toMatchObject({
        problem: "basis-not-in-force",
      });
      expect(await decide(supervisor, caseId, { ...now, basis: [] })).toMatchObject({
        problem: "basis-not-in-force",
      });
      expect(await decide(supervisor, caseId, { ...now, reason: "" })).toMatchObject({
        status: 400,
        fields: ["reason"],
      });
      expect((await read(caseId)).state).toBe("open");
    });

    test("after two simultaneous proposals one waits for confirmation, the other gets a conflict", async () => {
      const caseId = await openCase();
      const { version } = await read(caseId);
      const answers = await Promise.all(
        [supervisor, second].map((device) => decide(device, caseId, approval(version))),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    });
  });

  test("the log refuses changes, and an altered report is found", async () => {
    const { db } = kit.store;
    for (const statement of ["update log set act = 'x'", "delete from log", "truncate log"]) {
      await expect(db.execute(sql.raw(statement))).rejects.toMatchObject({
        cause: { message: "the log is append-only" },
      });
    }
    expect(await verifyStore(kit.store)).toMatchObject({ ok: true, broken: [] });
    const report = sampleReport();
    await openCase(report);
    await db.execute(sql`update reports set category = 'SPAM' where id = ${report.id}`);
    expect(await verifyStore(kit.store)).toMatchObject({
      ok: false,
      broken: [
        expect.stringContaining(report.id),
        expect.stringContaining("reportedCategory, categories: not what its reports say"),
      ],
    });
    await db.execute(sql`update reports set category = 'JUDI' where id = ${report.id}`);
    await db.execute(sql`alter table log disable trigger all`);
    await db.execute(sql`update log set by = 'Orang lain' where detail->>'report' = ${report.id}`);
    expect((await verifyStore(kit.store)).broken).toEqual([expect.stringContaining("entry 1")]);
  });
});
