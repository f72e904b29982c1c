/** Finds conditions that need people, makes their alerts, closes those that ended, and passes unanswered ones on. */

import { passesOnAfterMs } from "../../utils/shared/policy/alerts.ts";
import { type Attempts, createAttempts } from "../core/attempts.ts";
import { clockErrorMs } from "../core/clock.ts";
import { logLine } from "../core/log.ts";
import type { Db } from "../db/store.ts";
import { canBeHeard } from "../objections/store/hearers.ts";
import { audienceOf, findNext, noticeNow, planNotices } from "./rules/plan-alerts.ts";
import {
  type AlertRecord,
  acknowledgeClaimed,
  closeAlerts,
  correctTimesAhead,
  makeAlert,
  nextOccurrence,
  passOn,
  readNotices,
  readOpen,
  readUnanswered,
} from "./store/alerts.ts";
import type { ConditionGroup, Due } from "./store/conditions/condition.ts";
import { conditionGroups } from "./store/conditions/condition-groups.ts";
import { dismissalProposer } from "./store/conditions/tasks.ts";
import { asksToDecideAgain } from "./store/conditions/watched-posts.ts";
import { readStaff, readSubject, type Staff, seesSubject } from "./store/staff.ts";

export interface AlertFinder {
  /** Throws the first failure, after everything was tried. */
  run(signal?: AbortSignal): Promise<void>;
}

/** Reads each group of conditions as often as it needs. A condition that cannot be read does not stop the others. */
export function createAlertFinder(db: Db, now: () => Date): AlertFinder {
  const readAt = new Map<ConditionGroup, number>();
  let correctedMs = Number.NEGATIVE_INFINITY;
  return {
    async run(signal) {
      const attempts = createAttempts("alerts-failed");
      if (isDue(correctedMs, now(), clockErrorMs)) {
        await attempts.run({}, () => correctTimesAhead(db, now()));
        correctedMs = now().getTime();
      }
      for (const group of conditionGroups) {
        const at = now();
        if (signal?.aborted || !isDue(readAt.get(group), at, group.everyMs)) continue;
        await readGroup({ db, at, attempts }, group);
        readAt.set(group, at.getTime());
      }
      await attempts.run({}, () => acknowledgeClaimed(db, now()));
      await attempts.run({}, () => passUnansweredOn({ db, at: now(), attempts }, signal));
      attempts.end();
    },
  };
}

/** A clock that was ahead must not stop it. */
function isDue(lastMs: number | undefined, at: Date, everyMs: number): boolean {
  return lastMs === undefined || Math.abs(at.getTime() - lastMs) >= everyMs;
}

interface Finding {
  db: Db;
  at: Date;
  attempts: Attempts;
}

async function readGroup({ db, at, attempts }: Finding, group: ConditionGroup): Promise<void> {
  const { begun, ended } = await readChanges({ db, at, attempts }, group);
  await attempts.run({}, () => closeAlerts(db, ended, at));
  if (begun.length === 0) return;
  const staff = await attempts.run({}, () => readStaff(db, at));
  for (const alert of staff ? begun : [])
    await attempts.run({ condition: alert.key }, () => alertStaff(db, alert, staff ?? [], at));
}

/** Conditions that began, and ids of open alerts whose condition ended. */
async function readChanges(
  { db, at, attempts }: Finding,
  { events, reads, readEnded }: ConditionGroup,
): Promise<{ begun: Due[]; ended: string[] }> {
  const open = readEnded ? new Map<string, string>() : await attempts.run({}, () => readOpen(db, events));
  // Before the conditions, see `readOpen`.
  const over = readEnded ? ((await attempts.run({}, () => readEnded(db))) ?? []) : [];
  if (!open) return { begun: [], ended: [] };
  const due: Due[] = [];
  let isWhole = true;
  for (const read of reads) {
    const found = await attempts.run({ condition: read.name }, () => read(db, at));
    due.push(...(found ?? []));
    isWhole &&= found !== undefined;
  }
  const keys = new Set(due.map(({ key }) => key));
  // A condition that could not be read has not ended.
  const closing = isWhole ? [...open].flatMap(([key, id]) => (keys.has(key) ? [] : [id])) : [];
  return { begun: due.filter(({ key }) => !open.has(key)), ended: [...over, ...closing] };
}

async function alertStaff(db: Db, due: Due, staff: readonly Staff[], at: Date): Promise<void> {
  const occurrence = await nextOccurrence(db, due, at);
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
  const proposer = dismissalProposer(due);
  const ids = [...audience.map(({ personId }) => personId), ...(proposer === undefined ? [] : [proposer])];
  return canBeHeard(db, caseId, ids, kind === "objection" ? due.subject : undefined);
}

async function passUnansweredOn({ db, at, attempts }: Finding, signal?: AbortSignal): Promise<void> {
  const unanswered = await readUnanswered(db, at);
  if (unanswered.length === 0) return;
  const staff = await readStaff(db, at);
  for (const alert of unanswered)
    if (!signal?.aborted) await attempts.run({ alert: alert.id }, () => passAlertOn(db, alert, staff, at));
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
