/** What a vlogger's tasks ask for. */

import type { Result } from "../../utils/contract/result.ts";
import type { ReviewInput, ReviewTask } from "../../utils/contract/review.ts";
import type { VloggerRecord } from "../../utils/contract/vlogger-record.ts";

export interface TaskCalls {
  listTasks(): Promise<Result<{ tasks: ReviewTask[] }>>;
  sendReview(caseId: string, input: ReviewInput): Promise<Result<unknown>>;
  readVloggerRecord(): Promise<Result<VloggerRecord>>;
  /** Undefined on the desk, where the active tab is the desk itself. */
  takeSeconds: (() => Promise<Result<number>>) | undefined;
}
