/** A coordinator's acts on one vlogger: languages and channels, conflicts, pause and resume. */

import { and, asc, desc, eq, or, sql } from "drizzle-orm";
import type { CoordinationAct, VloggerView } from "../../../utils/shared/contract/cohort.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { type LoggedCoordination, logCoordination, trustLogId } from "../../audit-log/store/trust-log.ts";
import type { Ref, UnitScope } from "../../core/scope.ts";
import { conflicts, log, people, vloggers } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { readInviteTies } from "../../people/store/inviters.ts";
import { endPause } from "../reviewer-level.ts";
import { isInCohort, readCohort } from "./cohort.ts";
import { areLinkedTo, deleteDeclared, readDeclared } from "./own-channels.ts";
import { lockVlogger, readGrades, saveStatus, statusOf } from "./vloggers.ts";

type Vlogger = typeof vloggers.$inferSelect;
type VloggerRef = Ref<UnitScope> & { at: Date };

const historyRows = 20;

export async function readVlogger(db: Db, { id, scope, at }: VloggerRef): Promise<Result<VloggerView>> {
  const [row] = await readCohort(db, { scope, at, personId: id });
  if (!row) return fail("not-found");
  const [vlogger] = await db.select().from(vloggers).where(eq(vloggers.personId, id));
  const noted = await db
    .select({ channel: conflicts.channel, reason: conflicts.reason, by: people.name, at: conflicts.at })
    .from(conflicts)
    .innerJoin(people, eq(people.id, conflicts.recordedBy))
    .where(eq(conflicts.personId, id))
    .orderBy(asc(conflicts.at), asc(conflicts.channel));
  const acts = await readHistory(db, id);
  return ok({
    ...row,
    languages: vlogger?.languages ?? [],
    channels: vlogger?.channels ?? [],
    declared: (await readDeclared(db, id)).map((channel) => ({ ...channel, at: channel.at.toISOString() })),
    ...(vlogger?.network ? { network: vlogger.network } : {}),
    conflicts: noted.map((note) => ({ ...note, at: note.at.toISOString() })),
    acts,
    history: acts.filter(({ act }) => !laterActs.has(act)),
    tied: await isTied(db, id, scope),
  });
}

/** Acts that earlier versions of the extension cannot name. */
const laterActs: ReadonlySet<string> = new Set<CoordinationAct>([
  "languages-changed",
  "paused",
  "paused-again",
  "resumed",
]);

async function readHistory(db: Db, id: string): Promise<VloggerView["history"]> {
  const said = sql`${log.detail} -> 'coordination'`;
  const rows = await db
    .select({ act: log.act, at: log.at, by: people.name, said: sql<LoggedCoordination>`${said}` })
    .from(log)
    .innerJoin(people, sql`${people.id}::text = ${said} ->> 'by'`)
    .where(and(eq(log.caseId, trustLogId), sql`${said} ->> 'vlogger' = ${id}`))
    .orderBy(desc(log.seq))
    .limit(historyRows);
  return rows.map(({ act, at, by, said: { channel, reason } }) => ({
    ...{ act, by, at: at.toISOString() },
    ...(channel === undefined ? {} : { channel }),
    ...(reason === undefined ? {} : { reason }),
  }));
}

/** Inviter and invitee may collude, and so may two people of one inviter. */
async function isTied(db: Db, id: string, { personId }: UnitScope): Promise<boolean> {
  return (await readInviteTies(db, [id])).includes(personId);
}

type Profile = Pick<Vlogger, "languages" | "channels" | "network">;

/**
 * Saves the differences between `typed` and `before`, the profile that the form was filled with. Problems: `conflict` if
 * the network was changed in between, or if a call without `before` would remove anything; `channels-many` if the list
 * would exceed the limit.
 */
export function saveVlogger(
  db: Db,
  ref: VloggerRef,
  typed: Profile,
  before: Profile | undefined,
): Promise<Result<VloggerView>> {
  return changeVlogger(db, ref, async (tx, known) => {
    const profile = before ? mergeProfile(known, typed, before) : replaceProfile(known, typed);
    if (profile === undefined) return fail("conflict", "the profile has changed meanwhile");
    const most = Math.max(limits.ownChannels, known.channels.length);
    if (profile.channels.length > most) return fail("channels-many");
    await tx.update(vloggers).set(profile).where(eq(vloggers.personId, ref.id));
    return ok(differencesOf(known, profile));
  });
}

function differencesOf(known: Profile, { languages, channels, network }: Profile): CoordinatorAct[] {
  const added = channels.filter((channel) => !known.channels.includes(channel));
  const removed = known.channels.filter((channel) => !channels.includes(channel));
  return [
    ...removed.map((channel) => ({ act: "own-channel-removed" as const, channel })),
    ...added.map((channel) => ({ act: "own-channel-recorded" as const, channel })),
    ...(network === known.network ? [] : [{ act: "network-changed" as const, network }]),
    ...(isSameList(languages, known.languages) ? [] : [{ act: "languages-changed" as const, languages }]),
  ];
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item) => other.includes(item));
}

