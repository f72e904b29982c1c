/** The list of one's own reports: words of the post, search, filters, and the week's counts. */

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type IntakeKit,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { addressOf } from "../../../../utils/shared/subject/address-of.ts";
import { deskOf, proposeLane, verdicts } from "../../../support/desk-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let officer: TestDevice;
  let other: TestDevice;
  let supervisor: TestDevice;
  let second: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    officer = await kit.enrolled("officer", "Siti");
    other = await kit.enrolled("officer", "Joko");
    supervisor = await kit.enrolled("supervisor", "Budi");
    second = await kit.enrolled("supervisor", "Ratna");
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const send = async (by: TestDevice, text: string, author: string) => {
    const source = "test";
    const report = sampleReport({
      evidence: { fields: { text: { value: text, source }, authorName: { value: author, source } } },
    });
    const sent = await by.call("POST", "/v1/reports", { body: report });
    expect(sent.status).toBe(200);
    return { id: report.id, caseId: sent.body.caseId as string, number: sent.body.number as string };
  };
  const list = async (by: TestDevice, query = "") =>
    (await by.call("GET", `/v1/reports/own?limit=100${query}`)).body;
  const ids = async (by: TestDevice, query = "") =>
    (await list(by, query)).reports.map(({ id }: { id: string }) => id);
  const settle = async (caseId: string, verdict: object) => {
    const desk = deskOf(kit, { officer, reader: supervisor });
    const proposed = await desk.decide(supervisor, caseId, verdict);
    expect((await desk.answer(second, proposed.body.id, "confirm")).status).toBe(200);
  };

  test("has words and address of one's own reports, finds them, and never another person's", async () => {
    const sent = await send(officer, "Deposit 10 ribu langsung dapat saldo", "Raja Koin");
    const two = await send(officer, "Diskon 50% hari ini", "Toko_Rini");
    const theirs = await send(other, "Deposit 10 ribu langsung dapat saldo juga", "Raja Koin");
    const shown = (await list(officer)).reports.find(({ id }: { id: string }) => id === sent.id);
    expect(shown.post).toMatchObject({
      author: "Raja Koin",
      excerpt: "Deposit 10 ribu langsung dapat saldo",
      // Its evidence has no address.
      permalink: addressOf(shown.subject),
    });
    const find = (words: string) => ids(officer, `&q=${encodeURIComponent(words)}`);
    expect(await find("DEPOSIT 10")).toEqual([sent.id]);
    expect(await find("raja koin")).toEqual([sent.id]);
    expect(await find("0% hari")).toEqual([two.id]);
    // Signs of a pattern are plain characters.
    for (const words of ["%", "_", "Toko%Rini"])
      expect(await find(words)).toEqual(words === "%" || words === "_" ? [two.id] : []);
    expect(await find("\\")).toEqual([]);
    expect(await find(shown.number)).toEqual([sent.id]);
    expect(await find(shown.subject)).toEqual([sent.id]);
    expect(await ids(other, "&q=deposit")).toEqual([theirs.id]);
  });

  test("filters by what became of them, and counts the last seven days without withdrawn ones", async () => {
    const person = await kit.enrolled("officer", "Dewi");
    const old = await send(person, "Lama", "A");
    kit.clock.ms += 8 * 24 * 3_600_000;
    const waiting = await send(person, "Menunggu", "B");
    const rejected = await send(person, "Ditolak", "C");
    const alsoRejected = await send(person, "Juga ditolak", "D");
    const forwarded = await send(person, "Diteruskan", "E");
    const gone = await send(person, "Ditarik", "F");
    await settle(rejected.caseId, verdicts.reject);
    await settle(alsoRejected.caseId, verdicts.reject);
    await settle(forwarded.caseId, verdicts.escalate);
    await person.call("POST", `/v1/reports/${gone.id}/withdrawal`, { body: { reason: "Keliru." } });
    expect((await list(person)).week).toEqual({ sent: 4, waiting: 1, approved: 1, rejected: 2 });
    expect(await ids(person, "&state=waiting")).toEqual([waiting.id, old.id]);
    expect((await ids(person, "&state=rejected")).sort()).toEqual([rejected.id, alsoRejected.id].sort());
    expect(await ids(person, "&state=approved")).toEqual([forwarded.id]);
    const from = new Date(kit.clock.ms - 3_600_000).toISOString();
    expect(await ids(person, `&from=${from}`)).not.toContain(old.id);
    expect(await ids(person, `&to=${from}`)).toEqual([old.id]);
  });

  test("counts and lists reports that wait for an answer", async () => {
    const person = await kit.enrolled("officer", "Agus");
    const sent = await send(person, "Ditanya", "A");
    await send(person, "Tidak ditanya", "B");
    const asked = await supervisor.call("POST", `/v1/cases/${sent.caseId}/questions`, {
      body: { id: randomUUID(), reportId: sent.id, text: "Di menit ke berapa?" },
    });
    expect((await list(person)).asked).toBe(1);
    expect(await ids(person, "&state=asked")).toEqual([sent.id]);
    await person.call("POST", `/v1/questions/${asked.body.id}/answer`, { body: { answer: "Kedua." } });
    expect((await list(person)).asked).toBe(0);
    expect(await ids(person, "&state=asked")).toEqual([]);
  });

  test("has no words in the no-pixels lane, and does not find them", async () => {
    const person = await kit.enrolled("officer", "Lina");
    const sent = await send(person, "Kata rahasia", "Nama rahasia");
    await proposeLane(supervisor, sent.caseId);
    const { reports } = await list(person);
    expect(JSON.stringify(reports)).not.toContain("rahasia");
    expect(reports[0]).not.toHaveProperty("post");
    expect(await ids(person, "&q=rahasia")).toEqual([]);
  });

  test("reporting again and withdrawing the first report does not restart the case's clock", async () => {
    const terror = { category: "TERORISME", basis: ["uu-5-2018-13a"], action: "TUTUP_KANAL" } as const;
    const sample = (evidence = {}) => sampleReport({ ...terror, basis: [...terror.basis], evidence });
    const first = sample();
    const { subject } = first.evidence;
    const report = async (by: TestDevice, body = sample({ subject })) => {
      const sent = await by.call("POST", "/v1/reports", { body });
      expect(sent.status).toBe(200);
      return { id: body.id, caseId: sent.body.caseId as string };
    };
    const withdraw = async ({ id }: { id: string }, by = officer) => {
      const body = { reason: "Keliru." };
      expect((await by.call("POST", `/v1/reports/${id}/withdrawal`, { body })).status).toBe(200);
    };
    const { caseId } = await report(officer, first);
    const dueMs = async () => Date.parse((await supervisor.call("GET", `/v1/cases/${caseId}`)).body.dueAt);
    const hourMs = 3_600_000;
    const firstMs = await dueMs();
    kit.clock.ms += 3.9 * hourMs;
    const again = await report(officer);
    await withdraw(first);
    expect(await dueMs()).toBe(firstMs);
    await withdraw(again);
    kit.clock.ms += hourMs;
    const third = await report(officer);
    expect(await dueMs()).toBe(firstMs);
    // Another person's report has its own time once the first person has taken back everything.
    kit.clock.ms += hourMs;
    await report(other);
    await withdraw(third);
    expect(await dueMs()).toBeGreaterThan(firstMs + 5 * hourMs);
    await report(officer);
    expect(await dueMs()).toBe(firstMs);
  });
});
