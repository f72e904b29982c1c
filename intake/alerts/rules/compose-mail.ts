/** Writes an alert mail: references, lanes, clocks and a link. Nothing of a post, a report or a person. */

import { linkTo, type Place } from "../../../utils/shared/contract/screen-addresses.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { fill } from "../../../utils/shared/i18n/fill-placeholders.ts";
import { alertTexts } from "../../../utils/shared/i18n/texts/alert-notices.ts";
import { alertScreenTexts } from "../../../utils/shared/i18n/texts/alerts.ts";
import { dateTime, duration, jakartaMinutes } from "../../../utils/shared/i18n/time.ts";
import { isToDecideAgain } from "../../../utils/shared/policy/decide-again.ts";
import type { AlertRecord } from "../store/alerts.ts";

export type MailedAlert = Pick<
  AlertRecord,
  "event" | "kind" | "subject" | "reference" | "urgent" | "at" | "dueAt" | "caseId" | "requestId"
>;

export interface ComposedMail {
  subject: string;
  text: string;
}

interface MailParts {
  alerts: readonly MailedAlert[];
  organisation: string;
  /** Public origin of the intake. */
  origin: string;
  at: Date;
}

/** `alerts` must not be empty. */
export function composeMail(parts: MailParts): ComposedMail {
  const texts = (["id", "en"] as const).map((language) => blocksOf(language, parts).join("\n\n"));
  return { subject: subjectOf(parts), text: `${texts.join("\n\n--\n\n")}\n` };
}

function subjectOf({ alerts, organisation }: MailParts): string {
  const [first] = alerts;
  const urgent = alerts.filter((alert) => alert.urgent).length;
  const head = `[Lapor ${organisation}]`;
  if (alerts.length === 1 && first)
    return `${head} ${first.urgent ? `${alertTexts.id["alerts.lane"]}: ` : ""}${titleOf("id", first)}`;
  return `${head} ${alerts.length} peringatan${urgent > 0 ? `, ${urgent} di jalur empat jam` : ""}`;
}

function blocksOf(language: Language, { alerts, organisation, origin, at }: MailParts): string[] {
  const words =
    language === "id"
      ? { open: "Buka", why: `Surel ini dikirim Lapor ${organisation}. Atur di pengaturan ekstensi.` }
      : {
          open: "Open",
          why: `This mail was sent by Lapor ${organisation}. Change it in the extension's settings.`,
        };
  return [
    ...alerts.map((alert) => {
      const link = `  ${words.open}: ${linkTo(origin, placeOf(alert))}`;
      return [...linesOf(language, alert, at), link].join("\n");
    }),
    words.why,
  ];
}

/** Questions to a reporter are answered in the own reports, which name no case. */
function placeOf({ kind, subject, caseId, requestId }: MailedAlert): Place {
  if (kind === "admin-act") return { head: "admin", id: "acts", item: subject };
  if (kind === "question") return { head: "reports" };
  if (requestId !== null) return { head: "requests", id: requestId };
  return caseId === null ? { head: "alerts" } : { head: "cases", id: caseId };
}

function titleOf(language: Language, alert: MailedAlert): string {
  const { event, reference } = alert;
  const name = isToDecideAgain(alert)
    ? alertScreenTexts[language]["alerts.decideAgain"]
    : alertTexts[language][`alert.${event}`];
  return reference === "" ? name : `${name}: ${reference}`;
}

function linesOf(language: Language, alert: MailedAlert, at: Date): string[] {
  const { kind, urgent, dueAt } = alert;
  const texts = alertTexts[language];
  const lane = texts[urgent ? "alerts.lane" : "alerts.ordinary"];
  // An act is in no lane of cases.
  const lines = [titleOf(language, alert), ...(kind === "admin-act" ? [] : [`  ${lane}`])];
  return dueAt === null ? lines : [...lines, `  ${clockOf(language, dueAt, at)}`];
}

function clockOf(language: Language, dueAt: Date, at: Date): string {
  const texts = alertTexts[language];
  const due = fill(texts["alerts.due"], { time: dateTime(language, dueAt.toISOString(), jakartaMinutes) });
  const leftMs = dueAt.getTime() - at.getTime();
  const timeLeft = fill(texts[leftMs >= 0 ? "alerts.left" : "alerts.late"], {
    time: duration(language, Math.abs(leftMs)),
  });
  return `${due}, ${timeLeft}`;
}
