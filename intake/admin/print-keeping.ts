import { z } from "zod";
import { retentionReasons } from "../../utils/shared/policy/retention.ts";

const held = z.object({ id: z.string(), caseId: z.string() });
const swept = z.object({
  deleted: z.boolean(),
  files: z.int(),
  reports: z.array(
    z.object({ report: z.string(), caseId: z.string(), rule: z.string(), at: z.coerce.date() }),
  ),
});

export function printHold(command: "hold" | "release", answer: object): string {
  const { id, caseId } = held.parse(answer);
  return command === "hold"
    ? `Hold ${id} is active on case ${caseId}: nothing of the case is deleted until it is released.`
    : `Hold ${id} on case ${caseId} is released.`;
}

/** Prints one line per report, then a summary. */
export function printRetention(answer: object): string {
  const { deleted, reports, files } = swept.parse(answer);
  const lines = reports.map(
    ({ report, caseId, rule, at }) =>
      `${report}  case ${caseId}  ${rule}  due ${at.toISOString().slice(0, 10)}`,
  );
  const summary = deleted
    ? `Evidence of ${reports.length} reports deleted, ${files} files removed. ${retentionReasons.kept.en}`
    : `Evidence of ${reports.length} reports would be deleted. ${retentionReasons.deleted.en}`;
  return [...lines, summary].join("\n");
}
