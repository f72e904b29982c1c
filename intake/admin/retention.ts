/** Commands about keeping evidence: legal holds, and deletion of expired evidence. */

import { z } from "zod";
import { id, shortText } from "../../utils/shared/contract/ids.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { readHolds } from "../cases/store/case-reads.ts";
import { deleteDueEvidence } from "../cases/store/delete-evidence.ts";
import {
  type DuePicture,
  type DueReport,
  findDuePictures,
  findDueReports,
} from "../cases/store/due-evidence.ts";
import { placeHold, releaseHold } from "../cases/store/legal-holds.ts";
import type { Config } from "../config.ts";
import type { Db } from "../db/store.ts";
import { openEvidence } from "../evidence/evidence-files.ts";
import { readRetention } from "../evidence/retention-file.ts";

const holdFields = { case: id, reason: shortText(limits.reasonChars), by: shortText(100) };

export const holdCommand = z.strictObject({ command: z.literal("hold"), ...holdFields });
export const holdsCommand = z.strictObject({ command: z.literal("holds") });
export const releaseCommand = z.strictObject({
  command: z.literal("release"),
  ...holdFields,
  hold: id.optional(),
});
export const retentionCommand = z
  .strictObject({
    command: z.literal("retention"),
    run: z.literal(true).optional(),
    "dry-run": z.literal(true).optional(),
  })
  .refine((given) => given.run !== given["dry-run"], {
    path: ["run"],
    message: "use --dry-run to see what would be deleted, or --run to delete it",
  });
export type RetentionCommand = z.infer<
  typeof holdCommand | typeof holdsCommand | typeof releaseCommand | typeof retentionCommand
>;

/**
 * For `retention`, returns `{ deleted, reports, pictures, files }`; each report and each check's picture with case,
 * rule and due time.
 */
export async function runRetentionCommand(
  db: Db,
  { evidenceUrl, retention }: Pick<Config, "evidenceUrl" | "retention">,
  input: RetentionCommand,
): Promise<object> {
  const at = new Date();
  if (input.command === "holds") return { holds: await readHolds(db) };
  if (input.command !== "retention") {
    const { case: caseId, ...rest } = input;
    const change = input.command === "hold" ? placeHold : releaseHold;
    return change(db, { ...rest, caseId: caseId.toLowerCase() }, at);
  }
  const policy = await readRetention(retention);
  if (input.run) {
    const done = await deleteDueEvidence(db, await openEvidence(evidenceUrl), policy, at);
    return { deleted: true, ...done };
  }
  const reports: DueReport[] = [];
  for await (const due of findDueReports(db, policy, at)) reports.push(due);
  const pictures: DuePicture[] = [];
  for await (const due of findDuePictures(db, policy, at)) pictures.push(due);
  return { deleted: false, reports, pictures, files: 0 };
}
