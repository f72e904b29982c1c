/** A vlogger's own channels: entered by a coordinator, or declared by the vlogger. */

import { and, asc, eq } from "drizzle-orm";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { declaredChannels } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { findVlogger, lockVlogger } from "./vloggers.ts";

export interface Declared {
  channel: string;
  at: Date;
}

export interface ChannelLists {
  /** Entered by a coordinator. */
  entered: string[];
  /** Declared by the vlogger, oldest first. */
  declared: Declared[];
}

export async function readChannelLists(db: Db, personId: string): Promise<ChannelLists> {
  const entered = (await findVlogger(db, personId))?.channels ?? [];
  return { entered, declared: await readDeclared(db, personId) };
}

export function readDeclared(db: Db, personId: string): Promise<Declared[]> {
  const { channel, at } = declaredChannels;
  return db
    .select({ channel, at })
    .from(declaredChannels)
    .where(eq(declaredChannels.personId, personId))
    .orderBy(asc(at), asc(channel));
}

/** Idempotent. Problem: `channels-many` above the limit. */
export function declareChannel(
  db: Db,
  personId: string,
  { channel, at }: Declared,
): Promise<Result<ChannelLists>> {
  return db.transaction(async (tx) => {
    // Creates the vlogger's row, which the conflict filters join through.
    await lockVlogger(tx, personId);
    const { entered, declared } = await readChannelLists(tx, personId);
    const known = entered.includes(channel) || declared.some((own) => own.channel === channel);
    if (known) return ok({ entered, declared });
    if (declared.length >= limits.ownChannels) return fail("channels-many");
    await tx.insert(declaredChannels).values({ personId, channel, at });
    return ok(await readChannelLists(tx, personId));
  });
}

/** Problem: `channel-kept` if the channel was declared before `since` or entered by a coordinator. */
export function undeclareChannel(
  db: Db,
  personId: string,
  { channel, since }: { channel: string; since: Date },
): Promise<Result<ChannelLists>> {
  return db.transaction(async (tx) => {
    await lockVlogger(tx, personId);
    const { entered, declared } = await readChannelLists(tx, personId);
    const known = declared.find((own) => own.channel === channel);
    if (known ? known.at < since : entered.includes(channel)) return fail("channel-kept");
    await deleteDeclared(tx, personId, channel);
    return ok(await readChannelLists(tx, personId));
  });
}

/** Returns whether it was declared. */
export async function deleteDeclared(db: Db, personId: string, channel: string): Promise<boolean> {
  const which = and(eq(declaredChannels.personId, personId), eq(declaredChannels.channel, channel));
  return (await db.delete(declaredChannels).where(which).returning()).length > 0;
}
