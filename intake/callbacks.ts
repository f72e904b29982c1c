/** Calls from earlier domains into later ones. Each runs in its caller's transaction. */

import type { DecisionCallbacks } from "./decisions/store/settle.ts";
import type { ReportCallbacks } from "./reports/ingest/ingest.ts";
import { scheduleReappeared } from "./requests/store/note-reappeared.ts";
import { onReversed } from "./requests/store/reversed.ts";
import { gradeDecided } from "./vloggers/store/marks.ts";

export type Callbacks = ReportCallbacks & DecisionCallbacks;

export const callbacks: Callbacks = {
  onDecided: gradeDecided,
  onReported: scheduleReappeared,
  onReversed,
};
