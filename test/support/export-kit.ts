/** Valid packets and exports with real keys, as an intake writes them, for tests that then tamper with them. */

import { encode } from "fast-png";
import { newKey, report as sample } from "../../scripts/dev/kits/evidence.ts";
import type { Inclusion, SealedDay } from "../../utils/shared/contract/audit-log.ts";
import type { LogEntry } from "../../utils/shared/contract/case.ts";
import type { DecisionInput, DecisionView } from "../../utils/shared/contract/decision.ts";
import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import {
  type CaseExport,
  caseFormat,
  type ExportedReport,
  type Packet,
  packetFormat,
} from "../../utils/shared/contract/export.ts";
import type { File } from "../../utils/shared/contract/files.ts";
import type { Report } from "../../utils/shared/contract/report.ts";
import type { ReviewInput, ReviewView } from "../../utils/shared/contract/review.ts";
import { groundsOf } from "../../utils/shared/policy/decision-elements.ts";
import { canonicalJson, digestHex, digestJson, thumbprintOf } from "../../utils/shared/seal/digest.ts";
import { manifestOf } from "../../utils/shared/seal/evidence-manifest.ts";
import { batchDigest, dayRoot, hashLeaf, noBatch, signBatch } from "../../utils/shared/seal/log-batch.ts";
import { linkEntry } from "../../utils/shared/seal/log-chain.ts";
import { growTree, pathIn, rootIn } from "../../utils/shared/seal/merkle.ts";
import { signReceipt } from "../../utils/shared/seal/receipt.ts";
import { receiptNumberOf } from "../../utils/shared/seal/receipt-number.ts";
import { type SealingKey, sealEvidence } from "../../utils/shared/seal/seal.ts";
import { signExport } from "../../utils/shared/seal/signed-kinds.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const caseId = "3a0e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e33";
const deviceId = "4b1e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e44";
const officer = "Sari Wulandari";

export interface ExportKit {
  intake: SealingKey;
  device: SealingKey;
  /** Without its `jws`, for tests that change something and sign again. */
  unsigned: Omit<CaseExport, "jws">;
  /** Bytes of the evidence's files by SHA-256. */
  files: ReadonlyMap<string, { bytes: Bytes; type: File["type"] }>;
}

/** A case with two reports, a review, and a confirmed decision. The newest log entry is not in a batch yet. */
export async function makeExport(
  change: (evidence: Evidence) => Evidence = (evidence) => evidence,
): Promise<ExportKit> {
  const [intake, device] = [await newKey(), await newKey()];
  const picture = encode({ width: 24, height: 18, channels: 3, data: stripes(24, 18) }) as Bytes;
  const snapshot = new TextEncoder().encode("<!doctype html><p>Daftar sekarang, bonus 100%</p>") as Bytes;
  const files = new Map([
    [await digestHex(picture), { bytes: picture, type: "image/png" as const }],
    [await digestHex(snapshot), { bytes: snapshot, type: "text/html" as const }],
  ]);
  const evidence = change(await withFiles(sample.evidence, picture, snapshot));
  const log: LogEntry[] = [];
  const reports = [
    await receive({ ...sample, evidence }, "03:00:01", { intake, device, log }),
    await receive(second(evidence), "03:05:00", { intake, device, log }),
  ];
  const review = await addReview(log);
  const decision = await addDecision(log);
  const { inclusions, day } = await sealLog(log, intake);
  const unsigned: ExportKit["unsigned"] = {
    format: caseFormat,
    organisation: "Kominfo",
    exportedAt: at("05:00:00"),
    exportedBy: "Budi Santoso",
    case: {
      id: caseId,
      version: log.length,
      site: "x",
      kind: "post",
      subject: evidence.subject,
      category: "JUDI",
      state: "approved",
      reports: 2,
      reporters: 1,
      urgent: false,
      aliases: [],
      standing: { lane: "timed", severity: 8, reach: 0, voices: 0 },
      asked: false,
      reviewAsked: false,
      firstAt: at("03:00:01"),
      lastAt: at("03:05:00"),
    },
    reports,
    reviews: [review],
    decisions: [decision],
    logs: [{ caseId, entries: log }],
    inclusions,
    days: [day],
    keys: {
      intake: intake.publicKey,
      devices: [
        {
          deviceId,
          name: officer,
          enrolledAt: at("01:00:00"),
          publicKey: device.publicKey,
          thumbprint: await thumbprintOf(device.publicKey),
        },
      ],
    },
  };
  return { intake, device, unsigned, files };
}

export async function signed({ unsigned, intake }: ExportKit): Promise<CaseExport> {
  return { ...unsigned, jws: await signExport(unsigned, intake) };
}

/** The JSON export, as bytes. */
export async function jsonExport(kit: ExportKit): Promise<Bytes> {
  return bytesOf({ ...(await signed(kit)), files: inBase64(kit.files) });
}

/** A packet with the first report only, as bytes. */
export async function packetOf({ unsigned, intake, files }: ExportKit): Promise<Bytes> {
  const [first] = unsigned.reports;
  const [inclusion] = unsigned.inclusions;
  if (!first || !inclusion) throw new Error("the kit has a report");
  const { report, receipt } = first;
  const packet: Packet = { format: packetFormat, report, receipt, intakeKey: intake.publicKey, inclusion };
  return bytesOf({ ...packet, files: inBase64(files) });
}

export function bytesOf(value: unknown): Bytes {
  return new TextEncoder().encode(canonicalJson(value)) as Bytes;
}

