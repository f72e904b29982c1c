/** Decisions as data: the list with its filters and scope, its files, and the nightly export. */

import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { decisionsFile } from "../../../../intake/decisions/rules/decisions-file.ts";
import { createApiKey } from "../../../../intake/people/store/api-keys.ts";
import { saveUnit } from "../../../../intake/people/store/people.ts";
import { exportLines } from "../../../../intake/statistics/store/export-lines.ts";
import {
  type IntakeKit,
  origin,
  readAnswer,
  sampleReport,
  startKit,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { type Desk, deskOf, proposeLane, verdicts } from "../../../support/desk-kit.ts";
import { approvalOf } from "../../../support/referral-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const names = ["Siti Pelapor", "Budi Penyelia", "Ani Penyelia", "Dewi Panel"];

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let kit: IntakeKit;
  let desk: Desk;
  let one: TestDevice;
  let two: TestDevice;
  let narrow: TestDevice;
  let admin: TestDevice;
  let key: string;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    kit = await startKit(await stores.open());
    await saveUnit(
      kit.store.db,
      { name: "Video", sites: ["youtube"], categories: null, languages: null },
      kit.intake.now(),
    );
    const officer = await kit.enrolled("officer", "Siti Pelapor");
    one = await kit.enrolled("supervisor", "Budi Penyelia");
    two = await kit.enrolled("supervisor", "Ani Penyelia");
    narrow = await kit.enrolled("supervisor", "Penyelia video", "Video");
    admin = await kit.enrolled("admin", "Admin");
    ({ key } = await createApiKey(kit.store, { scope: "read" }));
    desk = deskOf(kit, { officer, reader: one });
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
  });

  afterAll(async () => {
    vi.restoreAllMocks();
    await kit?.close();
    await stores?.close();
  });

  const list = async (by: TestDevice, query = "") => {
    const answer = await by.call("GET", `/v1/decisions?limit=100${query}`);
    expect(answer.status).toBe(200);
    return answer.body.decisions;
  };
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id).sort();
  const byKey = async (path: string) =>
    readAnswer(await kit.app.request(origin + path, { headers: { Authorization: `Bearer ${key}` } }));
  const file = async (by: TestDevice, format: string, query = "") =>
    by.call("GET", `/v1/decisions/files/${format}${query}`);

  /** Decides one case at a later second, so that the order is known. */
  async function decided(verdict: object, answer: "confirm" | "refuse" | "undo" | undefined, sample = {}) {
    const caseId = await desk.open(sample);
    kit.clock.ms += 1_000;
    const made = await desk.decide(one, caseId, verdict);
    expect(made.status).toBe(200);
    kit.clock.ms += 1_000;
    if (answer) await desk.answer(answer === "undo" ? one : two, made.body.id, answer, "Belum cukup.");
    return { id: made.body.id as string, caseId };
  }

  test("has act, grounds, reason, roles and times of every decision, newest first", async () => {
    const first = await decided(verdicts.approve, "confirm");
    const second = await decided(verdicts.reject, "refuse");
    const rows = await list(one);
    expect(rows.slice(0, 2).map(({ id }: { id: string }) => id)).toEqual([second.id, first.id]);
    const { act, category, action, basis, elements, exceptions, reason } = verdicts.approve;
    expect(rows[1]).toMatchObject({
      ...{ caseId: first.caseId, act, category, action, basis, elements, exceptions, reason },
      ...{ state: "confirmed", site: "x", kind: "post", caseCategory: "JUDI", own: true },
      roles: { proposed: "supervisor", answered: "supervisor" },
      ...{ by: "Budi Penyelia", answeredBy: "Ani Penyelia", answerReason: "Belum cukup." },
    });
    expect(rows[1].answeredAt > rows[1].at).toBe(true);
    expect(rows[0]).toMatchObject({ act: "reject", why: "criticism", state: "refused" });
    expect(rows[0]).not.toHaveProperty("votes");
    expect(rows[0]).not.toHaveProperty("frozen");
  });

  test("contains a referral's recipient and outcome, in the list and in every file", async () => {
    const agency = await decided(verdicts.escalate, "confirm");
    const watched = await decided(approvalOf("KEBENCIAN_SARA", "PANTAU"), "confirm");
    const waiting = await decided(verdicts.escalate, undefined);
    const rowOf = async (id: string) =>
      (await list(one)).find((row: { id: string }) => row.id === id) as Record<string, unknown>;
    expect(await rowOf(agency.id)).toMatchObject({ referral: { partner: "OJK", state: "by-hand" } });
    expect(await rowOf(watched.id)).toMatchObject({ watch: { state: "open" } });
    expect(await rowOf(waiting.id)).not.toHaveProperty("referral");
    const { referrals } = (await one.call("GET", `/v1/referrals?caseId=${agency.caseId}`)).body;
    const words = "Ditangani Pak Anton.";
    for (const [by, path, given] of [
      [two, "sent", { letter: "referral" }],
      [one, "answers", { kind: "answered", outcome: "not-ours", note: words }],
    ] as const) {
      const body = { id: randomUUID(), ...given };
      const said = await by.call("POST", `/v1/referrals/${referrals[0].id}/${path}`, { body });
      expect(said.status).toBe(200);
    }
    const { answeredAt, ...rest } = (await rowOf(agency.id)).referral as Record<string, string>;
    expect(rest).toMatchObject({ partner: "OJK", state: "answered", outcome: "not-ours" });
    const answered = { ...rest, answeredAt };
    const json = (await file(admin, "json")).body;
    expect(idsOf(json.decisions.filter((row: { referral?: object }) => row.referral))).toEqual([agency.id]);
    const csv = new TextDecoder().decode((await file(admin, "csv")).body);
    const [head = "", ...lines] = csv.split("\r\n");
    expect(head).toContain('"referred_to","referral_state","referral_sent_at","referral_answered_at"');
    const line = lines.find((one) => one.includes(agency.id));
    expect(line).toContain(`"OJK","answered","${rest.sentAt}","${answeredAt}","not-ours"`);
    let nightly = "";
    for await (const part of exportLines(kit.store.db, kit.intake.now())) nightly += part;
    const exported = nightly.split("\n").find((one) => one.includes(agency.id));
    expect(JSON.parse(exported ?? "{}")).toMatchObject({ type: "decision", referral: answered });
    for (const text of [JSON.stringify(json), csv, nightly]) expect(text).not.toContain(words);
  });

  test("filters by act, action, category, site, state, unit and time", async () => {
    const since = `&from=${new Date(kit.clock.ms + 1).toISOString()}`;
    const video = { evidence: { site: "youtube", kind: "video" } } as const;
    const approved = await decided(verdicts.approve, "confirm");
    const rejected = await decided(verdicts.reject, "undo", video);
    const middle = new Date(kit.clock.ms).toISOString();
    const moved = await decided(verdicts.recategorise, undefined);
    const all = [approved, rejected, moved];
    const expected: [string, { id: string }[]][] = [
      ["", all],
      ["&act=reject", [rejected]],
      ["&action=BATAS_WILAYAH", [approved]],
      ["&category=PENIPUAN", [moved]],
      // A rejection has no category of its own.
      ["&category=JUDI", [approved, rejected]],
      ["&site=youtube", [rejected]],
      ["&state=undone", [rejected]],
      ["&state=proposed", [moved]],
      ["&unit=Video", [rejected]],
      ["&unit=Tidak%20ada", []],
      [`&to=${middle}`, [approved, rejected]],
      ["&act=approve&site=youtube", []],
    ];
    for (const [query, wanted] of expected)
      expect([query, idsOf(await list(one, since + query))]).toEqual([query, idsOf(wanted)]);
    expect((await one.call("GET", "/v1/decisions?state=beku")).problem).toBe("invalid-input");
  });

  test("pages without gaps or repeats while decisions of the same millisecond exist", async () => {
    const at = kit.clock.ms;
    for (let made = 0; made < 5; made++) {
      const caseId = await desk.open();
      kit.clock.ms = at;
      await desk.decide(one, caseId, verdicts.reject);
    }
    const all = idsOf(await list(one));
    const paged: { id: string }[] = [];
    for (let after: string | undefined; ; ) {
      const { body } = await one.call("GET", `/v1/decisions?limit=2${after ? `&after=${after}` : ""}`);
      paged.push(...body.decisions);
      after = body.next;
      if (after === undefined) break;
    }
    expect(idsOf(paged)).toEqual(all);
    expect((await one.call("GET", "/v1/decisions?after=zzz")).problem).toBe("invalid-input");
  });

  test("a unit gets only decisions on its cases, in the list and in the files", async () => {
    const outside = await decided(verdicts.reject, "confirm");
    const inside = await decided(verdicts.reject, "confirm", {
      evidence: { site: "youtube", kind: "video" },
    });
    for (const rows of [await list(narrow), (await file(narrow, "json")).body.decisions]) {
      expect(idsOf(rows)).toContain(inside.id);
      expect(idsOf(rows)).not.toContain(outside.id);
    }
    // A filter by a wider unit does not widen the scope.
    expect(idsOf(await list(narrow, "&site=x"))).toEqual([]);
  });

  test("with blind confirmation, while a decision waits, only its author and administrators see the author's name", async () => {
    const { id } = await decided(verdicts.reject, undefined);
    const nameSeen = async (by: TestDevice) =>
      (await list(by)).find((row: { id: string }) => row.id === id).by;
    kit.intake.blindConfirm = true;
    try {
      expect(await nameSeen(one)).toBe("Budi Penyelia");
      expect(await nameSeen(two)).toBeUndefined();
      expect(await nameSeen(admin)).toBe("Budi Penyelia");
    } finally {
      kit.intake.blindConfirm = false;
    }
  });

  test("an API key and every file get roles, never names", async () => {
    const listed = await byKey("/v1/decisions?limit=100");
    expect(listed.status).toBe(200);
    const texts = [
      JSON.stringify(listed.body),
      JSON.stringify((await file(admin, "json")).body),
      new TextDecoder().decode((await file(admin, "csv")).body),
    ];
    for (const text of texts) {
      for (const name of names) expect(text).not.toContain(name);
      expect(text).toContain("supervisor");
    }
    expect((await byKey("/v1/decisions/files/json")).problem).toBe("role-forbidden");
  });

  test("no cell of the CSV file can run as a formula", async () => {
    const reason = '=HYPERLINK("http://contoh.example";"klik")\n+1+1';
    await decided({ ...verdicts.reject, reason }, "confirm");
    const csv = new TextDecoder("utf-8", { ignoreBOM: true }).decode((await file(one, "csv")).body);
    expect(csv.startsWith("\uFEFF")).toBe(true);
    expect(csv).toContain(`"'=HYPERLINK(""http://contoh.example"";""klik"")\n'+1+1"`);
    for (const line of csv.slice(1).split("\r\n").filter(Boolean)) expect(line).toMatch(/^"/);
  });

  test("the JSON file has the contract's shape, and each file is noted with its person and size", async () => {
    const noted = vi.mocked(process.stderr.write);
    noted.mockClear();
    const answer = await file(two, "json", "?act=reject");
    const read = decisionsFile.parse(answer.body);
    expect(read.filter).toEqual({ act: "reject" });
    expect(new Set(read.decisions.map(({ act }) => act))).toEqual(new Set(["reject"]));
    expect(answer.headers.get("content-disposition")).toMatch(/filename="keputusan-\d{4}-\d\d-\d\d\.json"/);
    const { personId } = (await two.call("GET", "/v1/me")).body;
    const line = noted.mock.calls
      .map(([text]) => String(text))
      .find((text) => text.includes("decisions-exported"));
    expect(line).toContain(`${personId} json ${read.decisions.length}`);
  });

  test("refuses a file with more decisions than the limit instead of leaving some out", async () => {
    const was = limits.fileDecisions;
    Object.assign(limits, { fileDecisions: 2 });
    try {
      for (const format of ["csv", "json"])
        expect(await file(one, format)).toMatchObject({ status: 422, problem: "decisions-many" });
      expect((await file(one, "json", "?to=2026-01-01T00:00:00.000Z")).status).toBe(200);
    } finally {
      Object.assign(limits, { fileDecisions: was });
    }
  });

  test("in the no-pixels lane the reasons stay in the case", async () => {
    const reason = "Uraian yang tidak boleh keluar.";
    const { id, caseId } = await decided({ ...verdicts.reject, reason }, "refuse");
    await proposeLane(one, caseId);
    expect((await list(two)).find((row: { id: string }) => row.id === id).reason).toBe(reason);
    const row = (await file(two, "json")).body.decisions.find((each: { id: string }) => each.id === id);
    expect(row).toMatchObject({ withheld: true, act: "reject" });
    expect(row).not.toHaveProperty("reason");
    expect(row).not.toHaveProperty("answerReason");
    expect(JSON.stringify((await byKey("/v1/decisions?limit=100")).body)).not.toContain(reason);
  });

  test("the nightly export carries the same data, without subjects and names", async () => {
    let text = "";
    for await (const lines of exportLines(kit.store.db, kit.intake.now())) text += lines;
    const rows = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line))
      .filter(({ type }) => type === "decision");
    const { decisions } = (await file(admin, "json")).body;
    const bySubject = decisions.map(({ subject: _, ...row }: Record<string, unknown>) => row);
    const sorted = (some: { id: string }[]) => some.toSorted((a, b) => a.id.localeCompare(b.id));
    expect(sorted(rows.map(({ type: _, ...row }) => row))).toEqual(sorted(bySubject));
    for (const name of names) expect(text).not.toContain(name);
    expect(text).not.toContain(sampleReport().evidence.subject);
    const counted = await kit.store.db.execute<{ n: number }>(sql`select count(*)::int as n from decisions`);
    expect(rows).toHaveLength(counted.rows[0]?.n ?? -1);
  });
});
