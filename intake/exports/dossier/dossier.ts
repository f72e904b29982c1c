/**
 * Composes a case's dossier: what is requested, on which legal ground, for which post, and how to verify it.
 */

import type { ExportedReport } from "../../../utils/shared/contract/export.ts";
import { dossierTexts } from "../../../utils/shared/i18n/dossier.ts";
import type { Block, Dossier } from "../../documents/dossier-blocks.ts";
import type { CaseContent, DossierPlace } from "../../documents/export-source.ts";
import type { Translator } from "../../documents/translator.ts";
import { auditLogBlocks, checkBlocks, fileBlocks, reportBlocks } from "./blocks/audit-log.ts";
import { courseBlocks } from "./blocks/course.ts";
import { postBlocks } from "./blocks/post.ts";
import { decisionOf, requestBlocks } from "./blocks/requests.ts";
import { reviewBlocks } from "./blocks/reviews.ts";

/** Throws for a case without reports. */
export async function composeDossier(
  said: CaseContent,
  speech: Translator,
  place: DossierPlace,
): Promise<Dossier> {
  const report = decidedReport(said) ?? newestReport(said.reports);
  if (!report) throw new Error("the case has no reports");
  return {
    language: speech.language,
    title: speech.say("title"),
    organisation: said.organisation,
    caseNumber: said.case.id,
    madeAt: new Date(said.exportedAt),
    blocks: [
      ...headBlocks(said, report, speech),
      ...requestBlocks(said, report, speech),
      ...postBlocks(said, report, speech, place),
      ...reviewBlocks(said, speech),
      ...(await courseBlocks(said, speech)),
      ...reportBlocks(said, speech),
      ...fileBlocks(said, speech, place),
      ...(await auditLogBlocks(said, report, speech)),
      ...(await checkBlocks(said, report, speech, place)),
    ],
    pageWords: dossierTexts[speech.language].page,
  };
}

/** The report on which the approval was made. */
function decidedReport(said: CaseContent): ExportedReport | undefined {
  const reportId = decisionOf(said)?.frozen?.evidence?.reportId;
  return said.reports.find(({ report }) => report.id === reportId);
}

/** Without an approval: the newest live report, otherwise the newest of all. */
function newestReport(reports: readonly ExportedReport[]): ExportedReport | undefined {
  const liveReports = reports.filter(({ withdrawnAt }) => withdrawnAt === undefined);
  return liveReports.at(-1) ?? reports.at(-1);
}

function headBlocks(
  said: CaseContent,
  { report }: ExportedReport,
  { say, when, number }: Translator,
): Block[] {
  const { id, state } = said.case;
  const isFinal = state === "approved" || state === "escalated";
  const warning = state === "rejected" ? say("rejected") : isFinal ? undefined : say("notFinal");
  const rows = [
    { label: say("caseNumber"), value: { text: id, voice: "digest" as const } },
    { label: say("reportNumber"), value: { text: number(report.id), voice: "digest" as const } },
    { label: say("state"), value: { text: say(`state.${state}`), voice: "own" as const } },
    {
      label: say("exportedAt"),
      value: {
        text: say("exportedBy", { at: when(said.exportedAt), name: said.exportedBy }),
        voice: "own" as const,
      },
    },
  ];
  return [
    { kind: "title", text: say("title"), over: said.organisation },
    ...(warning ? [{ kind: "warning" as const, text: warning }] : []),
    { kind: "pairs", rows },
  ];
}
