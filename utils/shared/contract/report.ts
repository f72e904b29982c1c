/** A person's report of one subject, its receipt, and its withdrawal. */

import { z } from "zod";
import { actionCode, categoryCode, subReasonKey } from "./category.ts";
import { evidence, type FieldName } from "./evidence.ts";
import { qualityCode } from "./files.ts";
import { id, instant, policyEdition, receiptNumber, shortText } from "./ids.ts";
import { isMaybeHidden, limits } from "./limits.ts";
import { fail, ok, type Result } from "./result.ts";

/** The only fields that are sent for child sexual abuse material. */
export const noPixelsFields: readonly FieldName[] = ["permalink", "authorId", "publishedRaw", "publishedAt"];

export const report = z
  .strictObject({
    id,
    /** Shared by reports that one person sent together. */
    setId: id.optional(),
    evidence,
    /** Compact JWS of the evidence's manifest (`utils/shared/seal`), signed by the capturing device. */
    seal: shortText(limits.sealChars),
    /**
     * Quality warnings that the person overrode. Outside the no-pixels lane these must be all warnings of the
     * evidence.
     */
    overridden: z.array(qualityCode).max(qualityCode.options.length).optional(),
    category: categoryCode,
    subReason: subReasonKey.optional(),
    /**
     * Ids of the legal bases in force on the day of capture (`utils/shared/policy`). Empty for platform-policy
     * categories.
     */
    basis: z.array(shortText(80)).max(20),
    policyVersion: policyEdition,
    action: actionCode,
    urgent: z.boolean(),
    note: shortText(limits.noteChars).optional(),
    /** Why the person reports a post that is not shown to be public. */
    notPublicReason: shortText(limits.reasonChars).optional(),
  })
  .superRefine((value, context) => {
    if (value.evidence.aliases.includes(value.evidence.subject)) {
      context.addIssue({ code: "custom", path: ["evidence", "aliases"], message: "repeats the subject" });
    }
    if (isMaybeHidden(value.evidence.fields) && value.notPublicReason === undefined) {
      context.addIssue({
        code: "custom",
        path: ["notPublicReason"],
        message: "needed for a post that is not shown to be public",
      });
    }
    const noPixels = value.category === "PORNO_ANAK";
    const { evidence, overridden = [] } = value;
    const unasked = overridden.some((code) => !evidence.quality.includes(code));
    if (unasked || (!noPixels && evidence.quality.some((code) => !overridden.includes(code)))) {
      context.addIssue({ code: "custom", path: ["overridden"], message: "is not what the evidence lists" });
    }
    if (!noPixels) return;
    for (const path of noPixelsViolations(value)) {
      context.addIssue({ code: "custom", path, message: "must not be sent in the no-pixels lane" });
    }
  });
export type Report = z.infer<typeof report>;

/** Returns the paths of all report data that the no-pixels lane forbids. */
export function noPixelsViolations(value: {
  evidence: Pick<z.infer<typeof evidence>, "fields" | "picture" | "frame" | "snapshot" | "page">;
  subReason?: string | undefined;
  note?: string | undefined;
  notPublicReason?: string | undefined;
}): string[][] {
  const fields = Object.keys(value.evidence.fields)
    .filter((name) => !noPixelsFields.includes(name as FieldName))
    .map((name) => ["evidence", "fields", name]);
  return [
    ...fields,
    ...(["picture", "frame", "snapshot"] as const)
      .filter((name) => value.evidence[name]?.state === "taken")
      .map((name) => ["evidence", name]),
    ...(value.evidence.page ? [["evidence", "page"]] : []),
    // It would describe or grade the material.
    ...(value.subReason === undefined ? [] : [["subReason"]]),
    ...(value.note === undefined ? [] : [["note"]]),
    ...(value.notPublicReason === undefined ? [] : [["notPublicReason"]]),
  ];
}

/** Returns `pixels-not-allowed` with the paths of what the no-pixels lane forbids in these reports, if anything. */
export function checkNoPixels(
  reports: readonly Parameters<typeof noPixelsViolations>[0][],
): Result<undefined> {
  const paths = reports.flatMap(noPixelsViolations).map((path) => path.join("."));
  return paths.length === 0 ? ok(undefined) : fail("pixels-not-allowed", paths.join(", ").slice(0, 900));
}

/** The intake's confirmation that a report is stored durably. */
export const receipt = z.object({
  reportId: id,
  number: receiptNumber,
  caseId: id,
  receivedAt: instant,
  /** Includes this one. */
  reportsOnCase: z.int().min(1),
  /** SHA-256 of the files that the intake still needs. */
  filesWanted: z.array(z.string()),
  /** Compact JWS of the receipt (`contract/audit-log.ts`), signed by the intake. */
  jws: z.string(),
});
export type Receipt = z.infer<typeof receipt>;

export const withdrawal = z.strictObject({ reason: shortText(limits.reasonChars) });
export type Withdrawal = z.infer<typeof withdrawal>;
