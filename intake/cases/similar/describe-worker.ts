/** Worker thread that describes the evidence of many reports. */

import { serveWork } from "../../core/workers/serve-work.ts";
import type { DescribeJob, Descriptions } from "./describe-evidence.ts";
import { describeEvidence } from "./describe-evidence.ts";

serveWork<DescribeJob, Descriptions>(async (all) => ({ done: all.map(describeOne), transfer: [] }));

function describeOne(evidence: DescribeJob[number]): Descriptions[number] {
  try {
    return describeEvidence(evidence);
  } catch {
    return undefined;
  }
}
