/** Recipients of alerts by role, the way and the time they reach them, and when they pass to the next person. */

import type { AlertEvent, AlertPreferences } from "../contract/alert.ts";
import type { Role } from "../contract/site.ts";

interface AlertRule {
  /** Only people of these roles whose scope contains the subject. */
  roles: readonly Role[];
  /** For people who want mail at once. In the four-hour lane it is always `now`. */
  mail: "now" | "digest" | "none";
  /** Minutes without an acknowledgement after which the next person is alerted. */
  passesOnAfter?: number;
  /** Concerns one person, and never passes to another. */
  personal?: true;
}

export const alertRules: Readonly<Record<AlertEvent, AlertRule>> = {
  "case-urgent": { roles: ["supervisor"], mail: "now", passesOnAfter: 15 },
  "clock-warning": { roles: ["supervisor"], mail: "digest" },
  "clock-over": { roles: ["supervisor"], mail: "digest" },
  "letter-undelivered": { roles: ["supervisor", "admin"], mail: "now", passesOnAfter: 60 },
  "letter-unread": { roles: ["supervisor"], mail: "digest" },
  "recipe-dropped": { roles: ["admin"], mail: "now", passesOnAfter: 240 },
  "objection-due": { roles: ["supervisor"], mail: "now", passesOnAfter: 120 },
  "answer-arrived": { roles: ["supervisor"], mail: "digest" },
  "answer-elsewhere": { roles: ["supervisor"], mail: "digest" },
  "question-asked": { roles: ["officer", "vlogger", "supervisor"], mail: "none", personal: true },
  "case-mentioned": { roles: ["supervisor"], mail: "digest", personal: true },
  "case-assigned": { roles: ["supervisor"], mail: "digest", personal: true },
  // Never taken over: each of them is to know what a colleague wants to do.
  "admin-act-waiting": { roles: ["admin"], mail: "now", personal: true },
  "alert-test": {
    roles: ["officer", "vlogger", "supervisor", "panelist", "admin"],
    mail: "now",
    personal: true,
  },
};

/** In the four-hour lane every alert passes on at least this soon. */
const urgentPassesOnAfter = 15;

export interface Alerted {
  event: AlertEvent;
  urgent: boolean;
}

export function mailRuleOf({ event, urgent }: Alerted): AlertRule["mail"] {
  const { mail } = alertRules[event];
  return urgent && mail === "digest" ? "now" : mail;
}

/** Milliseconds until the alert passes to the next person; undefined if it never does. */
export function passesOnAfterMs({ event, urgent }: Alerted): number | undefined {
  const { passesOnAfter, personal } = alertRules[event];
  if (personal) return undefined;
  const minutes = urgent
    ? Math.min(urgentPassesOnAfter, passesOnAfter ?? urgentPassesOnAfter)
    : passesOnAfter;
  return minutes === undefined ? undefined : minutes * minuteMs;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** Jakarta is UTC+7 without daylight saving time. */
const jakartaMs = 7 * 3_600_000;
/** Digests leave at 07.30 in Jakarta, before the day's work. */
const digestMs = 7.5 * 3_600_000;

/** Start of the day in Jakarta, as epoch milliseconds. */
const dayStart = (atMs: number) => Math.floor((atMs + jakartaMs) / dayMs) * dayMs - jakartaMs;

export function nextDigestMs(atMs: number): number {
  const today = dayStart(atMs) + digestMs;
  return today > atMs ? today : today + dayMs;
}

function msOf(timeOfDay: string): number {
  const [hours = 0, minutes = 0] = timeOfDay.split(":").map(Number);
  return (hours * 60 + minutes) * minuteMs;
}

/** Returns the end of the quiet hours that contain `atMs`, or `atMs` itself outside quiet hours. */
export function endOfQuietMs(quiet: AlertPreferences["quiet"], atMs: number): number {
  if (!quiet) return atMs;
  const [from, until] = [msOf(quiet.from), msOf(quiet.until)];
  const today = dayStart(atMs);
  // The quiet time that began yesterday, or the one that begins today.
  for (const day of [today - dayMs, today]) {
    const endMs = day + until + (until < from ? dayMs : 0);
    if (atMs >= day + from && atMs < endMs) return endMs;
  }
  return atMs;
}

/** Notifications are off until a person turns them on; with urgent work, on as soon as the browser allows them. */
export function isNoticeOn(chosen: boolean | null, role: Role): boolean {
  return chosen ?? (role === "supervisor" || role === "admin");
}
