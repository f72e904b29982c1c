/** A coordinator's acts on one vlogger: languages and channels, conflicts, pause and resume. */

import { and, asc, eq } from "drizzle-orm";
import type { VloggerView } from "../../../utils/shared/contract/cohort.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref, UnitScope } from "../../core/scope.ts";
import { conflicts, people, vloggers } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { resumeStatus } from "../reviewer-level.ts";
import { isInCohort, readCohort } from "./cohort.ts";
import { deleteDeclared, readDeclared } from "./own-channels.ts";
import { lockVlogger, saveStatus, statusOf } from "./vloggers.ts";

type Vlogger = typeof vloggers.$inferSelect;
type VloggerRef = Ref<UnitScope> & { at: Date };

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
  return ok({
    ...row,
    languages: vlogger?.languages ?? [],
    channels: vlogger?.channels ?? [],
    declared: (await readDeclared(db, id)).map((channel) => ({ ...channel, at: channel.at.toISOString() })),
    ...(vlogger?.network ? { network: vlogger.network } : {}),
    conflicts: noted.map((note) => ({ ...note, at: note.at.toISOString() })),
  });
}

type Profile = Pick<Vlogger, "languages" | "channels" | "network">;

/**
 * Saves the differences between `typed` and `before`, the profile that the form was filled with. Problems: `conflict` if
 * somebody else has changed the network too, or, without `before`, if anything would be taken off; `channels-many` above
 * the limit.
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
    if (profile.channels.length > limits.ownChannels) return fail("channels-many");
    await tx.update(vloggers).set(profile).where(eq(vloggers.personId, ref.id));
    return ok(profile);
  });
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

/** Takes off what was taken off the list since `before`, and adds what was added to it. */
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
  return changeVlogger(db, ref, async (tx) => ok(await deleteDeclared(tx, ref.id, channel)));
}

/** A pause by a person; automatic level changes do not end it. */
export function pauseVlogger(db: Db, ref: VloggerRef, reason: string) {
  return changeVlogger(db, ref, async (tx, { pausedAt }) => {
    const pause = { pausedAt: pausedAt ?? ref.at, pausedFor: "person" as const, pauseReason: reason };
    return ok(await tx.update(vloggers).set(pause).where(eq(vloggers.personId, ref.id)));
  });
}

export function resumeVlogger(db: Db, ref: VloggerRef) {
  return changeVlogger(db, ref, async (tx, known) => {
    if (known.pausedAt) await saveStatus(tx, known, resumeStatus(statusOf(known), ref.at), ref.at);
    return ok({});
  });
}

function changeVlogger(
  db: Db,
  ref: VloggerRef,
  change: (tx: Db, known: Vlogger) => Promise<Result<unknown>>,
): Promise<Result<VloggerView>> {
  return db.transaction(async (tx) => {
    if (!(await isInCohort(tx, ref.id, ref.scope))) return fail("not-found");
    const changed = await change(tx, await lockVlogger(tx, ref.id));
    return changed.ok ? readVlogger(tx, ref) : changed;
  });
}

export interface Conflict {
  channel: string;
  /** Null removes the conflict. */
  reason: string | null;
}

/** Recording the same reason again changes nothing. */
export function recordConflict(
  db: Db,
  ref: VloggerRef,
  { channel, reason }: Conflict,
  actor: Pick<Actor, "personId">,
): Promise<Result<VloggerView>> {
  return db.transaction(async (tx) => {
    if (!(await isInCohort(tx, ref.id, ref.scope))) return fail("not-found");
    const which = and(eq(conflicts.personId, ref.id), eq(conflicts.channel, channel));
    const [conflict] = await tx.select().from(conflicts).where(which).for("update");
    if (reason === null) {
      await tx.delete(conflicts).where(which);
    } else if (conflict?.reason !== reason) {
      const noted = { reason, recordedBy: actor.personId, at: ref.at };
      await tx
        .insert(conflicts)
        .values({ personId: ref.id, channel, ...noted })
        .onConflictDoUpdate({ target: [conflicts.personId, conflicts.channel], set: noted });
    }
    return readVlogger(tx, ref);
  });
}
