/** Several replicas on one PostgreSQL and one evidence store behave as one, also when one is killed in the middle. */

import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDays } from "../../../../intake/audit-log/close-days.ts";
import { sealLog } from "../../../../intake/audit-log/seal-log.ts";
import { describeCases } from "../../../../intake/cases/similar/describe-cases.ts";
import { deleteDueEvidence } from "../../../../intake/cases/store/delete-evidence.ts";
import { locks } from "../../../../intake/db/locks.ts";
import { rowsOf } from "../../../../intake/db/read-cursor.ts";
import type { Store } from "../../../../intake/db/store.ts";
import { type EvidenceFiles, openEvidence } from "../../../../intake/evidence/evidence-files.ts";
import { revokeDevice } from "../../../../intake/people/store/devices-and-codes.ts";
import { createEnrolment } from "../../../../intake/people/store/enrolment.ts";
import { verifyStore } from "../../../../intake/verify/verify.ts";
import { type IntakeProcess, startIntakeProcess } from "../../../../scripts/dev/drivers/intake-process.ts";
import {
  enrolment,
  facebookPost,
  type IntakeKit,
  origin,
  samplePicture,
  sampleReport,
  startKit,
  type TestDevice,
  type UnsealedReport,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { randomOf } from "../../../../scripts/measure/chaos/random.ts";
import type { Subject } from "../../../../utils/shared/contract/site.ts";
import { retention } from "../../../../utils/shared/policy/retention.ts";
import { openTestStores, type TestStores } from "../../../support/test-stores.ts";

const replicas = 3;
const dayMs = 86_400_000;

let stores: TestStores;
let folder: string;
let files: EvidenceFiles;
let kits: IntakeKit[];
let officer: TestDevice;
let supervisors: TestDevice[];

beforeAll(async () => {
  stores = await openTestStores("postgres");
  folder = await mkdtemp(join(tmpdir(), "lapor-replicas-"));
  files = await openEvidence(`file:${join(folder, "evidence")}`);
  const first = await stores.open();
  const opened: Store[] = [first];
  for (let more = 1; more < replicas; more++) opened.push(await stores.openReplica());
  kits = await Promise.all(opened.map((store) => startKit(store, () => files)));
  officer = await one().enrolled("officer", "Siti");
  supervisors = [];
  for (const name of ["Budi", "Ani", "Rudi", "Dewi"])
    supervisors.push(await one().enrolled("supervisor", name));
});

afterAll(async () => {
  for (const kit of kits ?? []) await kit.close();
  await stores?.close();
  await rm(folder, { recursive: true, force: true });
});

function one(index = 0): IntakeKit {
  const kit = kits[index];
  if (!kit) throw new Error(`there is no replica ${index}`);
  return kit;
}

/** The same asked of every replica at once. */
const ofAll = <T>(ask: (kit: IntakeKit, index: number) => Promise<T>) => Promise.all(kits.map(ask));
const rows = <T>(query: SQL) => rowsOf<T>(one().store.db, query);
const entries = (act: string, report: string) =>
  rows<{ seq: number }>(sql`select seq from log where act = ${act} and detail->>'report' = ${report}`);
const expectWhole = async () => expect((await verifyStore(one().store)).broken).toEqual([]);

const send = (report: UnsealedReport, app: Hono = one().app, device = officer) =>
  device.call("POST", "/v1/reports", { body: report, app });
const put = (report: UnsealedReport, sha256: string, bytes: Uint8Array<ArrayBuffer>, app: Hono) =>
  officer.call("PUT", `/v1/reports/${report.id}/files/${sha256}`, {
    bytes,
    headers: { "Content-Type": "application/octet-stream" },
    app,
  });

async function reportWithPicture(content: string = randomUUID()) {
  const { bytes, file, picture } = await samplePicture(content);
  return { report: sampleReport({ evidence: { picture } }), bytes, sha256: file.sha256 };
}

test("stores a report sent to all replicas at once as one row and one entry, with the same answer", async () => {
  for (let round = 0; round < 5; round++) {
    const report = sampleReport();
    const answers = await ofAll(({ app }) => send(report, app));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await rows(sql`select id from reports where id = ${report.id}`)).toHaveLength(1);
    expect(await entries("report-received", report.id)).toHaveLength(1);
    const changed = { ...report, urgent: true };
    for (const { status, problem } of await ofAll(({ app }) => send(changed, app)))
      expect({ status, problem }).toEqual({ status: 409, problem: "conflict" });
  }
  await expectWhole();
});