function mergeProfile(known: Vlogger, typed: Profile, before: Profile): Profile | undefined {
  const isKept = typed.network === before.network;
  if (!isKept && known.network !== before.network && known.network !== typed.network) return undefined;
  return {
    languages: mergeList(known.languages, typed.languages, before.languages),
    channels: mergeList(known.channels, typed.channels, before.channels),
    network: isKept ? known.network : typed.network,
  };
}

/** Applies to the saved list what was removed from `before` and added to it. */
function mergeList(known: readonly string[], typed: readonly string[], before: readonly string[]): string[] {
  const kept = known.filter((item) => typed.includes(item) || !before.includes(item));
  return [...new Set([...kept, ...typed.filter((item) => !before.includes(item))])];
}

function replaceProfile(known: Vlogger, typed: Profile): Profile | undefined {
  const isWhole = known.channels.every((channel) => typed.channels.includes(channel));
  const hasNetwork = known.network === null || known.network === typed.network;
  return isWhole && hasNetwork ? { ...typed, languages: [...new Set(typed.languages)] } : undefined;
}

/** Idempotent: the channel need not be declared. */
export function undeclareFor(db: Db, ref: VloggerRef, channel: string): Promise<Result<VloggerView>> {
  return changeVlogger(db, ref, async (tx) => {
    const wasThere = await deleteDeclared(tx, ref.id, channel);
    return ok(wasThere ? [{ act: "declared-channel-removed", channel }] : []);
  });
}

/** A pause by a person; automatic level changes do not end it. Problem: `conflict` during an automatic one. */
export function pauseVlogger(db: Db, ref: VloggerRef, reason: string) {
  return changeVlogger(db, ref, async (tx, { pausedAt, pausedFor, pauseReason }) => {
    if (pausedFor === "record") return fail("conflict", "the vlogger is paused automatically");
    if (pausedAt && pauseReason === reason) return ok([]);
    const pause = { pausedAt: pausedAt ?? ref.at, pausedFor: "person" as const, pauseReason: reason };
    await tx.update(vloggers).set(pause).where(eq(vloggers.personId, ref.id));
    return ok([{ act: "paused" }]);
  });
}

/**
 * The vlogger is paused automatically if the record went bad during a pause by a person. Problems of an automatic pause:
 * `own-decision` if the coordinator is tied to the vlogger; `reason-needed`.
 */
export function resumeVlogger(db: Db, ref: VloggerRef, why: string | undefined) {
  return changeVlogger(db, ref, async (tx, known) => {
    if (!known.pausedAt) return ok([]);
    const isAutomatic = known.pausedFor === "record";
    if (isAutomatic && (await isTied(tx, ref.id, ref.scope))) return fail("own-decision");
    if (isAutomatic && why === undefined) return fail("reason-needed");
    const ended = endPause(statusOf(known), await readGrades(tx, ref.id), ref.at);
    await saveStatus(tx, known, ended, ref.at);
    if (isAutomatic && why !== undefined) return ok([{ act: "pause-ended", reason: why }]);
    return ok([{ act: ended.pausedAt ? "paused-again" : "resumed" }]);
  });
}

type CoordinatorAct = { act: CoordinationAct } & Omit<LoggedCoordination, "vlogger" | "by">;

/** Logs the acts that `change` returns. */
function changeVlogger(
  db: Db,
  ref: VloggerRef,
  change: (tx: Db, known: Vlogger) => Promise<Result<CoordinatorAct[]>>,
): Promise<Result<VloggerView>> {
  return db.transaction(async (tx) => {
    const { id, scope, at } = ref;
    if (!(await isInCohort(tx, id, scope))) return fail("not-found");
    const changed = await change(tx, await lockVlogger(tx, id));
    if (!changed.ok) return changed;
    const of = { vlogger: id, by: scope.personId };
    const acts = changed.value.map(({ act, ...said }) => ({ act, coordination: { ...of, ...said } }));
    await logCoordination(tx, acts, at);
    return readVlogger(tx, ref);
  });
}

export interface Conflict {
  channel: string;
  /** Null removes the conflict. */
  reason: string | null;
}

/** Recording the same reason again changes nothing. A number that was linked to a name changes and goes with it. */
export function recordConflict(
  db: Db,
  ref: VloggerRef,
  { channel, reason }: Conflict,
): Promise<Result<VloggerView>> {
  return changeVlogger(db, ref, async (tx) => {
    const which = and(eq(conflicts.personId, ref.id), eq(conflicts.channel, channel));
    const [known] = await tx.select().from(conflicts).where(which);
    if (known?.reason === reason) return ok([]);
    const linked = known && areLinkedTo(known);
    if (reason === null) {
      const removed = await tx.delete(conflicts).where(or(which, linked)).returning();
      return ok(removed.length > 0 ? [{ act: "conflict-removed", channel }] : []);
    }
    const noted = { reason, recordedBy: ref.scope.personId, at: ref.at };
    if (linked) await tx.update(conflicts).set(noted).where(linked);
    await tx
      .insert(conflicts)
      .values({ personId: ref.id, channel, ...noted })
      .onConflictDoUpdate({ target: [conflicts.personId, conflicts.channel], set: noted });
    return ok([{ act: "conflict-recorded", channel }]);
  });
}
