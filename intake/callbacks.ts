/** Calls from earlier domains into later ones. Each runs in its caller's transaction. */

import type { DecisionCallbacks } from "./decisions/store/apply-decision.ts";
import type { ReportCallbacks } from "./reports/ingest/ingest.ts";
import { onReversed } from "./requests/store/on-reversed.ts";
import { scheduleReappeared } from "./requests/store/schedule-reappeared.ts";
import { gradeDecided } from "./vloggers/store/grades.ts";

export type Callbacks = ReportCallbacks & DecisionCallbacks;

export const callbacks: Callbacks = {
  onDecided: gradeDecided,
  onReported: scheduleReappeared,
  onReversed,
};
