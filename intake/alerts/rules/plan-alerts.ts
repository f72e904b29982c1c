/** Plans the recipients and times of an alert, and its next recipient while it is unacknowledged. */

import type { AlertEvent } from "../../../utils/shared/contract/alert.ts";
import { alertRules, endOfQuietMs, mailRuleOf, nextDigestMs } from "../../../utils/shared/policy/alerts.ts";
import type { Staff } from "../store/staff.ts";

export interface PlannedAlert {
  event: AlertEvent;
  urgent: boolean;
}

export interface PlannedNotice {
  personId: string;
  notifyAt: Date;
  /** Null: no mail. */
  mailAt: Date | null;
}

/** On call at this place are alerted at once; later places follow in turn. */
const firstPlace = 1;

/**
 * The first notices of an alert. `audience`: people of its roles whose scope contains it. In the four-hour lane, quiet
 * hours pass the alert to the person on call. They are ignored if no other reachable person is awake or on call.
 */
export function planNotices(alert: PlannedAlert, audience: readonly Staff[], at: Date): PlannedNotice[] {
  const duty = alert.urgent ? audience.filter(({ place }) => place === firstPlace) : [];
  const isHeard = audience.some((person) => duty.includes(person) || isReachedNow(alert, person, at));
  return audience.map((person) => {
    const isNow = duty.includes(person) || (alert.urgent && !isHeard);
    return isNow ? noticeNow(person, at) : noticeByWish(alert, person, at);
  });
}

/** At once, whatever the person's quiet hours and choice of mail. */
export function noticeNow({ personId, email }: Pick<Staff, "personId" | "email">, at: Date): PlannedNotice {
  return { personId, notifyAt: at, mailAt: email === null ? null : at };
}

function isReachedNow(alert: PlannedAlert, person: Staff, at: Date): boolean {
  const { mailAt } = noticeByWish(alert, person, at);
  return mailAt !== null && mailAt.getTime() === at.getTime();
}

function noticeByWish(alert: PlannedAlert, { personId, email, mail, quiet }: Staff, at: Date): PlannedNotice {
  const awakeMs = endOfQuietMs(quiet, at.getTime());
  const notice = { personId, notifyAt: new Date(awakeMs) };
  const rule = mailRuleOf(alert);
  if (email === null || mail === "off" || rule === "none") return { ...notice, mailAt: null };
  const isDigest = mail === "digest" || rule === "digest";
  return { ...notice, mailAt: new Date(isDigest ? nextDigestMs(awakeMs) : awakeMs) };
}

/** A person's notice of an alert so far; `mailed`: a mail is sent or on its way. */
export interface GivenNotice {
  personId: string;
  notifyAt: Date;
  mailAt: Date | null;
  mailed: boolean;
  /** Greater than 0 if the alert was passed to the person. */
  stage: number;
}

/**
 * The next recipient of an unacknowledged alert: people on call by place; then people with a digest or in quiet
 * hours; then administrators. Undefined if every reachable person has received it.
 */
export function findNext(
  { alert, audience, admins }: { alert: PlannedAlert; audience: readonly Staff[]; admins: readonly Staff[] },
  given: readonly GivenNotice[],
  at: Date,
): Staff | undefined {
  const byPerson = new Map(given.map((notice) => [notice.personId, notice]));
  const waits = ({ personId, email }: Staff) => {
    const notice = byPerson.get(personId);
    if (email === null || (notice && notice.stage > 0)) return false;
    return !notice || (!notice.mailed && (notice.mailAt === null || notice.mailAt > at));
  };
  // Outside the four-hour lane quiet hours hold.
  const isAwake = ({ quiet, place }: Staff) =>
    alert.urgent || place !== undefined || endOfQuietMs(quiet, at.getTime()) === at.getTime();
  const onDuty = audience.filter(({ place }) => place !== undefined).sort(byPlace);
  const others = audience.filter(({ place, mail }) => place === undefined && mail !== "off");
  return [...onDuty, ...others, ...admins].find((person) => waits(person) && isAwake(person));
}

function byPlace(a: Staff, b: Staff): number {
  return (a.place ?? Number.POSITIVE_INFINITY) - (b.place ?? Number.POSITIVE_INFINITY);
}

/** People of the event's roles. `sees` decides the scope. */
export function audienceOf(
  event: AlertEvent,
  staff: readonly Staff[],
  sees: (person: Staff) => boolean,
): Staff[] {
  return staff.filter((person) => alertRules[event].roles.includes(person.role) && sees(person));
}
