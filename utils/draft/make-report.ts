/** Evidence and the person's answers become a report, or the problem that stands in the way. */

import type { Answers } from "../contract/outbox.ts";
import { checkNoPixels, type Report, report } from "../contract/report.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import { basesInForce } from "../policy/bases.ts";
import { categories } from "../policy/categories.ts";
import { policyVersion } from "../policy/version.ts";
import type { StoredPost } from "./drafts.ts";

/**
 * What the no-pixels lane forbids must be gone already, and the seal made anew: `pixels-not-allowed` where something is
 * left. `setId`: shared with the reports sent together with this one.
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
  // Answered once for a set, each of its reports has what its own evidence lists.
  const overridden = evidence.quality.filter((code) => answers.overridden?.includes(code));
  const made = report.safeParse({
    id: reportId,
    ...(setId ? { setId } : {}),
    evidence,
    seal,
    ...(overridden.length > 0 ? { overridden } : {}),
    category: category.code,
    basis: basesInForce(category.code, evidence.capturedAt).map(({ id }) => id),
    policyVersion,
    action: answers.action,
    urgent: answers.urgent,
    ...(answers.note && !noPixels ? { note: answers.note } : {}),
    // Asked once for a set, it belongs to those of its posts that it is about.
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
