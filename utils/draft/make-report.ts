/** Evidence and the person's answers become a report, or the problem that stands in the way. */

import type { Evidence } from "../contract/evidence.ts";
import type { Answers } from "../contract/outbox.ts";
import { type Report, report } from "../contract/report.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import { basesInForce } from "../policy/bases.ts";
import { categories } from "../policy/categories.ts";
import { stripForNoPixels } from "../policy/no-pixels.ts";
import { policyVersion } from "../policy/version.ts";

/**
 * In the no-pixels lane everything but subject, permalink, author id and times is dropped here, before it touches the disk.
 * `setId`: shared with the reports sent together with this one.
 */
export function makeReport(
  reportId: string,
  evidence: Evidence,
  answers: Answers,
  setId?: string,
): Result<Report> {
  const category = categories[answers.category];
  if (!category.actions.includes(answers.action)) return fail("action-not-allowed", answers.action);
  const noPixels = category.code === "PORNO_ANAK";
  const notPublic = evidence.fields.audience?.value === "not-public";
  if (!noPixels && notPublic && !answers.notPublicReason) return fail("reason-needed");
  const made = report.safeParse({
    id: reportId,
    ...(setId ? { setId } : {}),
    evidence: noPixels ? stripForNoPixels(evidence) : evidence,
    category: category.code,
    basis: basesInForce(category.code, evidence.capturedAt).map(({ id }) => id),
    policyVersion,
    action: answers.action,
    urgent: answers.urgent,
    ...(answers.note && !noPixels ? { note: answers.note } : {}),
    // Asked once for a set, it belongs to those of its posts that it is about.
    ...(answers.notPublicReason && notPublic && !noPixels
      ? { notPublicReason: answers.notPublicReason }
      : {}),
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
