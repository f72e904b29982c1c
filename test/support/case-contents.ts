/** An invented case with real files, seals and signatures, as input for exports. */

import { encode as encodePng } from "fast-png";
import type { ExportSource } from "../../intake/documents/export-source.ts";
import type { WaczKey } from "../../intake/exports/wacz-key.ts";
import { newKey, evidence as sample, report as sampleReport } from "../../scripts/dev/kits/evidence.ts";
import type { LogEntry } from "../../utils/shared/contract/case.ts";
import type { PublicKey } from "../../utils/shared/contract/enrolment.ts";
import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import type { CaseExport, ExportedReport } from "../../utils/shared/contract/export.ts";
import type { Report } from "../../utils/shared/contract/report.ts";
import { digestHex } from "../../utils/shared/seal/digest.ts";
import { linkEntry } from "../../utils/shared/seal/log-chain.ts";
import { sealEvidence } from "../../utils/shared/seal/seal.ts";
import { signExport } from "../../utils/shared/seal/signed-kinds.ts";

const decisionId = "7d2c1f0a-4c1d-4e3a-9f43-5d2f6a1c0e44";
export const caseId = "5f3c1f0a-4c1d-4e3a-9f43-5d2f6a1c0e33";

export interface SampleCase {
  contents: ExportSource;
  files: Map<string, Uint8Array<ArrayBuffer>>;
  intakeKey: PublicKey;
  waczKey: WaczKey;
}

export interface SampleParts {
  evidence?: Partial<Evidence>;
  report?: Partial<Report>;
  exported?: Partial<ExportedReport>;
  said?: Partial<CaseExport>;
  /** Without pictures and snapshot. */
  bare?: boolean;
}

/** One report by Siti, decided by Budi and confirmed by Wati, with a picture, a frame and a snapshot. */
export async function sampleCase(parts: SampleParts = {}): Promise<SampleCase> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const [device, intake] = [await newKey(), await newKey()];
  const waczKey = await newWaczKey();
  const keep = async (bytes: Uint8Array<ArrayBuffer>) => {
    const sha256 = await digestHex(bytes);
    files.set(sha256, bytes);
    return { sha256, bytes: bytes.length };
  };
  const image = async (width: number, height: number) =>
    ({
      state: "taken",
      file: { ...(await keep(stripes(width, height))), type: "image/png", width, height },
    }) as const;
  const markup = new TextEncoder().encode("<!doctype html><meta charset=utf-8><p>Daftar sekarang 🎰</p>");
  const evidence: Evidence = {
    ...sample,
    ...(parts.bare
      ? {}
      : {
          picture: await image(640, 400),
          frame: await image(320, 180),
          snapshot: { state: "taken", file: { ...(await keep(markup)), type: "text/html" } },
        }),
    ...parts.evidence,
  };
  const report: Report = {
    ...sampleReport,
    basis: ["uu-ite-27-2", "kuhp-426-427"],
    evidence,
    seal: await sealEvidence(evidence, device),
    ...parts.report,
  };
  const exported: ExportedReport = {
    report,
    by: "Siti",
    receivedAt: "2026-11-25T01:02:09.000Z",
    receipt: "",
    ...parts.exported,
  };
  const said: Omit<CaseExport, "jws" | "files"> = {
    ...(await saidOf(exported, intake.publicKey, waczKey.publicKey)),
    ...parts.said,
  };
  const jws = await signExport(said, intake);
  const readFile = async (sha256: string) => files.get(sha256);
  return { contents: { content: { ...said, jws }, readFile }, files, intakeKey: intake.publicKey, waczKey };
}

async function saidOf(
  exported: ExportedReport,
  intake: PublicKey,
  wacz: string,
): Promise<Omit<CaseExport, "jws" | "files">> {
  const { evidence, category, action, basis } = exported.report;
  const acts = [
    ["2026-11-25T01:02:09.000Z", "Siti", "report-received", { report: exported.report.id }],
    ["2026-11-25T02:00:00.000Z", "Budi", "decision-proposed", { decision: decisionId, act: "approve" }],
    ["2026-11-25T02:10:00.000Z", "Wati", "decision-confirmed", { decision: decisionId }],
  ] as const;
  const entries: LogEntry[] = [];
  for (const [index, [at, by, act, detail]] of acts.entries()) {
    const previous = entries.at(-1)?.hash ?? caseId;
    entries.push(await linkEntry({ seq: index + 1, at, by, act, detail: { ...detail } }, previous));
  }
  return {
    format: "lapor-kominfo/case/1",
    organisation: "Kominfo",
    exportedBy: "Budi",
    exportedAt: "2026-11-25T03:00:00.000Z",
    case: {
      id: caseId,
      version: 4,
      site: evidence.site,
      kind: evidence.kind,
      subject: evidence.subject,
      category,
      state: "approved",
      reports: 1,
      reporters: 1,
      urgent: false,
      standing: { lane: "timed", severity: 8, reach: 0, voices: 0 },
      asked: false,
      reviewAsked: false,
      firstAt: exported.receivedAt,
      lastAt: exported.receivedAt,
      aliases: [],
      dueAt: "2026-11-26T01:02:09.000Z",
    },
    reports: [exported],
    reviews: [],
    decisions: [
      {
        id: decisionId,
        act: "approve",
        state: "confirmed",
        elements: [],
        exceptions: [],
        votes: [],
        category,
        action,
        basis,
        own: false,
        by: "Budi",
        at: "2026-11-25T02:00:00.000Z",
        reason:
          "Kiriman menawarkan pendaftaran dan bonus pada situs perjudian daring, ditujukan kepada pengguna di Indonesia.",
        answeredBy: "Wati",
        answeredAt: "2026-11-25T02:10:00.000Z",
      },
    ],
    logs: [{ caseId, entries }],
    inclusions: [],
    days: [],
    keys: { intake, wacz, devices: [] },
  };
}

async function newWaczKey(): Promise<WaczKey> {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-384" }, true, ["sign"]);
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const base64 = (bytes: ArrayBuffer) => Buffer.from(bytes).toString("base64");
  return {
    publicKey: base64(await crypto.subtle.exportKey("spki", pair.publicKey)),
    sign: async (text) => base64(await crypto.subtle.sign(algorithm, pair.privateKey, Buffer.from(text))),
  };
}

/** A picture that is visibly not empty. */
function stripes(width: number, height: number): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(width * height * 3);
  for (let index = 0; index < data.length; index++) {
    const [x, y] = [Math.floor(index / 3) % width, Math.floor(index / 3 / width)];
    data[index] = (Math.floor((x + y) / 40) % 2) * 160 + (index % 3) * 30;
  }
  return new Uint8Array(encodePng({ width, height, data, channels: 3 }));
}
