/** Dossier blocks that make it verifiable: reports, files with digests, the audit log, and how to verify. */

import { decodeProtectedHeader } from "jose";
import { sealHeader } from "../../../../utils/shared/contract/evidence-manifest.ts";
import type { ExportedReport } from "../../../../utils/shared/contract/export.ts";
import type { Value } from "../../../../utils/shared/i18n/document-blocks.ts";
import { thumbprintOf } from "../../../../utils/shared/seal/digest.ts";
import type { Block } from "../../../documents/dossier-blocks.ts";
import type { CaseContent, DossierPlace } from "../../../documents/export-source.ts";
import type { Translator } from "../../../documents/translator.ts";

export function reportBlocks({ reports }: CaseContent, { say, when, number }: Translator): Block[] {
  const rows = reports.map(({ report, by, receivedAt, withdrawnAt }) => [
    number(report.id),
    by,
    when(receivedAt),
    withdrawnAt ? say("withdrawn", { at: when(withdrawnAt) }) : say("stands"),
  ]);
  const columns = [
    { label: say("fileReport"), share: 0.24, voice: "digest" as const },
    { label: say("reportBy"), share: 0.24, voice: "own" as const },
    { label: say("receivedAt"), share: 0.26, voice: "own" as const },
    { label: say("reportState"), share: 0.26, voice: "own" as const },
  ];
  return [
    { kind: "heading", text: say("reports") },
    { kind: "table", columns, rows },
  ];
}

/** Empty for a withheld case: even the list of pictures is of no use to a reader. */
export function fileBlocks(
  { reports }: CaseContent,
  { say, count, number }: Translator,
  { handedAt }: DossierPlace,
): Block[] {
  const rows = reports
    .filter(({ withheld }) => !withheld)
    .flatMap(({ report }) =>
      (["picture", "frame", "snapshot"] as const).flatMap((part) => {
        const taken = report.evidence[part];
        if (taken?.state !== "taken") return [];
        const { bytes, sha256 } = taken.file;
        return [[number(report.id), say(`file.${part}`), say("bytes", { bytes: count(bytes) }), sha256]];
      }),
    );
  const heading: Block = { kind: "heading", text: say("files") };
  if (rows.length === 0) return [heading, { kind: "text", text: say("noFiles") }];
  const columns = [
    { label: say("fileReport"), share: 0.2, voice: "digest" as const },
    { label: say("fileKind"), share: 0.17, voice: "own" as const },
    { label: say("fileBytes"), share: 0.18, voice: "own" as const },
    { label: "SHA-256", share: 0.45, voice: "digest" as const },
  ];
  const words = say(handedAt === undefined ? "filesWords" : "filesWordsHanded");
  return [heading, { kind: "text", text: words }, { kind: "table", columns, rows }];
}

export async function auditLogBlocks(
  content: CaseContent,
  exported: ExportedReport,
  speech: Translator,
): Promise<Block[]> {
  const { say, when, name } = speech;
  const columns = [
    { label: say("logSeq"), share: 0.06, voice: "own" as const },
    { label: say("logAt"), share: 0.2, voice: "own" as const },
    { label: say("logBy"), share: 0.17, voice: "own" as const },
    { label: say("logAct"), share: 0.19, voice: "own" as const },
    { label: say("logHash"), share: 0.38, voice: "digest" as const },
  ];
  const tables = content.logs.flatMap(({ caseId, entries }): Block[] => [
    ...(caseId === content.case.id
      ? []
      : [{ kind: "text" as const, text: say("logCase", { case: caseId }) }]),
    {
      kind: "table",
      columns,
      rows: entries.map(({ seq, at, by, act, hash }) => [
        String(seq),
        when(at),
        by,
        name(`logAct.${act}`),
        hash,
      ]),
    },
  ]);
  return [
    { kind: "heading", text: say("custody") },
    { kind: "text", text: say("custodyWords") },
    { kind: "pairs", rows: await sealRows(exported, speech) },
    ...tables,
  ];
}

async function sealRows({ report, receivedAt }: ExportedReport, { say, when }: Translator) {
  const { clock, capturedAt } = report.evidence;
  const key = report.seal === undefined ? undefined : await sealKeyOf(report.seal);
  const seconds = clock && Math.abs(Math.round(clock.offsetMs / 1000));
  const row = (label: string, text: string, voice: Value["voice"] = "own") => ({
    label,
    value: { text, voice },
  });
  return [
    row(say("capturedAt"), say("exactly", { at: when(capturedAt), instant: capturedAt })),
    row(say("receivedAt"), say("exactly", { at: when(receivedAt), instant: receivedAt })),
    row(say("clockOff"), seconds === undefined ? say("clockUnknown") : say("clockDiffers", { seconds })),
    key ? row(say("sealKey"), key, "digest") : row(say("sealKey"), say("sealNone")),
  ];
}

async function sealKeyOf(seal: string): Promise<string | undefined> {
  try {
    const { data } = sealHeader.safeParse(decodeProtectedHeader(seal));
    return data && (await thumbprintOf(data.jwk));
  } catch {
    return undefined;
  }
}

export async function checkBlocks(
  content: CaseContent,
  { report }: ExportedReport,
  { say, number }: Translator,
  { origin, handedAt }: DossierPlace,
): Promise<Block[]> {
  const key = await thumbprintOf(content.keys.intake);
  const limits = ["limits.server", "limits.author", "limits.identity", "limits.clock", "limits.law"] as const;
  return [
    { kind: "heading", text: say("check") },
    {
      kind: "text",
      text:
        handedAt === undefined
          ? say("checkWords")
          : say("checkWordsHanded", { organisation: content.organisation }),
    },
    // After the hash, so that the number is not sent to a server.
    { kind: "code", address: `${origin}/verify#${number(report.id)}` },
    { kind: "pairs", rows: [{ label: say("checkKey"), value: { text: key, voice: "digest" } }] },
    { kind: "text", text: say("checkKeyWords", { organisation: content.organisation }) },
    { kind: "heading", text: say("limits") },
    { kind: "list", items: limits.map((limit) => say(limit)) },
  ];
}