export function inBase64(files: ExportKit["files"]) {
  const entries = [...files].map(
    ([sha256, { bytes, type }]) => [sha256, { type, base64: Buffer.from(bytes).toString("base64") }] as const,
  );
  return Object.fromEntries(entries);
}

function at(time: string): string {
  return `2026-11-25T${time}.000Z`;
}

function stripes(width: number, height: number): Uint8Array {
  return Uint8Array.from({ length: width * height * 3 }, (_, index) => ((index * 7) % 251) ^ (index >> 5));
}

async function withFiles(evidence: Evidence, picture: Bytes, snapshot: Bytes): Promise<Evidence> {
  const image = { type: "image/png", bytes: picture.length, width: 24, height: 18 } as const;
  return {
    ...evidence,
    picture: { state: "taken", file: { sha256: await digestHex(picture), ...image } },
    snapshot: {
      state: "taken",
      file: { sha256: await digestHex(snapshot), type: "text/html", bytes: snapshot.length },
    },
    clock: { intakeAt: at("00:59:00"), heardAt: at("00:59:01"), offsetMs: 1000 },
  };
}

/** A second report of the same post by the same person, without a picture. */
function second(evidence: Evidence): Report {
  const { snapshot: _snapshot, ...rest } = evidence;
  return {
    ...sample,
    id: "1c8e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e23",
    note: "Iklan yang sama, akun lain.",
    evidence: {
      ...rest,
      id: "0b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e12",
      picture: { state: "none", reason: "out-of-view" },
    },
  };
}

interface Desk {
  intake: SealingKey;
  device: SealingKey;
  log: LogEntry[];
}

async function receive(draft: Report, time: string, { intake, device, log }: Desk): Promise<ExportedReport> {
  const report = { ...draft, seal: await sealEvidence(draft.evidence, device) };
  const receivedAt = at(time);
  const reportDigest = await digestJson(report);
  const manifestDigest = await digestJson(await manifestOf(report.evidence));
  const entry = await append(log, receivedAt, officer, "report-received", {
    report: report.id,
    digest: reportDigest,
    category: report.category,
    manifest: manifestDigest,
  });
  const receipt = await signReceipt(
    {
      reportId: report.id,
      number: receiptNumberOf(report.id),
      caseId,
      receivedAt,
      reportDigest,
      manifestDigest,
      sealKey: await thumbprintOf(device.publicKey),
      sealedBy: { deviceId, name: officer },
      handedInBy: { deviceId, name: officer },
      log: { seq: entry.seq, hash: entry.hash },
    },
    intake,
  );
  return { report, by: officer, receivedAt, receipt };
}

async function append(
  log: LogEntry[],
  when: string,
  by: string,
  act: string,
  detail: LogEntry["detail"],
): Promise<LogEntry> {
  const draft = { seq: log.length + 1, at: when, by, act, detail };
  const entry = await linkEntry(draft, log.at(-1)?.hash ?? caseId);
  log.push(entry);
  return entry;
}

async function addReview(log: LogEntry[]): Promise<ReviewView> {
  const input: ReviewInput = {
    id: "5c8e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e55",
    verdict: "violates",
    reason: "Ajakan berjudi.",
    timecodes: [],
  };
  const review = { ...input, by: "Rina", at: at("03:30:00") };
  const detail = {
    review: review.id,
    verdict: review.verdict,
    digest: await digestJson({ caseId, ...input }),
  };
  await append(log, review.at, review.by, "review-received", detail);
  return review;
}

async function addDecision(log: LogEntry[]): Promise<DecisionView> {
  const input = {
    id: "6d8e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e66",
    act: "approve",
    category: "JUDI",
    action: "BATAS_WILAYAH",
    basis: ["uu-ite-27-2"],
    ...groundsOf("JUDI"),
    reason: "Memuat ajakan dan tautan judi.",
    caseVersion: log.length,
  } satisfies DecisionInput;
  const { caseVersion, ...kept } = input;
  const { reason: _reason, id, ...logged } = kept;
  const [by, when, answeredAt] = ["Budi Santoso", at("04:00:00"), at("04:10:00")];
  const digest = await digestJson({ caseId, ...input });
  await append(log, when, by, "decision-proposed", { decision: id, digest, caseVersion, ...logged });
  await append(log, answeredAt, "Dewi", "decision-confirmed", { decision: id });
  return { ...kept, votes: [], by, own: false, at: when, state: "confirmed", answeredBy: "Dewi", answeredAt };
}

/** Two batches, with a leaf of another case. The last entry is not in a batch. */
async function sealLog(
  log: LogEntry[],
  intake: SealingKey,
): Promise<{ inclusions: Inclusion[]; day: SealedDay }> {
  const other = {
    caseId: "7e8e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e77",
    from: 1,
    hashes: [await digestHex("another")],
  };
  const hashes = log.map(({ hash }) => hash);
  const inclusions: Inclusion[] = [];
  let previous = noBatch;
  for (const [index, [from, to]] of (
    [
      [1, 2],
      [3, log.length - 1],
    ] as const
  ).entries()) {
    const leaf = { caseId, from, hashes: hashes.slice(from - 1, to) };
    const tree = await growTree([await hashLeaf(other), await hashLeaf(leaf)]);
    const claims = { no: index + 1, at: at(`0${3 + index}:06:00`), size: 2, root: rootIn(tree), previous };
    const batch = await signBatch(claims, intake);
    inclusions.push({ leaf, index: 1, path: pathIn(tree, 1), batch });
    previous = await batchDigest(batch);
  }
  const batches = inclusions.map(({ batch }) => batch);
  return { inclusions, day: { day: "2026-11-25", root: await dayRoot(batches), batches } };
}
