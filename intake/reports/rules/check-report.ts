/** Checks a report beyond its shape, because the sender may be a tampered extension. */

import { z } from "zod";
import type { Report } from "../../../utils/shared/contract/report.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { policyVersion } from "../../../utils/shared/policy/category-definition.ts";
import { checkLegalBasis } from "../../cases/rules/legal-basis.ts";
import { permalinkOf } from "../../cases/rules/subject-names.ts";
import type { HttpProblem, WrongField } from "../../core/problems.ts";
import { version } from "../../core/version.ts";

export function checkReport(report: Report): Result<undefined> | { ok: false; problem: HttpProblem } {
  const fields = [...wrongNames(report), ...wrongTypes(report)];
  if (fields.length > 0) return { ok: false, problem: { code: "invalid-input", retry: "never", fields } };
  const { capturedAt } = report.evidence;
  const shown = checkAudience(report);
  if (!shown.ok) return shown;
  return checkLegalBasis(report, capturedAt, report.policyVersion);
}

/** The versions in a report whose shape has not been checked. */
const releaseOf = z.object({
  policyVersion: z.number().catch(0),
  evidence: z.object({ extensionVersion: z.string().catch("") }).catch({ extensionVersion: "" }),
});

/** Whether a report says that its extension is newer than this intake, which then may not know all its parts. */
export function isFromNewerRelease(body: unknown): boolean {
  const { data } = releaseOf.safeParse(body);
  if (!data) return false;
  const { policyVersion: policy, evidence } = data;
  return policy > policyVersion || isLater(evidence.extensionVersion, version);
}

function isLater(one: string, other: string): boolean {
  const [parts, others] = [one, other].map((text) => text.split(".").map(Number));
  const index = parts?.findIndex((part, place) => part !== (others?.[place] ?? 0)) ?? -1;
  return (parts?.[index] ?? 0) > (others?.[index] ?? 0);
}

/**
 * Refuses a Telegram post that is not shown to be public. Two kinds of report have no `audience`: the no-pixels lane, and
 * a page that is identified by its public address alone.
 */
function checkAudience({ category, evidence }: Report): Result<undefined> {
  if (evidence.site !== "telegram" || category === "PORNO_ANAK") return ok(undefined);
  const { audience, permalink } = evidence.fields;
  if (audience?.value === "public") return ok(undefined);
  if (audience) return fail("not-public", audience.value);
  const isPublicPage = permalink?.source === "page address" && permalinkOf(evidence) !== undefined;
  return isPublicPage ? ok(undefined) : fail("not-public", "audience is not said");
}

/** A picture can be a page as well, with a script: one file has one type. */
function wrongTypes({ evidence: { picture, frame, snapshot } }: Report): WrongField[] {
  const types = new Map<string, string>();
  return Object.entries({ picture, frame, snapshot }).flatMap(([name, part]) => {
    if (part?.state !== "taken") return [];
    const { sha256, type } = part.file;
    const before = types.get(sha256) ?? type;
    types.set(sha256, before);
    const path = `evidence.${name}.file.type`;
    return before === type ? [] : [{ path, message: `is ${before} in another part of the evidence` }];
  });
}

/** Names must belong to the report's site, and the subject to its kind. */
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
