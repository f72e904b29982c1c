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
  content: CaseContent,
  speech: Translator,
  place: DossierPlace,
): Promise<Dossier> {
  const report = decidedReport(content) ?? newestReport(content.reports);
  if (!report) throw new Error("the case has no reports");
  return {
    language: speech.language,
    title: speech.say("title"),
    organisation: content.organisation,
    caseNumber: content.case.id,
    madeAt: new Date(content.exportedAt),
    blocks: [
      ...headBlocks(content, report, speech),
      ...requestBlocks(content, report, speech),
      ...postBlocks(content, report, speech, place),
      ...reviewBlocks(content, speech),
      ...(await courseBlocks(content, speech)),
      ...reportBlocks(content, speech),
      ...fileBlocks(content, speech, place),
      ...(await auditLogBlocks(content, report, speech)),
      ...(await checkBlocks(content, report, speech, place)),
    ],
    pageWords: dossierTexts[speech.language].page,
  };
}

/** The report on which the approval was made. */
function decidedReport(content: CaseContent): ExportedReport | undefined {
  const reportId = decisionOf(content)?.frozen?.evidence?.reportId;
  return content.reports.find(({ report }) => report.id === reportId);
}

/** Without an approval: the newest live report, otherwise the newest of all. */
function newestReport(reports: readonly ExportedReport[]): ExportedReport | undefined {
  const liveReports = reports.filter(({ withdrawnAt }) => withdrawnAt === undefined);
  return liveReports.at(-1) ?? reports.at(-1);
}

function headBlocks(
  content: CaseContent,
  { report }: ExportedReport,
  { say, when, number }: Translator,
): Block[] {
  const { id, state } = content.case;
  const isFinal = state === "approved" || state === "escalated";
  const warning = state === "rejected" ? say("rejected") : isFinal ? undefined : say("notFinal");
  const rows = [
    { label: say("caseNumber"), value: { text: id, voice: "digest" as const } },
    { label: say("reportNumber"), value: { text: number(report.id), voice: "digest" as const } },
    { label: say("state"), value: { text: say(`state.${state}`), voice: "own" as const } },
    {
      label: say("exportedAt"),
      value: {
        text: say("exportedBy", { at: when(content.exportedAt), name: content.exportedBy }),
        voice: "own" as const,
      },
    },
  ];
  return [
    { kind: "title", text: say("title"), over: content.organisation },
    ...(warning ? [{ kind: "warning" as const, text: warning }] : []),
    { kind: "pairs", rows },
  ];
}