test("keeps one of two reports sent with one id to different replicas at once, and answers the others", async () => {
  const report = sampleReport();
  const answers = await ofAll(({ app }, index) => send({ ...report, note: `catatan ${index}` }, app));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  expect(await entries("report-received", report.id)).toHaveLength(1);
});

test("stores a file sent to all replicas at once once, logs it once, and gives the same answer", async () => {
  const { report, bytes, sha256 } = await reportWithPicture();
  expect((await send(report)).body.filesWanted).toEqual([sha256]);
  const answers = await ofAll(({ app }) => put(report, sha256, bytes, app));
  for (const { status, body } of answers)
    expect({ status, body }).toEqual({ status: 200, body: { sha256, bytes: bytes.length } });
  expect(await rows(sql`select sha256 from files where report_id = ${report.id}`)).toEqual([{ sha256 }]);
  expect(await entries("file-received", report.id)).toHaveLength(1);
  expect((await files.get(sha256))?.bytes).toEqual(bytes);
  for (const { body } of await ofAll(({ app }) => send(report, app))) expect(body.filesWanted).toEqual([]);
  await expectWhole();
});

test("one person's reports of one post through all replicas form one case, numbered without a gap", async () => {
  const { evidence } = sampleReport();
  const answers = (
    await Promise.all([1, 2, 3].map(() => ofAll(({ app }) => send(sampleReport({ evidence }), app))))
  ).flat();
  expect(new Set(answers.map(({ body }) => body.caseId)).size).toBe(1);
  const places = answers.map(({ body }) => body.reportsOnCase).sort((a, b) => a - b);
  expect(places).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("reports that join and merge posts through all replicas at once leave each report and name in one case", async () => {
  const random = randomOf(20_261_128, "replicas");
  const posts = Array.from({ length: 24 }, (_, no) => [
    `facebook:post:77001${no}`,
    `facebook:post:pfbid0kirimanbersama${no}`,
    `facebook:post:pfbid0kirimanyangsama${no}`,
  ]);
  const officers = await Promise.all(["Ida", "Edi", "Ayu"].map((name) => one().enrolled("officer", name)));
  const sent: string[] = [];
  const sendOne = async (names: string[]) => {
    const [number = "", ...others] = names;
    const [subject = "", alias = ""] = random.shuffle([number, random.pick(others as [string, string])]);
    const evidence = {
      ...({ site: "facebook", kind: "post", subject: subject as Subject } as const),
      fields: { audience: { value: "public" as const, source: "text a" } },
      ...(random.next() < 0.7 ? { aliases: [alias as Subject] } : {}),
    };
    const report = sampleReport({ evidence });
    const { app } = one(random.between(0, replicas - 1));
    const { status } = await send(report, app, officers[random.between(0, 2)]);
    expect(status).toBe(200);
    sent.push(report.id);
  };
  for (let round = 0; round < posts.length; round += 3) {
    const [first = [], second = [], third = []] = posts.slice(round, round + 3);
    const reported = Array.from({ length: 24 }, () => random.pick([first, second, third]));
    await Promise.all(reported.map(sendOne));
  }
  const names = sql`(${sql.join(posts.flat(), sql`, `)})`;
  const counted = await rows<{ subject: string; cases: number }>(sql`
    select subject, count(*)::int as cases from case_subjects where own and subject in ${names} group by subject`);
  expect(counted.filter(({ cases }) => cases !== 1)).toEqual([]);
  const merged = await rows<{ id: string; reports: number }>(sql`
    select id, (select count(*)::int from reports where case_id = cases.id) as reports
    from cases where merged_into is not null and subject in ${names}`);
  expect(merged.length).toBeGreaterThan(9);
  expect(merged.filter(({ reports }) => reports > 0)).toEqual([]);
  const stored = await rows<{ id: string }>(sql`
    select reports.id from reports join case_subjects using (case_id) where subject in ${names} group by reports.id`);
  expect(stored.map(({ id }) => id).sort()).toEqual(sent.sort());
  await expectWhole();
});

test("a report that merges cases waits until other batches have ended, and other reports do not", async () => {
  const { byPfbid, byBoth } = facebookPost();
  const [first, second] = [await one().enrolled("officer"), await one().enrolled("officer")];
  await send(sampleReport({ evidence: byPfbid }), one(1).app, first);
  await send(sampleReport({ evidence: byBoth }), one(1).app, first);
  const ended = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const otherBatch = one(2).store.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock_shared(${locks.ingest})`);
    held.resolve();
    await ended.promise;
  });
  await held.promise;
  const merging = send(sampleReport({ evidence: byBoth }), one().app, second);
  expect((await send(sampleReport(), one(1).app)).status).toBe(200);
  expect(await Promise.race([merging.then(() => "merged"), delay(500, "waits")])).toBe("waits");
  ended.resolve();
  await otherBatch;
  expect((await merging).status).toBe(200);
  expect(
    await rows(
      sql`select id from cases where merged_into is not null and subject in (${byPfbid.subject}, ${byBoth.subject})`,
    ),
  ).toHaveLength(1);
  await expectWhole();
});

test("a proof counts once among all of them, used one after another or at once", async () => {
  expect((await officer.call("GET", "/v1/me")).status).toBe(200);
  const used = officer.lastProof();
  for (const { problem } of await ofAll(({ app }) => officer.call("GET", "/v1/me", { proof: used, app })))
    expect(problem).toBe("proof-replayed");

  const proof = await freshProof();
  const answers = await ofAll(({ app }) => officer.call("GET", "/v1/me", { proof, app }));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
});

test("a report's proof counts once among all of them, and is not used by a report that was not stored", async () => {
  const body = sampleReport();
  const proof = await freshProof("POST", "/v1/reports", { body });
  await one().store.db.execute(sql`alter table undescribed rename to undescribed_away`);
  const refused = await officer.call("POST", "/v1/reports", { body, proof });
  await one().store.db.execute(sql`alter table undescribed_away rename to undescribed`);
  expect(refused.status).toBe(500);
  // Two for each replica, which meet in its batch.
  const answers = await Promise.all(
    [...kits, ...kits].map(({ app }) => officer.call("POST", "/v1/reports", { body, proof, app })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401, 401]);
  expect(await rows(sql`select id from reports where id = ${body.id}`)).toHaveLength(1);
  for (const { status, problem } of answers) if (status === 401) expect(problem).toBe("proof-replayed");
});

/** A proof that no replica has seen: it was made for a request that never left. */
async function freshProof(
  method = "GET",
  path = "/v1/me",
  content: { body?: unknown } = {},
): Promise<string> {
  const nonce = (await officer.call("GET", "/v1/me")).headers.get("DPoP-Nonce") ?? "";
  const nowhere = { request: async () => new Response("{}") } as unknown as Hono;
  await officer.call(method, path, { ...content, sign: { nonce }, app: nowhere });
  return officer.lastProof();
}

test("each accepts the nonces of the others", async () => {
  const nonces = await ofAll(async ({ app }) => {
    const answer = await officer.call("GET", "/v1/me", { app });
    return answer.headers.get("DPoP-Nonce") ?? "";
  });
  for (const nonce of nonces)
    for (const { status } of await ofAll(({ app }) =>
      officer.call("GET", "/v1/me", { sign: { nonce }, app }),
    ))
      expect(status).toBe(200);
});

test("a device that is revoked at one is refused by all at once", async () => {
  const lost = await one().enrolled("officer", "Tono");
  const { deviceId } = (await lost.call("GET", "/v1/me", { app: one(1).app })).body;
  await ofAll(({ app }) => lost.call("GET", "/v1/me", { app }));
  expect(await revokeDevice(one(2).store, deviceId)).toBe(true);
  for (const { problem } of await ofAll(({ app }) => lost.call("GET", "/v1/me", { app })))
    expect(problem).toBe("device-revoked");
});

test("one code handed to all at once makes one device", async () => {
  const { code } = await createEnrolment(one().store, { role: "officer", name: "Lina" }, one().intake.now());
  const answers = await ofAll(async ({ app }) => {
    const device = await one().newDevice();
    return device.call("POST", "/v1/enrolments", { body: enrolment(code), app });
  });
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ problem }) => problem === "code-invalid")).toHaveLength(2);
});

test("replicas that seal the log at the same time put each entry into one batch of a valid chain", async () => {
  const sealAll = () => ofAll(({ store, intake }) => sealLog(store.db, intake.key, intake.now));
  for (let round = 0; round < 6; round++) {
    const sent = kits.flatMap(({ app }) => [1, 2].map(() => send(sampleReport(), app)));
    await Promise.all([sealAll(), ...sent, sealAll()]);
  }
  await sealAll();
  expect(await rows(sql`select * from unsealed`)).toEqual([]);
  const [sealed] = await rows<{ sealed: number; logged: number }>(sql`
    select (select sum(to_seq - from_seq + 1)::int from batch_leaves) sealed, (select count(*)::int from log) logged`);
  expect(sealed?.sealed).toBe(sealed?.logged);
  await expectWhole();
});

test("replicas that close days at the same time close each day once", async () => {
  const tomorrow = new Date(one().intake.now().getTime() + dayMs);
  const closed = await ofAll(({ store }) => closeDays(store.db, tomorrow));
  expect(closed.flat()).toHaveLength(new Set(closed.flat()).size);
  expect(closed.flat().length).toBeGreaterThan(0);
  await expectWhole();
});

test("replicas that delete due rows at the same time delete and log each once", async () => {
  const made = await Promise.all([1, 2, 3].map(() => reportWithPicture()));
  for (const { report, bytes, sha256 } of made) {
    await send(report);
    expect((await put(report, sha256, bytes, one().app)).status).toBe(200);
  }
  const policy = { ...retention, JUDI: { ...retention.JUDI, open: 7 } };
  const later = new Date(one().intake.now().getTime() + 8 * dayMs);
  const deleted = await ofAll(({ store }) => deleteDueEvidence(store.db, files, { policy, at: later }));
  const all = deleted.flatMap(({ reports }) => reports.map(({ report }) => report));
  expect(all).toHaveLength(new Set(all).size);
  for (const { report, sha256 } of made) {
    expect(all).toContain(report.id);
    expect(await entries("evidence-deleted", report.id)).toHaveLength(1);
    expect(await files.has(sha256)).toBe(false);
  }
  await expectWhole();
});

test("only one of several supervisors who decide at once on different replicas succeeds; the others get the reason", async () => {
  const [budi, ani, rudi, dewi] = supervisors as [TestDevice, TestDevice, TestDevice, TestDevice];
  const { body } = await send(sampleReport());
  const decide = (device: TestDevice, { app }: IntakeKit) =>
    device.call("POST", `/v1/cases/${body.caseId}/decisions`, {
      body: { id: randomUUID(), act: "reject", why: "other", reason: "Tidak melanggar.", caseVersion: 1 },
      app,
    });
  const proposed = await Promise.all([decide(budi, one(0)), decide(ani, one(1))]);
  expect(proposed.map(({ status }) => status).sort()).toEqual([200, 409]);
  const won = proposed.find(({ status }) => status === 200);
  const told = proposed.find(({ status }) => status === 409);
  expect(["case-changed", "conflict", "nothing-to-confirm", "case-closed"]).toContain(told?.problem);

  const answer = (device: TestDevice, { app }: IntakeKit) =>
    device.call("POST", `/v1/decisions/${won?.body.id}/answer`, { body: { answer: "confirm" }, app });
  const answered = await Promise.all([answer(rudi, one(1)), answer(dewi, one(2))]);
  expect(answered.map(({ status }) => status).sort()).toEqual([200, 409]);
  const [state] = await rows<{ confirmed: number; acts: number }>(sql`
    select (select count(*)::int from decisions where case_id = ${body.caseId} and state = 'confirmed') confirmed,
      (select count(*)::int from log where case_id = ${body.caseId} and act <> 'report-received') acts`);
  expect(state).toEqual({ confirmed: 1, acts: 2 });
  await expectWhole();
});

test("two decisions with one id on two cases at once are one decision and one refusal", async () => {
  const [budi, ani] = supervisors as [TestDevice, TestDevice];
  const id = randomUUID();
  const caseIds = [(await send(sampleReport())).body.caseId, (await send(sampleReport())).body.caseId];
  const body = { id, act: "reject", why: "other", reason: "Tidak melanggar.", caseVersion: 1 };
  const decide = (device: TestDevice, place: number) =>
    device.call("POST", `/v1/cases/${caseIds[place]}/decisions`, { body, app: one(place).app });
  const answers = await whileLogIsHeld(async () => {
    const all = [decide(budi, 0), decide(ani, 1)];
    await untilWaiting(2);
    return all.map((answer) => () => answer);
  });
  const told = (await Promise.all(answers.map((answer) => answer()))).map(
    ({ status, problem }) => `${status} ${problem ?? ""}`,
  );
  expect(told.sort()).toEqual(["200 ", "409 conflict"]);
  await expectWhole();
});

describe("an act that waits for a merge of its case", () => {
  /** Both wait for the younger case, the merge first. */
  async function behindMerge<T>(act: (caseId: string) => Promise<T>) {
    const [older, younger] = [(await send(sampleReport())).body, (await send(sampleReport())).body];
    const [budi] = supervisors as [TestDevice];
    const body = { act: "merge", with: younger.caseId, reason: "Kiriman yang sama." };
    const waiting = await one(2).store.db.transaction(async (tx) => {
      await tx.execute(sql`select id from cases where id = ${younger.caseId} for update`);
      const merging = budi.call("POST", `/v1/cases/${older.caseId}/likeness`, { body, app: one().app });
      await untilWaiting(1);
      const acting = act(younger.caseId);
      await untilWaiting(2);
      return [merging, acting] as const;
    });
    const [merged, acted] = await Promise.all(waiting);
    expect(merged.status).toBe(200);
    await expectWhole();
    return { acted, older: older.caseId };
  }
  const ani = () => supervisors[1] as TestDevice;
  const readCase = async (caseId: string) => (await ani().call("GET", `/v1/cases/${caseId}`)).body;

  test("adds a note to the case that remains", async () => {
    const note = { id: randomUUID(), text: "Sudah saya tanyakan.", mentions: [] };
    const { acted, older } = await behindMerge((caseId) =>
      ani().call("POST", `/v1/cases/${caseId}/notes`, { body: note, app: one(1).app }),
    );
    expect(acted.status).toBe(200);
    expect((await readCase(older)).notes).toMatchObject([{ id: note.id }]);
  });

  test("assigns the case that remains", async () => {
    const { personId } = (await ani().call("GET", "/v1/me")).body;
    const { acted, older } = await behindMerge((caseId) =>
      ani().call("POST", `/v1/cases/${caseId}/assignment`, { body: { personId }, app: one(1).app }),
    );
    expect(acted.status).toBe(200);
    expect((await readCase(older)).assigned).toMatchObject({ to: "Ani" });
  });
});

test("a coordinator who invites again while the invited person enrols gets no second code", async () => {
  const [java, chief] = supervisors as [TestDevice, TestDevice];
  const body = { id: randomUUID(), name: "Sari" };
  const invite = (by: TestDevice, app: Hono) => by.call("POST", "/v1/programme/invitations", { body, app });
  const { code } = (await invite(java, one().app)).body;
  const sari = await one().newDevice();
  const waiting = await one(2).store.db.transaction(async (tx) => {
    await tx.execute(sql`select id from people where id = ${body.id} for update`);
    const enrolling = sari.call("POST", "/v1/enrolments", { body: enrolment(code), app: one().app });
    await untilWaiting(1);
    const inviting = invite(chief, one(1).app);
    await untilWaiting(2);
    return [enrolling, inviting] as const;
  });
  const [enrolled, invited] = await Promise.all(waiting);
  expect(enrolled.status).toBe(200);
  expect({ status: invited.status, problem: invited.problem }).toEqual({ status: 409, problem: "conflict" });
  const [person] = await rows<{ by: string; codes: number }>(sql`
    select invited_by as by, (select count(*)::int from enrolment_codes where person_id = people.id) as codes
    from people where id = ${body.id}`);
  expect(person).toEqual({ by: (await java.call("GET", "/v1/me")).body.personId, codes: 1 });
});

test("a replica killed in the middle of a transaction leaves nothing half, and the next one finishes", async () => {
  const process = await startIntakeProcess({
    dataDir: join(folder, "process"),
    env: {
      DATABASE_URL: stores.address(),
      EVIDENCE_URL: `file:${join(folder, "evidence")}`,
      PUBLIC_URL: origin,
    },
  });
  const { report, bytes, sha256 } = await reportWithPicture();
  const other = sampleReport();
  await send(report);
  await whileLogIsHeld(async () => {
    const app = appOf(process);
    const lost = [put(report, sha256, bytes, app), send(other, app)].map((call) => call.catch(() => "lost"));
    await untilWaiting(2);
    await process.kill();
    expect(await Promise.all(lost)).toEqual(["lost", "lost"]);
  });
  await untilNoneRuns();
  expect(await rows(sql`select * from files where report_id = ${report.id}`)).toEqual([]);
  // The commit of a report is sent with its rows, so the database may still have done it.
  const stored = await rows(sql`select id from reports where id = ${other.id}`);
  const named = await rows(sql`select * from case_subjects where subject = ${other.evidence.subject}`);
  expect(named).toHaveLength(stored.length);
  await expectWhole();

  expect((await put(report, sha256, bytes, one(1).app)).status).toBe(200);
  expect((await send(other, one(2).app)).status).toBe(200);
  expect(await entries("file-received", report.id)).toHaveLength(1);
  expect(await entries("report-received", other.id)).toHaveLength(1);
  await expectWhole();
});

test("a replica killed while it describes a report leaves it to the others", async () => {
  const process = await startIntakeProcess({
    dataDir: join(folder, "describing"),
    env: {
      DATABASE_URL: stores.address(),
      EVIDENCE_URL: `file:${join(folder, "evidence")}`,
      PUBLIC_URL: origin,
    },
  });
  const report = sampleReport();
  await one().store.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.texts})`);
    one().describesAtOnce = false;
    expect((await send(report, appOf(process))).status).toBe(200);
    one().describesAtOnce = true;
    await untilWaiting(1);
    await process.kill();
  });
  await untilNoneRuns();
  const waiting = sql`select report_id from undescribed where report_id = ${report.id}`;
  const { store: other, intake: its } = one(1);
  // Until its lease ends.
  expect(await describeCases(other.db, { now: its.now })).toBe(0);
  expect(await rows(waiting)).toHaveLength(1);
  await other.db.execute(sql`update undescribed set lease_until = now()`);
  for (const { store, intake } of kits) await describeCases(store.db, { now: intake.now });
  expect(await rows(waiting)).toEqual([]);
  const words = sql`select search_text <> '' as found from cases
    where id = (select case_id from reports where id = ${report.id})`;
  expect(await rows(words)).toEqual([{ found: true }]);
  await expectWhole();
});

