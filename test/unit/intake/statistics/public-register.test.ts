/** The public register of decisions: entries, omissions, pages and the cache. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRates, defaultRates } from "../../../../intake/core/rate-limits.ts";
import { cases, decisions, reports } from "../../../../intake/db/schema/index.ts";
import { spotOfCase } from "../../../../intake/db/spot.ts";
import {
  type IntakeKit,
  origin,
  type SampleReport,
  sampleNoPixels,
  sampleReport,
  socketFrom,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { publicRegister } from "../../../../utils/shared/contract/public-register.ts";
import { basesInForce } from "../../../../utils/shared/policy/legal-bases.ts";
import { type Desk, deskOf, verdicts } from "../../../support/desk-kit.ts";
import { approvalOf } from "../../../support/referral-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const dayMs = 24 * 3_600_000;
const reason = "Akun milik Budi Santoso di Jalan Contoh.";

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let one: TestDevice;
  let two: TestDevice;
  let officer: TestDevice;
  let other: TestDevice;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open(), undefined, { rates: createRates(defaultRates) });
    officer = await kit.enrolled("officer", "Siti Pelapor");
    other = await kit.enrolled("officer", "Rina Pelapor");
    one = await kit.enrolled("supervisor", "Budi Penyelia");
    two = await kit.enrolled("supervisor", "Ani Penyelia");
    desk = deskOf(kit, { officer, reader: one });
    kit.clock.ms = Date.parse("2026-11-10T03:00:00.000Z");
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  async function get(path: string, headers: Record<string, string> = {}, from = "198.51.100.7") {
    const answer = await kit.app.request(origin + path, { headers }, socketFrom(from));
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  }
  const entries = async (month = "2026-11") => {
    const { status, text } = await get(`/keputusan/${month}.json`);
    return status === 200 ? publicRegister.parse(JSON.parse(text)).decisions : [];
  };
  async function decided(verdict: object, answer: "confirm" | null = "confirm", sample: SampleReport = {}) {
    const caseId = await desk.open(sample);
    const made = await desk.decide(one, caseId, { ...verdict, reason });
    expect(made.status).toBe(200);
    if (answer) expect((await desk.answer(two, made.body.id, answer)).status).toBe(200);
    return { caseId, id: made.body.id as string };
  }
  /** Later than the cache's time, too. */
  function wait(days: number): void {
    kit.clock.ms += days * dayMs;
  }

  const thisMonth = () => new Date(kit.clock.ms + 7 * 3_600_000).toISOString().slice(0, 7);
  const lane = (evidence: SampleReport["evidence"] = {}) => sampleNoPixels(evidence);
  const graver = (evidence: SampleReport["evidence"] = {}) => {
    const basis = basesInForce("TERORISME", new Date(kit.clock.ms).toISOString()).map(({ id }) => id);
    return sampleReport({ evidence, category: "TERORISME", basis });
  };
  const asMaterial = () => approvalOf("PORNO_ANAK", "TERUSKAN_HOTLINE", new Date(kit.clock.ms));
  /** By another officer. Returns the report's id. */
  async function reportAgain(caseId: string, sample: typeof lane): Promise<string> {
    const { subject } = (await desk.read(caseId)).body;
    const body = sample({ subject });
    const sent = await other.call("POST", "/v1/reports", { body });
    expect([sent.problem, sent.body.caseId]).toEqual([undefined, caseId]);
    return body.id;
  }
  async function withdraw(id: string, by = other): Promise<void> {
    const body = { reason: "Keliru." };
    expect((await by.call("POST", `/v1/reports/${id}/withdrawal`, { body })).status).toBe(200);
  }

  test("is empty with a sentence, in both languages, until a decision may be published", async () => {
    expect(await get("/keputusan")).toMatchObject({ status: 200 });
    expect((await get("/keputusan")).text).toContain("Belum ada keputusan");
    expect((await get("/keputusan?language=en")).text).toContain("There is no decision yet");
    expect((await get("/keputusan/2026-11")).status).toBe(404);
  });

  test.each([
    ["/keputusan/2019-01", "/keputusan"],
    ["/keputusan/kemarin", "/keputusan"],
    ["/keputusan?hal=0", "/keputusan"],
    ["/angka/2019-01", "/angka"],
    ["/angka/kemarin", "/angka"],
    ["/tidak-ada", "/"],
  ])("%s answers people with a page that leads on, and programs with JSON", async (path, next) => {
    const shown = await get(path, { Accept: "text/html" });
    expect(shown).toMatchObject({ status: 404 });
    expect(shown.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(shown.headers.get("content-security-policy")).toContain("style-src 'self'");
    expect(shown.text).toContain(`<a href="${next}">`);
    expect(shown.text).toContain('<section lang="en">');
    const read = await get(path);
    expect(read.headers.get("content-type")).toBe("application/problem+json");
    expect(read.status).toBe(404);
  });

  test("publishes a confirmed decision after its category's time, by day", async () => {
    await decided(verdicts.approve);
    await decided(verdicts.reject);
    wait(29);
    expect(await entries()).toEqual([]);
    wait(1);
    const rows = await entries();
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual({
      ...{ day: "2026-11-10", site: "x", kind: "post", category: "JUDI", act: "approve" },
      ...{ action: "BATAS_WILAYAH", basis: ["KUHP (UU 1/2023) Ps 426–427"] },
      ...{ elements: verdicts.approve.elements, panel: false, reversed: false },
    });
    expect(rows).toContainEqual(expect.objectContaining({ act: "reject", why: "criticism", basis: [] }));
  });

  test("has no name, reason, id, subject, address, account or time, as a page and as data", async () => {
    const rows = await kit.store.db.select().from(decisions);
    for (const path of ["/keputusan", "/keputusan?language=en", "/keputusan/2026-11.json"]) {
      const { text, status } = await get(path);
      expect(status).toBe(200);
      const secret = ["Siti", "Budi", "Ani Penyelia", "Jalan Contoh", "x.com", "x:post", "T03:"];
      for (const part of [...secret, ...rows.flatMap(({ id, caseId, personId }) => [id, caseId, personId])])
        expect(text).not.toContain(part);
    }
    expect((await get("/keputusan")).text).toContain("Batasi di Indonesia");
    expect((await get("/keputusan?language=en")).text).toContain("Restrict in Indonesia");
  });

  test("leaves out undecided, undone, referred, watched and moved cases", async () => {
    const before = (await entries()).length;
    await decided(verdicts.approve, null);
    await decided(verdicts.escalate);
    await decided(verdicts.recategorise);
    for (const action of ["TERUSKAN_APH", "PANTAU", "CEK_FAKTA"] as const) {
      const { id } = await decided(verdicts.approve);
      await kit.store.db.update(decisions).set({ action }).where(eq(decisions.id, id));
    }
    const { id } = await decided(verdicts.reject, null);
    await desk.answer(one, id, "undo");
    wait(200);
    expect((await entries()).length).toBe(before);
    for (const month of ["2026-12", "2027-01"]) expect(await entries(month)).toEqual([]);
  });

  test("a case that was ever in the no-pixels lane is never published, whatever was decided later", async () => {
    const lane = await officer.call("POST", "/v1/reports", { body: sampleNoPixels() });
    expect(lane.status).toBe(200);
    const made = await desk.decide(one, lane.body.caseId, { ...verdicts.reject, reason });
    await desk.answer(two, made.body.id, "confirm");
    const { caseId } = await decided(verdicts.reject);
    const { personId } = (await one.call("GET", "/v1/me")).body;
    await kit.store.db.insert(decisions).values({
      ...{
        id: randomUUID(),
        caseId,
        spot: spotOfCase(caseId),
        personId,
        at: kit.intake.now(),
        digest: "",
        act: "recategorise",
      },
      ...{ category: "PORNO_ANAK", basis: [], reason: "Keliru.", state: "refused" },
    });
    const [row] = await kit.store.db.select().from(cases).where(eq(cases.id, caseId));
    expect(row?.withheld).toBe(false);
    const month = new Date(kit.clock.ms + 7 * 3_600_000).toISOString().slice(0, 7);
    wait(200);
    expect(await entries(month)).toEqual([]);
  });

  test("a report of the kind that was withdrawn before the publication keeps the case out of the register", async () => {
    const month = thisMonth();
    const { caseId } = await decided(verdicts.approve);
    wait(29);
    await withdraw(await reportAgain(caseId, lane));
    wait(200);
    expect(await entries(month)).toEqual([]);
  });

  test("what is published stays the same, whatever one person reports or proposes later", async () => {
    const month = thisMonth();
    const [approved, rejected] = [await decided(verdicts.approve), await decided(verdicts.reject)];
    wait(31);
    const published = await get(`/keputusan/${month}.json`);
    expect(await entries(month)).toHaveLength(2);
    const unchanged = async () => {
      wait(1);
      expect((await get(`/keputusan/${month}.json`)).text).toBe(published.text);
    };
    const colleague = await kit.enrolled("supervisor", "Eka Penyelia");
    for (const { caseId } of [approved, rejected]) {
      const [first] = await kit.store.db.select().from(reports).where(eq(reports.caseId, caseId));
      for (const named of [lane, graver]) {
        const id = await reportAgain(caseId, named);
        await unchanged();
        await withdraw(first?.id ?? "", officer);
        await unchanged();
        await withdraw(id);
        await unchanged();
      }
    }
    const proposal = await desk.decide(colleague, rejected.caseId, {
      ...asMaterial(),
      reverses: rejected.id,
    });
    expect(proposal).toMatchObject({ status: 200 });
    await unchanged();
    expect((await desk.answer(colleague, proposal.body.id, "undo")).status).toBe(200);
    await unchanged();
  });

  test("no split changes the category of a rejection in force, or takes such a report away from a decision", async () => {
    const at = (caseId: string, act: object) =>
      one.call("POST", `/v1/cases/${caseId}/likeness`, { body: { reason: "Kiriman yang sama.", ...act } });
    const month = thisMonth();
    const merged = async (sample: SampleReport, first?: (caseId: string) => Promise<void>) => {
      const [older, younger] = [await desk.open(), await desk.open(sample)];
      await first?.(younger);
      expect((await at(older, { act: "merge", with: younger })).status).toBe(200);
      return { older, younger };
    };
    const rejected = async (caseId: string) => {
      const made = await desk.decide(one, caseId, { ...verdicts.reject, reason });
      expect((await desk.answer(two, made.body.id, "confirm")).status).toBe(200);
      return made.body.id as string;
    };
    const same = await merged({});
    const graverOne = await merged(graver());
    const withdrawn = await merged({}, async (caseId) => withdraw(await reportAgain(caseId, lane)));
    for (const { older } of [same, graverOne, withdrawn]) await rejected(older);
    const split = ({ older, younger }: typeof same) => at(older, { act: "split", merged: younger });
    expect(await split(graverOne)).toMatchObject({ status: 409, problem: "split-reversed" });
    expect(await split(withdrawn)).toMatchObject({ status: 409, problem: "split-withheld" });
    expect(await split(same)).toMatchObject({ status: 200 });
    wait(100);
    const categories = (await entries(month)).map(({ category }) => category).sort();
    expect(categories).toEqual(["JUDI", "TERORISME"]);
  });

  test("two people who decide on such material later take the case out of the register", async () => {
    const month = thisMonth();
    const { caseId, id: reverses } = await decided(verdicts.reject);
    wait(31);
    expect(await entries(month)).toHaveLength(1);
    const [three, four] = [
      await kit.enrolled("supervisor", "Fitri"),
      await kit.enrolled("supervisor", "Gilang"),
    ];
    const made = await desk.decide(three, caseId, { ...asMaterial(), reverses });
    expect(made).toMatchObject({ status: 200 });
    wait(1);
    expect(await entries(month)).toHaveLength(1);
    expect((await desk.answer(four, made.body.id, "confirm")).status).toBe(200);
    wait(1);
    expect(await entries(month)).toEqual([]);
  });

  test("a reversed decision stays, marked as replaced", async () => {
    const { caseId, id } = await decided(verdicts.approve);
    const month = new Date(kit.clock.ms + 7 * 3_600_000).toISOString().slice(0, 7);
    const three = await kit.enrolled("supervisor", "Citra Penyelia");
    const four = await kit.enrolled("supervisor", "Dewi Penyelia");
    const reversal = await desk.decide(three, caseId, { ...verdicts.reject, reason, reverses: id });
    expect((await desk.answer(four, reversal.body.id, "confirm")).status).toBe(200);
    wait(31);
    const rows = await entries(month);
    expect(rows.map(({ act, reversed }) => [act, reversed]).sort()).toEqual([
      ["approve", true],
      ["reject", false],
    ]);
  });

  test("a referral to fact checkers or DJKI is published after it ended, and one to law enforcement never", async () => {
    const at = () => new Date(kit.clock.ms);
    const month = new Date(kit.clock.ms + 7 * 3_600_000).toISOString().slice(0, 7);
    const checked = await decided(approvalOf("HOAKS", "CEK_FAKTA", at()));
    const unanswered = await decided(approvalOf("HKI", "RUJUK_DJKI", at()));
    const police = await decided(approvalOf("NARKOTIKA", "TERUSKAN_APH", at()));
    const escalated = await decided(verdicts.escalate);
    const words = "Bantahan oleh Pak Anton.";
    const act = async ({ caseId }: { caseId: string }, path: string, body: object) => {
      const { referrals } = (await one.call("GET", `/v1/referrals?caseId=${caseId}`)).body;
      const said = { body: { id: randomUUID(), ...body } };
      // The person who delivers a letter may not record its answer.
      const by = path === "sent" ? two : one;
      const answer = await by.call("POST", `/v1/referrals/${referrals[0].id}/${path}`, said);
      expect([answer.problem, answer.status]).toEqual([undefined, 200]);
    };
    const referred = async () => (await entries(month)).filter(({ partner }) => partner);
    wait(100);
    expect(await referred()).toEqual([]);
    for (const one of [checked, unanswered, police, escalated])
      await act(one, "sent", { letter: "referral" });
    await act(checked, "answers", { kind: "answered", outcome: "false", note: words });
    await act(unanswered, "closing", { reason: words });
    for (const secret of [police, escalated])
      await act(secret, "answers", { kind: "answered", outcome: "handled", note: words });
    wait(29);
    expect(await referred()).toEqual([]);
    wait(2);
    const rows = await referred();
    expect(rows).toHaveLength(2);
    expect(rows).toContainEqual(
      expect.objectContaining({ action: "CEK_FAKTA", partner: "PEMERIKSA_FAKTA", outcome: "false" }),
    );
    const djki = rows.find(({ partner }) => partner === "DJKI");
    expect(djki).toMatchObject({ action: "RUJUK_DJKI", act: "approve" });
    expect(djki).not.toHaveProperty("outcome");
    wait(200);
    expect((await entries(month)).filter(({ category }) => category === "NARKOTIKA")).toEqual([]);
    const page = (await get(`/keputusan/${month}`)).text;
    expect(page).toContain("Dirujuk kepada Pemeriksa fakta: klaimnya salah");
    expect(page).toContain("tanpa jawaban");
    expect((await get(`/keputusan/${month}?language=en`)).text).toContain("Referred to Fact checkers");
    for (const secret of [words, "Pak Anton", checked.id, "POLRI", "R-0000"])
      expect(page).not.toContain(secret);
  });

  test("a late answer or a reversal takes no published referral back, and the answer waits its time", async () => {
    const month = thisMonth();
    const { caseId, id } = await decided(approvalOf("HOAKS", "CEK_FAKTA", new Date(kit.clock.ms)));
    const { referrals } = (await one.call("GET", `/v1/referrals?caseId=${caseId}`)).body;
    const act = async (by: TestDevice, path: string, body: object) =>
      expect(
        await by.call("POST", `/v1/referrals/${referrals[0].id}/${path}`, {
          body: { id: randomUUID(), ...body },
        }),
      ).toMatchObject({ status: 200 });
    const listed = async () => (await entries(month)).filter(({ partner }) => partner);
    const others = (await listed()).length;
    await act(two, "sent", { letter: "referral" });
    await act(one, "closing", { reason: "Tidak menjawab." });
    wait(31);
    const published = await listed();
    expect(published).toHaveLength(others + 1);
    await act(one, "answers", { kind: "answered", outcome: "true" });
    wait(1);
    expect(await listed()).toEqual(published);
    wait(30);
    const outcomes = async () => (await listed()).map(({ outcome }) => outcome);
    expect((await outcomes()).filter((outcome) => outcome === "true")).toHaveLength(1);
    const [three, four] = [
      await kit.enrolled("supervisor", "Hana Penyelia"),
      await kit.enrolled("supervisor", "Intan Penyelia"),
    ];
    const reversal = await desk.decide(three, caseId, { ...verdicts.reject, reason, reverses: id });
    expect((await desk.answer(four, reversal.body.id, "confirm")).status).toBe(200);
    wait(1);
    const rows = await listed();
    expect(rows).toHaveLength(others + 1);
    expect(rows).toContainEqual(expect.objectContaining({ outcome: "true", reversed: true }));
  });

  test("is divided into pages that exist, and answers an unchanged page with 304", async () => {
    const first = await get("/keputusan/2026-11.json");
    const etag = first.headers.get("etag") ?? "";
    expect(first.headers.get("cache-control")).toBe("public, max-age=300");
    expect((await get("/keputusan/2026-11.json", { "If-None-Match": etag })).status).toBe(304);
    for (const page of ["2", "0", "-1", "1e9", "x"])
      expect((await get(`/keputusan/2026-11.json?hal=${page}`)).status).toBe(404);
    for (const name of ["2026-13", "1999-01", "..%2f", "skema.csv"])
      expect((await get(`/keputusan/${name}`)).status).toBe(404);
    expect(JSON.parse((await get("/keputusan/skema.json")).text)).toHaveProperty("properties.decisions");
  });

  test("asks the database once for repeated and for invented pages", async () => {
    const client = (kit.store.db as unknown as { $client: { query(...asked: unknown[]): unknown } }).$client;
    wait(1);
    await get("/keputusan/2026-11.json");
    const original = client.query.bind(client);
    let asked = 0;
    client.query = (...args: unknown[]) => {
      asked++;
      return original(...args);
    };
    try {
      for (let n = 1; n <= 20; n++) await get(`/keputusan/2026-11.json?hal=${n}`);
      await get("/keputusan/2020-01");
      expect(asked).toBe(0);
    } finally {
      client.query = original;
    }
  });

  test("is limited by address like the other open pages", async () => {
    const was = kit.intake.rates;
    const rates = createRates({ ...defaultRates, address: { perSecond: 1 / 3_600, burst: 3 } });
    Object.assign(kit.intake, { rates });
    try {
      for (let n = 0; n < 3; n++) expect((await get("/keputusan")).status).toBe(200);
      const refused = await get("/keputusan");
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    } finally {
      Object.assign(kit.intake, { rates: was });
    }
  });
});
