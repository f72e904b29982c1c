/** Commands about keeping evidence: legal holds, retention periods, and deletion of expired evidence. */

import { z } from "zod";
import { categoryCode } from "../../utils/shared/contract/category.ts";
import { id, receiptNumber, shortText } from "../../utils/shared/contract/ids.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { outcomes, type RetentionChanges } from "../../utils/shared/policy/retention.ts";
import { idEndOf } from "../../utils/shared/seal/receipt-number.ts";
import { findCasesOfNumber, readHolds } from "../cases/store/case-reads.ts";
import { deleteDueEvidence } from "../cases/store/delete-evidence.ts";
import {
  type DuePicture,
  type DueReport,
  findDuePictures,
  findDueReports,
} from "../cases/store/due-evidence.ts";
import { placeHold, releaseHold } from "../cases/store/legal-holds.ts";
import { readPolicy, readRetentionState, savePeriods } from "../cases/store/retention-changes.ts";
import type { Config } from "../config.ts";
import type { Db } from "../db/store.ts";
import { readRetention } from "../evidence/retention-file.ts";
import { openOwnEvidence } from "../evidence/store/own-evidence.ts";
import { createClockCheck } from "../jobs/check-clock.ts";

/** A case's id, or the receipt number of one of its reports, as the desk shows it. */
const caseName = z.union(
  [id.toLowerCase(), z.string().toUpperCase().pipe(receiptNumber)],
  "must be a case's id, or a number such as LK-7F3K2-9QX4M",
);
const holdFields = { case: caseName, reason: shortText(limits.reasonChars), by: shortText(100) };

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
  .refine(
    (given) => given.run !== given["dry-run"],
    "use --dry-run to see what would be deleted, or --run to delete it",
  );
export const periodsCommand = z.strictObject({ command: z.literal("periods") });
/** A number of days, or `kept`: kept until a decision. */
const period = z
  .union([
    z.literal("kept").transform(() => null),
    z.coerce.number("must be a number of days, or kept").int().min(1).max(limits.retentionDays),
  ])
  .optional();
const periods = { approved: period, rejected: period, open: period, withdrawn: period };
export const setPeriodCommand = z
  .strictObject({
    command: z.literal("set-period"),
    category: categoryCode,
    ...periods,
    reason: shortText(limits.reasonChars),
    by: shortText(100),
  })
  .refine(
    (given) => outcomes.some((outcome) => given[outcome] !== undefined),
    "give one of --approved, --rejected, --open and --withdrawn",
  );
export type RetentionCommand = z.infer<
  | typeof holdCommand
  | typeof holdsCommand
  | typeof releaseCommand
  | typeof retentionCommand
  | typeof periodsCommand
  | typeof setPeriodCommand
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
  const file = await readRetention(retention);
  if (input.command === "periods" || input.command === "set-period") return runPeriods(db, file, input, at);
  if (input.command !== "retention") {
    const { case: named, ...rest } = input;
    const change = input.command === "hold" ? placeHold : releaseHold;
    return change(db, { ...rest, caseId: await findCase(db, named) }, at);
  }
  const policy = await readPolicy(db, file, at);
  if (input.run) {
    await createClockCheck(db)(at);
    const done = await deleteDueEvidence(db, await openOwnEvidence(db, evidenceUrl), { policy, at });
    return { deleted: true, reports: done.reports, pictures: done.pictures, files: done.files };
  }
  const reports: DueReport[] = [];
  for await (const due of findDueReports(db, policy, at)) reports.push(due);
  const pictures: DuePicture[] = [];
  for await (const due of findDuePictures(db, policy, at)) pictures.push(due);
  return { deleted: false, reports, pictures, files: 0 };
}

async function findCase(db: Db, named: string): Promise<string> {
  const idEnd = idEndOf(named);
  if (idEnd === undefined) return named;
  const [caseId, ...others] = await findCasesOfNumber(db, named, idEnd);
  if (caseId === undefined) throw new Error(`There is no report ${named}.`);
  if (others.length > 0)
    throw new Error(`${others.length + 1} cases have a report ${named}. Give the case's id.`);
  return caseId;
}

async function runPeriods(
  db: Db,
  file: RetentionChanges,
  input: z.infer<typeof periodsCommand | typeof setPeriodCommand>,
  at: Date,
): Promise<object> {
  if (input.command === "set-period") {
    const { command: _, category, reason, by, ...days } = input;
    // The operator has the server, so no second person is needed; a shorter period still waits.
    const saved = await savePeriods(db, { category, days }, { file, at, by, reason, mayShorten: true });
    if (!saved.ok) throw new Error(`${category}: the file RETENTION fixes this period; change it there.`);
  }
  const { policy, pending } = await readRetentionState(db, file, at);
  return {
    periods: Object.entries(policy).map(([category, days]) => ({ category, ...days })),
    pending: pending.map(({ category, outcome, days, inForceAt }) => ({
      category,
      outcome,
      days,
      at: inForceAt.toISOString(),
    })),
  };
}
