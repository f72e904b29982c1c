/** A verdict in words: what holds, and always what it does not prove. */

import { partnerCode } from "../contract/referral-state.ts";
import type { Language } from "../contract/site.ts";
import { referralTexts } from "../i18n/texts/referrals.ts";
import { dateTime } from "../i18n/time.ts";
import { type VerifyKey, verifyText, verifyTexts } from "../i18n/verify.ts";
import { partnerLabel } from "../policy/decision-destinations.ts";
import type { Finding } from "./finding.ts";
import type { CheckedReport, Verdict } from "./verdict.ts";

export function headline(language: Language, verdict: Verdict): string {
  const count = verdict.findings.filter(({ holds }) => holds === false).length;
  return verifyText(language, `verdict.${shownOutcome(verdict)}`, { count });
}

/** Anyone can make a file that fits a key of their own, so without a compared key it is not called intact. */
export function shownOutcome(verdict: Verdict): Verdict["outcome"] | "uncompared" {
  return verdict.outcome === "holds" && !isKeyCompared(verdict) ? "uncompared" : verdict.outcome;
}

function isKeyCompared({ findings }: Pick<Verdict, "findings">): boolean {
  return findings.some(({ code, holds }) => code === "intake-key" && holds === true);
}

/** Lines under the headline: the kind of file and the signing key. */
export function aboutFile(language: Language, verdict: Verdict): string[] {
  const { exported, intakeKey } = verdict;
  const { organisation = "", by = "", subject = "", at = "", head } = exported ?? {};
  return [
    ...(exported
      ? [verifyText(language, "about.case", { organisation, by, subject, at: dateTime(language, at) })]
      : []),
    ...(head
      ? [verifyText(language, "about.log", { entry: head.entry, at: dateTime(language, head.at) })]
      : []),
    ...(intakeKey === undefined
      ? []
      : [
          isKeyCompared(verdict)
            ? verifyText(language, "verdict.anchored")
            : verifyText(language, "verdict.key", { key: intakeKey }),
        ]),
  ];
}

/** States only what the signatures prove. If a check of the report fails, returns only a warning. */
export function aboutReport(language: Language, report: CheckedReport): string[] {
  const { sealed, receipt, batch, holds, leftOut } = report;
  const { day = "", timestamp: stamp, anchor } = report.day ?? {};
  if (!holds || !sealed || !receipt) return [verifyText(language, "report.changed")];
  const time = (instant: string) => dateTime(language, instant);
  const captured = { at: time(sealed.capturedAt), by: receipt.sealedBy?.name ?? "" };
  const offset = Math.round(Math.abs(sealed.clock?.offsetMs ?? 0) / 1000);
  const lines: (string | undefined)[] = [
    verifyText(language, receipt.sealedBy ? "report.unchanged" : "report.unchanged.unknown", captured),
    offset > 0 ? verifyText(language, "report.clock", { seconds: offset }) : undefined,
    sealed.redactions.length > 0
      ? verifyText(language, "report.redacted", { count: sealed.redactions.length })
      : undefined,
    leftOut && verifyText(language, `report.${leftOut}`),
    verifyText(language, "report.received", { at: time(receipt.receivedAt), by: receipt.handedInBy.name }),
    verifyText(language, "report.chained", { entry: receipt.log.seq }),
    batch
      ? verifyText(language, "report.sealed", { at: time(batch.at), no: batch.no })
      : verifyText(language, "report.waiting"),
    stamp &&
      verifyText(language, "report.timestamp", {
        authority: stamp.authority,
        at: time(stamp.at),
        day,
      }),
    anchor && verifyText(language, "report.anchored", { at: time(anchor.at), day }),
  ];
  return lines.filter((line) => line !== undefined);
}

interface CourseLine {
  at: string;
  holds: Finding["holds"];
  text: string;
}

/** Acts that other lines of the course describe. */
const describedElsewhere = ["made", "checked", "objected"];

/**
 * The course of a case in words, oldest first: reports, decisions, letters, their delivery and answers, outcome
 * checks, objections, referrals, looks at watched posts. Empty if there is nothing but reports. `zoneMinutes`: offset
 * of the times, east of UTC.
 */
export function courseOf(
  language: Language,
  { findings, reports }: Pick<Verdict, "findings" | "reports">,
  zoneMinutes?: number,
): CourseLine[] {
  const lines = findings
    .filter(({ code, values }) => courseCodes.has(code) && !describedElsewhere.includes(String(values.act)))
    .map((finding) => ({
      at: String(finding.values.at),
      holds: finding.holds,
      text: describeFinding(language, finding, zoneMinutes),
    }));
  const [first] = reports.flatMap(({ receipt }) => receipt?.receivedAt ?? []).sort();
  const values = { count: reports.length, at: dateTime(language, first ?? "", zoneMinutes) };
  const received = {
    at: first ?? "",
    holds: reports.every(({ holds }) => holds),
    text: verifyText(language, "course.reports", values),
  };
  const all = lines.length === 0 || first === undefined ? lines : [received, ...lines];
  return all.sort((one, other) => one.at.localeCompare(other.at));
}

const courseCodes: ReadonlySet<Finding["code"]> = new Set([
  "decision",
  "letter",
  "letter-event",
  "answer",
  "outcome-check",
  "objection",
  "referral",
  "referral-event",
  "referral-answer",
  "look",
]);

export function notProven(language: Language, verdict: Verdict): string[] {
  const keys: VerifyKey[] = [
    ...(isKeyCompared(verdict) ? [] : (["limits.key"] as const)),
    ...(["limits.server", "limits.owner", "limits.person", "limits.clock", "limits.complete"] as const),
    ...(verdict.exported ? (["limits.later"] as const) : []),
  ];
  return keys.map((key) => verifyText(language, key));
}

/** Returns the finding's sentence. The position is in its `path`. */
export function describeFinding(
  language: Language,
  { code, holds, values }: Finding,
  zoneMinutes?: number,
): string {
  const outcome = holds === true ? "holds" : holds === false ? "fails" : "unknown";
  const key = `${code}.${outcome}`;
  if (!isKey(key)) throw new Error(`no text for ${key}`);
  return verifyText(language, key, inWords(language, values, zoneMinutes));
}

function inWords(
  language: Language,
  values: Finding["values"],
  zoneMinutes: number | undefined,
): Finding["values"] {
  const words = Object.entries(values).map(([name, value]) => {
    const key = `${name}.${value}`;
    if (name === "at") return [name, dateTime(language, String(value), zoneMinutes)];
    return [name, isKey(key) ? verifyText(language, key) : (wordOfReferral(language, name, value) ?? value)];
  });
  return Object.fromEntries(words);
}

/** The desk's words for a referral's partner, letter and outcome, and for the outcome of watching. */
function wordOfReferral(language: Language, name: string, value: string | number): string | undefined {
  const partner = name === "partner" ? partnerCode.safeParse(value).data : undefined;
  if (partner) return partnerLabel(partner)[language];
  const key = `${deskKeys[name]}.${value}`;
  return Object.entries(referralTexts[language]).find(([known]) => known === key)?.[1];
}

const deskKeys: Readonly<Record<string, string>> = {
  letter: "referral.letter",
  outcome: "referralOutcome",
  next: "watchOutcome",
};

function isKey(key: string): key is VerifyKey {
  return Object.hasOwn(verifyTexts.id, key);
}
