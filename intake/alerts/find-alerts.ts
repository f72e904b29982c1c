/** Finds conditions that need people, makes their alerts, closes those that ended, and passes unanswered ones on. */

import { passesOnAfterMs } from "../../utils/shared/policy/alerts.ts";
import { logLine } from "../core/log.ts";
import type { Db } from "../db/store.ts";
import { canBeHeard } from "../objections/store/hearers.ts";
import { audienceOf, findNext, noticeNow, planNotices } from "./rules/plan-alerts.ts";
import { asksToDecideAgain, type Due, type Watch, watches } from "./store/alert-conditions.ts";
import {
  type AlertRecord,
  acknowledgeClaimed,
  closeAlerts,
  makeAlert,
  nextOccurrence,
  passOn,
  readNotices,
  readOpen,
  readUnanswered,
} from "./store/alerts.ts";
import { readStaff, readSubject, type Staff, seesSubject } from "./store/staff.ts";

export interface AlertFinder {
  run(signal?: AbortSignal): Promise<void>;
}

/** Reads each watch as often as it needs. */
export function createAlertFinder(db: Db, now: () => Date): AlertFinder {
  const readAt = new Map<Watch, number>();
  return {
    async run(signal) {
      for (const watch of watches) {
        const at = now();
        const isDue = at.getTime() - (readAt.get(watch) ?? Number.NEGATIVE_INFINITY) >= watch.everyMs;
        if (signal?.aborted || !isDue) continue;
        await readWatch(db, watch, at);
        readAt.set(watch, at.getTime());
      }
      await acknowledgeClaimed(db, now());
      await passUnansweredOn(db, now(), signal);
    },
  };
}

async function readWatch(db: Db, watch: Watch, at: Date): Promise<void> {
  const { begun, ended } = await readChanges(db, watch, at);
  await closeAlerts(db, ended, at);
  if (begun.length === 0) return;
  const staff = await readStaff(db, at);
  for (const alert of begun) await alertStaff(db, alert, staff, at);
}

/** Conditions that began, and ids of open alerts whose condition ended. */
async function readChanges(
  db: Db,
  { events, read, readEnded }: Watch,
  at: Date,
): Promise<{ begun: Due[]; ended: string[] }> {
  if (readEnded) return { ended: await readEnded(db), begun: await read(db, at) };
  const open = await readOpen(db, events);
  const due = await read(db, at);
  const keys = new Set(due.map(({ key }) => key));
  return {
    begun: due.filter(({ key }) => !open.has(key)),
    ended: [...open].flatMap(([key, id]) => (keys.has(key) ? [] : [id])),
  };
}

async function alertStaff(db: Db, due: Due, staff: readonly Staff[], at: Date): Promise<void> {
  const occurrence = await nextOccurrence(db, due.key, at);
  if (occurrence === undefined) return;
  const facts = await readSubject(db, due);
  const sees = (person: Staff) =>
    due.personId === undefined ? seesSubject(person, facts) : person.personId === due.personId;
  const audience = audienceOf(due.event, staff, sees);
  if (!(await canDecideAgain(db, due, audience)))
    audience.push(...staff.filter(({ role }) => role === "admin"));
  const notices = planNotices(due, audience, at);
  const id = await makeAlert(db, { due, occurrence, reference: facts.reference, notices }, at);
  if (id !== undefined) logLine("alert-made", { detail: `${id} ${due.event} people:${notices.length}` });
}

/** False if the alert is about an objection, or a watched post, that only more supervisors could deal with. */
async function canDecideAgain(db: Db, due: Due, audience: readonly Staff[]): Promise<boolean> {
  const { kind, caseId } = due;
  if ((kind !== "objection" && !asksToDecideAgain(due)) || caseId === undefined) return true;
  const ids = audience.map(({ personId }) => personId);
  return canBeHeard(db, caseId, ids, kind === "objection" ? due.subject : undefined);
}

async function passUnansweredOn(db: Db, at: Date, signal?: AbortSignal): Promise<void> {
  const unanswered = await readUnanswered(db, at);
  if (unanswered.length === 0) return;
  const staff = await readStaff(db, at);
  for (const alert of unanswered) if (!signal?.aborted) await passAlertOn(db, alert, staff, at);
}

async function passAlertOn(db: Db, alert: AlertRecord, staff: readonly Staff[], at: Date): Promise<void> {
  const { id, event, urgent } = alert;
  const facts = await readSubject(db, alert);
  const audience = audienceOf(event, staff, (person) => seesSubject(person, facts));
  const admins = staff.filter(({ role }) => role === "admin");
  const next = findNext({ alert: { event, urgent }, audience, admins }, await readNotices(db, id), at);
  const afterMs = passesOnAfterMs(alert);
  const passOnAt = next && afterMs !== undefined ? new Date(at.getTime() + afterMs) : null;
  const passed = await passOn(db, alert, { notice: next && noticeNow(next, at), passOnAt });
  if (passed) logLine(next ? "alert-passed-on" : "alert-unanswered", { detail: `${id} ${event}` });
}
