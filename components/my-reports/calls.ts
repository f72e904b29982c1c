import type { ReporterAccuracy } from "../../utils/shared/contract/desk.ts";
import type { OutboxList } from "../../utils/shared/contract/outbox.ts";
import type { OwnReport } from "../../utils/shared/contract/own-report.ts";
import type { Result } from "../../utils/shared/contract/result.ts";

export interface OwnReportCalls {
  listOutbox(): Promise<Result<OutboxList>>;
  listOwnReports(): Promise<Result<OwnReport[]>>;
  readRecord(): Promise<Result<ReporterAccuracy>>;
  answerQuestion(questionId: string, answer: string): Promise<Result<unknown>>;
  drainOutbox(): Promise<Result<unknown>>;
  undoReport(reportId: string): Promise<Result<unknown>>;
  withdrawReport(reportId: string, reason: string): Promise<Result<unknown>>;
}
