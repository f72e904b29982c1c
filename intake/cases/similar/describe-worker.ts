/** Worker thread that describes the evidence of many reports. */

import { constants, setPriority } from "node:os";
import { serveWork } from "../../core/workers/serve-work.ts";
import type { DescribeJob, Descriptions } from "./describe-evidence.ts";
import { describeEvidence } from "./describe-evidence.ts";

yieldToRequests();
serveWork<DescribeJob, Descriptions>(async (all) => ({ done: all.map(describeOne), transfer: [] }));

function describeOne(evidence: DescribeJob[number]): Descriptions[number] {
  try {
    return describeEvidence(evidence);
  } catch {
    return undefined;
  }
}

/** On Linux this sets the priority of the thread alone, elsewhere that of the whole process. */
function yieldToRequests(): void {
  if (process.platform !== "linux") return;
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Some sandboxes forbid it.
  }
}
