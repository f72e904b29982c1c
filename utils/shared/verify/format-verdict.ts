/** Formats a verdict as plain text for a terminal. */

import type { Language } from "../contract/site.ts";
import { verifyText } from "../i18n/verify.ts";
import {
  aboutFile,
  aboutReport,
  courseOf,
  describeFinding,
  headline,
  notProven,
} from "./describe-verdict.ts";
import type { Finding } from "./finding.ts";
import type { Verdict } from "./verdict.ts";

export function formatVerdict(language: Language, verdict: Verdict): string {
  const { reports, findings } = verdict;
  const parts = [
    [headline(language, verdict), ...aboutFile(language, verdict)],
    formatCourse(language, verdict),
    ...reports.map((report) => [
      verifyText(language, "report.title", { number: report.number }),
      ...indent(aboutReport(language, report)),
    ]),
    ...([false, "unknown", true] as const).map((holds) => formatFindings(language, findings, holds)),
    [verifyText(language, "limits.title"), ...indent(notProven(language, verdict))],
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(printable).join("\n"))
    .join("\n\n");
}

const marks = { true: "✓", false: "✕", unknown: "?" } as const;

function formatCourse(language: Language, verdict: Verdict): string[] {
  const lines = courseOf(language, verdict).map(({ holds, text }) => `${marks[`${holds}`]} ${text}`);
  return lines.length === 0 ? [] : [verifyText(language, "course.title"), ...indent(lines)];
}

function formatFindings(language: Language, findings: readonly Finding[], holds: Finding["holds"]): string[] {
  const some = findings.filter((finding) => finding.holds === holds);
  if (some.length === 0) return [];
  const title = holds === true ? "findings.holds" : holds === false ? "findings.fails" : "findings.unknown";
  const lines = some.map((finding) =>
    [describeFinding(language, finding), finding.path].filter((part) => part !== "").join("  "),
  );
  return [verifyText(language, title), ...indent(lines)];
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** Removes control characters: a name in a file must not control the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, "\u{fffd}");
}