test("a deadlock is no failure of the text that the job compares", async () => {
  const report = sampleReport();
  one().describesAtOnce = false;
  await send(report);
  one().describesAtOnce = true;
  const counts: number[] = [];
  const { store, intake } = one(1);
  let described: Promise<number> | undefined;
  await one(2).store.db.transaction(async (tx) => {
    // So that the job is the victim.
    await tx.execute(sql`set local deadlock_timeout = '1min'`);
    const ofReport = sql`select case_id from reports where id = ${report.id}`;
    await tx.execute(sql`select id from cases where id = (${ofReport}) for update`);
    described = describeCases(store.db, { now: intake.now });
    await untilWaiting(1);
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.texts})`);
    // It tries again.
    await untilWaiting(1);
    const failed = await rows<{ failures: number }>(
      sql`select failures from undescribed where report_id = ${report.id}`,
    );
    counts.push(...failed.map(({ failures }) => failures));
  });
  expect(await described).toBeGreaterThan(0);
  expect(counts).toEqual([0]);
});

test("replicas whose clocks are apart number the reports of a post without a gap, and everything verifies", async () => {
  const apartMs = 90_000;
  const [, ahead, behind] = [one(), one(1), one(2)];
  ahead.clock.ms += apartMs;
  behind.clock.ms -= apartMs;
  try {
    const subject: Subject = "x:post:4711";
    for (let round = 0; round < 4; round++) {
      for (const kit of kits) {
        expect((await send(sampleReport({ evidence: { subject } }), kit.app)).status).toBe(200);
        await sealLog(kit.store.db, kit.intake.key, kit.intake.now);
      }
      await ofAll(({ store, intake }) => describeCases(store.db, { now: intake.now }));
    }
    const stored = await rows<{ place: number }>(sql`
      select place from reports r join case_subjects s using (case_id) where s.subject = ${subject} order by place`);
    expect(stored.map(({ place }) => place)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
    const logged = await rows(sql`
      select case_id, max(seq) - count(*)::int as missing from log
      where case_id in (select case_id from case_subjects where subject = ${subject}) group by 1`);
    expect(logged).toMatchObject([{ missing: 0 }]);
    const files = await ofAll(({ intake }) => intake.knownSubjects.refresh());
    expect(new Set(files.map(({ claims }) => claims.sha256)).size).toBe(1);
    await expectWhole();
  } finally {
    ahead.clock.ms -= apartMs;
    behind.clock.ms += apartMs;
  }
});

/** Every transaction that writes to the log stops there, with all it wrote before. */
function whileLogIsHeld<T>(act: () => Promise<T>): Promise<T> {
  return one().store.db.transaction(async (tx) => {
    await tx.execute(sql`lock table log in exclusive mode`);
    return await act();
  });
}

/** Waits for transactions of clients that are gone. */
async function untilNoneRuns(): Promise<void> {
  const running = sql`select pid from pg_stat_activity
    where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`;
  await expect.poll(() => rows(running), { timeout: 10_000 }).toEqual([]);
}

async function untilWaiting(count: number): Promise<void> {
  for (;;) {
    const waiting = await one(1).store.db.execute(
      sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    );
    if (waiting.rows.length >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A replica in another process, asked as if it were one of this one. */
function appOf({ address }: IntakeProcess): Hono {
  const request = (url: string, init: RequestInit) => fetch(url.replace(origin, address), init);
  return { request } as unknown as Hono;
}
