/** Exports over HTTP: who may, what is logged, what a withheld case lets out, and that everything in it can be checked. */

import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { eq, sql } from "drizzle-orm";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sealLog } from "../../../../intake/audit-log/seal-log.ts";
import { files as fileRows, log } from "../../../../intake/db/schema/index.ts";
import { spotOfCase } from "../../../../intake/db/spot.ts";
import { maxExportBytes } from "../../../../intake/exports/read-export.ts";
import {
  confirmAliases,
  facebookPost,
  type IntakeKit,
  sampleNoPixels,
  sampleReport,
  startKit,
  type TestAnswer,
  type TestDevice,
} from "../../../../scripts/dev/kits/intake-kit.ts";
import { type CaseExport, caseExport } from "../../../../utils/shared/contract/export.ts";
import { filesOf } from "../../../../utils/shared/contract/files.ts";
import type { Report } from "../../../../utils/shared/contract/report.ts";
import { groundsOf } from "../../../../utils/shared/policy/decision-elements.ts";
import { canonicalJson, digestHex, digestJson } from "../../../../utils/shared/seal/digest.ts";
import { firstBreak } from "../../../../utils/shared/seal/log-chain.ts";
import { exportDigest, openExport, signExport } from "../../../../utils/shared/seal/signed-kinds.ts";
import { checkBytes } from "../../../../utils/shared/verify/check-bytes.ts";
import { sampleCase } from "../../../support/case-contents.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

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
    second = await kit.enrolled("supervisor", "Wati");
  });

  afterAll(async () => {
    await kit?.close();
    await stores?.close();
  });

  const take = (caseId: string, format: string, by = supervisor) =>
    by.call("GET", `/v1/cases/${caseId}/exports/${format}`);
  const open = async (caseId: string) => (await supervisor.call("GET", `/v1/cases/${caseId}`)).body;
  const logOf = async (caseId: string) => (await open(caseId)).log;

  /** A report whose files have all arrived. */
  async function receive(change: Partial<Report> = {}): Promise<{ caseId: string; report: Report }> {
    const { contents, files } = await sampleCase();
    const { picture, frame, snapshot } = contents.content.reports[0]?.report.evidence ?? {};
    const base = sampleReport(change);
    const parts = { ...base.evidence, picture, frame, snapshot } as Report["evidence"];
    const report = await officer.sealed({ ...base, evidence: parts });
    const sent = await officer.call("POST", "/v1/reports", { body: report });
    expect(sent.status).toBe(200);
    for (const { sha256 } of filesOf(report.evidence)) {
      await kit.intake.files.put(sha256, files.get(sha256) ?? new Uint8Array());
      const row = { reportId: report.id, spot: spotOfCase(sent.body.caseId), sha256, arrivedAt: new Date() };
      await kit.store.db.insert(fileRows).values(row).onConflictDoNothing();
    }
    return { caseId: sent.body.caseId, report };
  }

  test("writes each format as a valid file, and logs its digest and the device", async () => {
    const { caseId } = await receive();
    const kinds = [
      ["json", "application/json", "{"],
      ["wacz", "application/wacz", "PK"],
      ["html", "text/html; charset=utf-8", "<!doctype html>"],
      ["pdf", "application/pdf", "%PDF-1.7"],
    ] as const;
    for (const [format, type, start] of kinds) {
      const answer = await take(caseId, format);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe(type);
      expect(answer.headers.get("content-disposition")).toBe(
        `attachment; filename="lapor-${caseId}-2026-11-25.${format}"`,
      );
      const body = bytesOf(answer);
      expect(text(body.slice(0, start.length))).toBe(start);
      const last = (await logOf(caseId)).at(-1);
      expect(last).toMatchObject({ act: "evidence-exported", by: "Budi" });
      expect(last.detail).toEqual({
        ...{ format, sha256: await digestHex(body), bytes: body.length },
        device: expect.any(String),
      });
    }
    expect(await firstBreak(caseId, await logOf(caseId))).toBeUndefined();
  });

  test("a case with more than an export holds is refused before it is read, and its log tells nothing of one", async () => {
    const { caseId } = await receive();
    const db = kit.store.jobsDb;
    const copies = Math.ceil(maxExportBytes / 1_000_000);
    const padded = sql`jsonb_set(evidence, '{fields,text,value}', to_jsonb(repeat('x', 1000000)))`;
    await db.execute(sql`
      with padded as materialized (select id, ${padded} as evidence from reports where case_id = ${caseId})
      insert into reports select made.*
      from reports r inner join padded using (id), generate_series(1, ${copies}::int) n,
        lateral jsonb_populate_record(r, jsonb_build_object(
          'id', lpad(n::text, 8, '0') || '-0000-4000-8000-000000000000', 'evidence', padded.evidence)) made`);
    const before = await kit.store.db.$count(log, eq(log.caseId, caseId));
    for (const format of ["json", "wacz", "html", "pdf"])
      expect(await take(caseId, format)).toMatchObject({ status: 422, problem: "export-too-large" });
    expect(await kit.store.db.$count(log, eq(log.caseId, caseId))).toBe(before);
    await db.execute(sql`delete from reports where case_id = ${caseId} and length(evidence::text) > 900000`);
    expect((await take(caseId, "json")).status).toBe(200);
  });

  test("does not change the case's version: a decision made on it is accepted", async () => {
    const { caseId } = await receive();
    const { version } = await open(caseId);
    await take(caseId, "json");
    expect((await open(caseId)).version).toBe(version);
  });

  test("asking for the head of a file leaves no file open", async () => {
    const { caseId } = (await officer.call("POST", "/v1/reports", { body: sampleReport() })).body;
    const open = async () => (await readdir("/proc/self/fd")).length;
    const before = await open();
    for (let n = 0; n < 12; n++)
      expect((await supervisor.call("HEAD", `/v1/cases/${caseId}/exports/html`)).status).toBe(200);
    expect((await open()) - before).toBeLessThan(6);
  });

  test("is limited to supervisors and administrators, and to existing cases", async () => {
    const { caseId } = await receive();
    expect(await take(caseId, "json", officer)).toMatchObject({ status: 403, problem: "role-forbidden" });
    expect(await take(randomUUID(), "json")).toMatchObject({ status: 404, problem: "not-found" });
    expect(await take(caseId, "docx")).toMatchObject({ status: 400, fields: ["format"] });
    const admin = await kit.enrolled("admin", "Rudi");
    expect((await take(caseId, "json", admin)).status).toBe(200);
  });

  test("JSON contains the received data, matching the digest in the log, with files and a complete chain", async () => {
    const { caseId, report } = await receive({ note: "Catatan" });
    await decideBy(caseId, report);
    const caseFile = caseExport.parse((await take(caseId, "json")).body);
    const [exported] = caseFile.reports;
    const log = caseFile.logs[0]?.entries ?? [];
    expect(exported?.report).toEqual(report);
    expect(await digestJson(exported?.report)).toBe(log[0]?.detail.digest);
    expect(exported).toMatchObject({ by: "Siti" });
    expect(await firstBreak(caseId, log)).toBeUndefined();
    expect(Object.keys(caseFile.files ?? {}).sort()).toEqual(
      filesOf(report.evidence)
        .map(({ sha256 }) => sha256)
        .sort(),
    );
    expect(caseFile.decisions).toMatchObject([
      { by: "Budi", answeredBy: "Wati", own: false, state: "confirmed" },
    ]);
    expect(await openExport(caseFile.jws, caseFile.keys.intake)).toEqual({
      ok: true,
      value: { digest: await exportDigest(caseFile) },
    });
  });

  test("writes exports that verify independently, and that fail after one changed byte", async () => {
    const { caseId, report } = await receive();
    await decideBy(caseId, report);
    await sealLog(kit.store.db, kit.intake.key, kit.intake.now);
    const json = new TextEncoder().encode(canonicalJson((await take(caseId, "json")).body));
    const wacz = (await take(caseId, "wacz")).body as Uint8Array<ArrayBuffer>;
    for (const bytes of [json, wacz]) {
      const verdict = await checkBytes(bytes);
      expect(verdict.findings.filter(({ holds }) => holds === false)).toEqual([]);
      expect(verdict.outcome).toBe("holds");
      expect(verdict.findings.map(({ code }) => code)).toEqual(
        expect.arrayContaining(["seal", "receipt", "log", "inclusion"]),
      );
      for (let part = 0; part < 50; part++) {
        const changed = bytes.slice();
        const at = Math.floor(((part + 0.5) / 50) * bytes.length);
        changed[at] = (changed[at] ?? 0) ^ (1 << (part % 8));
        expect((await checkBytes(changed)).outcome, `byte ${at}`).not.toBe("holds");
      }
    }
  });

  test("a withdrawal that an export leaves out or invents is found, and one before a split does not fail", async () => {
    const [older, younger] = [await receive(), await receive()];
    const reason = "Kiriman yang sama.";
    const regroup = async (body: object) =>
      (await supervisor.call("POST", `/v1/cases/${older.caseId}/likeness`, { body })).status;
    const check = async (caseId: string, change: (exported: CaseExport) => void = () => undefined) => {
      const { jws: _, ...exported } = (await take(caseId, "json")).body;
      change(exported);
      const jws = await signExport(exported, kit.intake.key);
      const { findings } = await checkBytes(new TextEncoder().encode(canonicalJson({ ...exported, jws })));
      return findings.flatMap(({ code, holds }) =>
        holds === false || code === "withdrawal" ? [[code, holds]] : [],
      );
    };
    const withdraw = ({ report }: { report: Report }) =>
      officer.call("POST", `/v1/reports/${report.id}/withdrawal`, { body: { reason } });
    const invented = "2026-11-25T03:00:00.000Z";
    expect(await check(older.caseId)).toEqual([]);
    const invent = ({ reports: [one] }: CaseExport) => one && Object.assign(one, { withdrawnAt: invented });
    // The number of reports in the head differs then, too.
    const both = [
      ["withdrawal", false],
      ["case", false],
    ];
    expect(await check(older.caseId, invent)).toEqual(both);
    expect(await regroup({ act: "merge", with: younger.caseId, reason })).toBe(200);
    expect((await withdraw(younger)).status).toBe(200);
    expect(await check(older.caseId)).toEqual([["withdrawal", true]]);
    const hide = ({ reports }: CaseExport) => {
      for (const one of reports) delete one.withdrawnAt;
    };
    expect(await check(older.caseId, hide)).toEqual(both);
    expect(await regroup({ act: "split", merged: younger.caseId, reason })).toBe(200);
    expect(await check(younger.caseId)).toEqual([["withdrawal", "unknown"]]);
  });

  test("leaves out bytes that are not the sealed ones, and says so on paper", async () => {
    const { caseId, report } = await receive();
    const [picture] = filesOf(report.evidence);
    const kept = await kit.intake.files.get(picture?.sha256 ?? "");
    if (!picture || !kept) throw new Error("no picture");
    await kit.intake.files.put(picture.sha256, Buffer.from([...kept.bytes, 0]));
    try {
      const json = caseExport.parse((await take(caseId, "json")).body);
      expect(Object.keys(json.files ?? {})).not.toContain(picture.sha256);
      const page = text(bytesOf(await take(caseId, "html")));
      expect(page).toContain("Berkas gambar ini tidak tersedia.");
    } finally {
      await kit.intake.files.put(picture.sha256, kept.bytes);
    }
  });

  test("a case that took in others brings their logs", async () => {
    const post = facebookPost();
    const one = await receive({ evidence: post.byPfbid } as never);
    const other = await receive({ evidence: post.byNumber } as never);
    await confirmAliases(kit, post);
    const { id: caseId } = await open(other.caseId);
    const caseFile = caseExport.parse((await take(caseId, "json")).body);
    expect(caseFile.logs.map((log) => log.caseId)).toEqual([
      caseId,
      caseId === one.caseId ? other.caseId : one.caseId,
    ]);
    for (const log of caseFile.logs) expect(await firstBreak(log.caseId, log.entries)).toBeUndefined();
    expect(caseFile.reports).toHaveLength(4);
  });

  test("contains only identity, address and times of a withheld case, in every format", async () => {
    const { caseId, report } = await receive({ note: "Catatan rahasia" });
    const { subject } = report.evidence;
    const grave = sampleNoPixels({ subject });
    expect((await officer.call("POST", "/v1/reports", { body: grave })).body.caseId).toBe(caseId);

    const json = await take(caseId, "json");
    expect((await checkBytes(bytesOf(json))).outcome).toBe("holds");
    const caseFile = caseExport.parse(json.body);
    expect(caseFile.files).toEqual({});
    expect(caseFile.reports).toMatchObject([{ withheld: true }, { withheld: true }]);
    const entries = unzipSync(bytesOf(await take(caseId, "wacz")));
    expect(text(entries["pages/pages.jsonl"]).trimEnd().split("\n")).toHaveLength(1);
    const html = text(bytesOf(await take(caseId, "html")));
    const inside = [canonicalJson(json.body), text(entries["custody/case.json"]), html];
    for (const secret of [
      "rahasia",
      "Daftar sekarang",
      "slot-ceria.example",
      "pbs.twimg",
      "Beranda",
      "Slot Ceria",
    ]) {
      for (const words of inside) expect(words).not.toContain(secret);
    }
    expect(html).not.toContain("<img");
    expect(html).toContain(subject);
    // The file is still named in the seal, by its digest alone.
    expect(caseFile.reports[0]?.report.evidence.picture).toEqual(report.evidence.picture);
  });

  test("omits files deleted by retention, without an error", async () => {
    const { caseId, report } = await receive();
    for (const { sha256 } of filesOf(report.evidence)) await kit.intake.files.remove(sha256);
    expect(caseExport.parse((await take(caseId, "json")).body).files).toEqual({});
    const html = text(bytesOf(await take(caseId, "html")));
    expect(html).toContain("Berkas gambar ini tidak tersedia.");
    for (const format of ["wacz", "pdf"]) expect((await take(caseId, format)).status).toBe(200);
  });

  async function decideBy(caseId: string, report: Report): Promise<void> {
    const id = randomUUID();
    const { version } = await open(caseId);
    const body = {
      ...{ id, act: "approve", category: report.category, action: report.action, basis: report.basis },
      ...{ ...groundsOf(report.category), reason: "Menawarkan perjudian.", caseVersion: version },
      unseenReason: "Gambarnya sudah dikenal.",
    };
    expect((await supervisor.call("POST", `/v1/cases/${caseId}/decisions`, { body })).status).toBe(200);
    const confirm = { body: { answer: "confirm", unseenReason: "Gambarnya sudah dikenal." } };
    expect((await second.call("POST", `/v1/decisions/${id}/answer`, confirm)).status).toBe(200);
  }
});

/** The kit parses every JSON answer, even if bytes were requested. */
function bytesOf({ body }: TestAnswer): Uint8Array<ArrayBuffer> {
  return body instanceof Uint8Array ? new Uint8Array(body) : new TextEncoder().encode(canonicalJson(body));
}
