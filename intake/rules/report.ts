/** Checks a report beyond its shape, because the sender may be a tampered extension. */

import type { Report } from "../../utils/contract/report.ts";
import { fail, type Result } from "../../utils/contract/result.ts";
import type { HttpProblem, WrongField } from "../http/problems.ts";
import { checkAsked } from "./basis.ts";

export function checkReport(report: Report): Result<undefined> | { ok: false; problem: HttpProblem } {
  const fields = wrongNames(report);
  if (fields.length > 0) return { ok: false, problem: { code: "invalid-input", retry: "never", fields } };
  const { site, fields: captured, capturedAt } = report.evidence;
  const audience = captured.audience?.value;
  // On Telegram only messages shown to be public may be reported.
  if (site === "telegram" && audience !== undefined && audience !== "public")
    return fail("not-public", audience);
  return checkAsked(report, capturedAt, report.policyVersion);
}

/** Subject and aliases must belong to the report's site, the subject to its kind. */
function wrongNames({ evidence }: Report): WrongField[] {
  const { site, kind, subject, aliases } = evidence;
  const wrong: WrongField[] = [];
  if (!subject.startsWith(`${site}:${kind}:`))
    wrong.push({ path: "evidence.subject", message: "belongs to another site or kind" });
  aliases.forEach((alias, index) => {
    if (!alias.startsWith(`${site}:`))
      wrong.push({ path: `evidence.aliases.${index}`, message: "belongs to another site" });
  });
  if (evidence.channelId !== undefined && site !== "telegram") {
    wrong.push({ path: "evidence.channelId", message: "is allowed on Telegram only" });
  }
  return wrong;
}
