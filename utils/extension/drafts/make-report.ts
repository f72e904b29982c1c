/** Builds a report from the evidence and the person's answers. */

import type { Answers } from "../../shared/contract/outbox.ts";
import { checkNoPixels, type Report, report } from "../../shared/contract/report.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import { categories } from "../../shared/policy/categories.ts";
import { policyVersion } from "../../shared/policy/category.ts";
import { basesInForce } from "../../shared/policy/legal-bases.ts";
import type { StoredPost } from "./drafts.ts";

/**
 * In the no-pixels lane the evidence must already be stripped and sealed again; otherwise fails with
 * `pixels-not-allowed`. `setId`: shared by the reports sent together.
 */
export function makeReport(
  reportId: string,
  { evidence, seal }: Pick<StoredPost, "evidence" | "seal">,
  answers: Answers,
  setId?: string,
): Result<Report> {
  const category = categories[answers.category];
  if (!category.actions.includes(answers.action)) return fail("action-not-allowed", answers.action);
  const noPixels = category.code === "PORNO_ANAK";
  const clean = checkNoPixels(noPixels ? [{ evidence }] : []);
  if (!clean.ok) return clean;
  const notPublic = evidence.fields.audience?.value === "not-public";
  if (notPublic && !answers.notPublicReason) return fail("reason-needed");
  // The answers cover a whole set. Each report takes only the codes in its own evidence.
  const overridden = evidence.quality.filter((code) => answers.overridden?.includes(code));
  const made = report.safeParse({
    id: reportId,
    ...(setId ? { setId } : {}),
    evidence,
    seal,
    ...(overridden.length > 0 ? { overridden } : {}),
    category: category.code,
    ...(answers.subReason && !noPixels ? { subReason: answers.subReason } : {}),
    basis: basesInForce(category.code, evidence.capturedAt).map(({ id }) => id),
    policyVersion,
    action: answers.action,
    urgent: answers.urgent,
    ...(answers.note && !noPixels ? { note: answers.note } : {}),
    // The reason is given once per set and applies only to its non-public posts.
    ...(answers.notPublicReason && notPublic ? { notPublicReason: answers.notPublicReason } : {}),
  });
  if (made.success) return ok(made.data);
  return fail(
    "invalid-input",
    made.error.issues
      .map(({ path, message }) => `${path.join(".")}: ${message}`)
      .join("; ")
      .slice(0, 900),
  );
}
