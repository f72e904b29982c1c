/** What the intake checks about a report beyond its shape: a tampered extension must not bring nonsense in. */

import type { Report } from "../../utils/contract/report.ts";
import { fail, type Result } from "../../utils/contract/result.ts";
import type { HttpProblem, WrongField } from "../http/problems.ts";
import { checkAsked } from "./basis.ts";

export function checkReport(report: Report): Result<undefined> | { ok: false; problem: HttpProblem } {
  const fields = wrongNames(report);
  if (fields.length > 0) return { ok: false, problem: { code: "invalid-input", retry: "never", fields } };
  const { site, fields: captured, capturedAt } = report.evidence;
  const audience = captured.audience?.value;
  // On Telegram a message that is not shown to be public is nobody's to report, whatever the reason.
  if (site === "telegram" && audience !== undefined && audience !== "public")
    return fail("not-public", audience);
  return checkAsked(report, capturedAt, report.policyVersion);
}

/** A post's names are of its own site, and its subject is of its own kind. */
function wrongNames({ evidence }: Report): WrongField[] {
  const { site, kind, subject, aliases } = evidence;
  const wrong: WrongField[] = [];
  if (!subject.startsWith(`${site}:${kind}:`))
    wrong.push({ path: "evidence.subject", message: "is of another site or kind" });
  aliases.forEach((alias, index) => {
    if (!alias.startsWith(`${site}:`))
      wrong.push({ path: `evidence.aliases.${index}`, message: "is of another site" });
  });
  if (evidence.channelId !== undefined && site !== "telegram") {
    wrong.push({ path: "evidence.channelId", message: "is Telegram's only" });
  }
  return wrong;
}
