/** Channels to partners: which fits a referral, and their replacement by those of a file. */

import { randomUUID } from "node:crypto";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { PartnerChannel, PartnerChannelView } from "../../../utils/shared/contract/partner-channel.ts";
import type { PartnerCode } from "../../../utils/shared/contract/referral-state.ts";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import { partnerChannels, referralLetters, referrals } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { diffChannels } from "../../delivery/channel-diff.ts";

export type PartnerChannelRecord = typeof partnerChannels.$inferSelect;

/** Active channels, of one partner or of all, preferred first. */
export function readPartnerChannels(db: Db, partner?: PartnerCode): Promise<PartnerChannelRecord[]> {
  return db
    .select()
    .from(partnerChannels)
    .where(and(isNull(partnerChannels.endedAt), partner && eq(partnerChannels.partner, partner)))
    .orderBy(asc(partnerChannels.place), asc(partnerChannels.id));
}

/** The preferred channel that accepts such a referral. */
export async function fittingPartnerChannel(
  db: Db,
  { partner, category }: { partner: PartnerCode; category: CategoryCode },
): Promise<PartnerChannelRecord | undefined> {
  const rows = await readPartnerChannels(db, partner);
  return rows.find(({ channel }) => channel.categories?.includes(category) ?? true);
}

/** An active channel of the partner. Its categories are only a default, and a person chose it. */
export async function findPartnerChannel(
  tx: Db,
  partner: PartnerCode,
  id: string,
): Promise<PartnerChannelRecord | undefined> {
  return (await readPartnerChannels(tx, partner)).find((row) => row.id === id);
}

/** Leaves out people's addresses and secrets. */
export function toPartnerChannelView({ id, partner, name, ...channel }: PartnerChannel): PartnerChannelView {
  const form = channel.kind === "form" ? { address: channel.address } : {};
  return { id, partner, name, kind: channel.kind, ...form };
}

interface LoadedPartnerChannels {
  begun: string[];
  ended: string[];
  unchanged: string[];
}

/** Replaces all partners' channels with those of a file. Unchanged channels keep their rows. */
export function loadPartnerChannels(
  db: Db,
  given: readonly PartnerChannel[],
  at: Date,
): Promise<LoadedPartnerChannels> {
  return db.transaction(async (tx) => {
    const inUse = await tx
      .select()
      .from(partnerChannels)
      .where(isNull(partnerChannels.endedAt))
      .for("update");
    const { ended, moved, begun, unchanged } = diffChannels(inUse, given);
    const over = ended.map(({ rowId }) => rowId);
    await tx.update(partnerChannels).set({ endedAt: at }).where(inArray(partnerChannels.rowId, over));
    for (const { rowId, place } of moved)
      await tx.update(partnerChannels).set({ place }).where(eq(partnerChannels.rowId, rowId));
    const written = [...over, ...moved.map(({ rowId }) => rowId)];
    for (const { channel, place, replaces } of begun) {
      const rowId = randomUUID();
      const { id, partner } = channel;
      await tx.insert(partnerChannels).values({ rowId, id, partner, place, channel, since: at });
      written.push(rowId);
      if (replaces?.channel.kind === channel.kind && replaces.channel.partner === partner)
        await moveLetters(tx, replaces.rowId, rowId);
    }
    const act = { act: "partner-channels-loaded", at, by: "administrator" };
    await logTrust(tx, act, { partner_channels: written });
    return {
      begun: begun.map(({ channel: { id } }) => id),
      ended: ended.map(({ id }) => id),
      unchanged,
    };
  });
}

/** Moves unsent letters, and their referrals, to the changed channel. */
async function moveLetters(tx: Db, from: string, to: string): Promise<void> {
  const moved = await tx
    .update(referralLetters)
    .set({ channelId: to })
    .where(and(eq(referralLetters.channelId, from), inArray(referralLetters.state, ["queued", "by-hand"])))
    .returning({ referralId: referralLetters.referralId });
  const ids = moved.map(({ referralId }) => referralId);
  await tx
    .update(referrals)
    .set({ channelId: to })
    .where(and(inArray(referrals.id, ids), eq(referrals.channelId, from)));
}
