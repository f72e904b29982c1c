/** Channels to partners: which fits a referral, and their replacement by those of a file. */

import { and, asc, desc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { PartnerChannel, PartnerChannelView } from "../../../utils/shared/contract/partner-channel.ts";
import type { PartnerCode } from "../../../utils/shared/contract/referral-state.ts";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import { partnerChannels, referralLetters, referrals } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import {
  type ChannelAct,
  type EditChannels,
  followChange,
  type LoadedChannels,
  replaceChannels,
} from "../../delivery/replace-channels.ts";

export type PartnerChannelRecord = typeof partnerChannels.$inferSelect;

/** Active channels, of one partner or of all, preferred first. */
export function readPartnerChannels(db: Db, partner?: PartnerCode): Promise<PartnerChannelRecord[]> {
  return db
    .select()
    .from(partnerChannels)
    .where(and(isNull(partnerChannels.endedAt), partner && eq(partnerChannels.partner, partner)))
    .orderBy(asc(partnerChannels.place), asc(partnerChannels.id));
}

/** Removed channels, newest first. */
export function readRemovedPartnerChannels(db: Db, limit: number): Promise<PartnerChannelRecord[]> {
  return db
    .select()
    .from(partnerChannels)
    .where(isNotNull(partnerChannels.endedAt))
    .orderBy(desc(partnerChannels.endedAt), asc(partnerChannels.id))
    .limit(limit);
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

/** Replaces all channels to partners with those of a file. */
export function loadPartnerChannels(
  db: Db,
  given: readonly PartnerChannel[],
  at: Date,
): Promise<LoadedChannels> {
  return editPartnerChannels(db, () => given, { act: "partner-channels-loaded", at, by: "administrator" });
}

export function editPartnerChannels(
  db: Db,
  edit: EditChannels<PartnerChannel>,
  act: ChannelAct,
): Promise<LoadedChannels> {
  return db.transaction(async (tx) => {
    const { loaded, written } = await replaceChannels(tx, channelsToPartners, edit, act.at);
    await logTrust(tx, act, { partner_channels: written });
    return loaded;
  });
}

const channelsToPartners = {
  table: partnerChannels,
  recipientOf: ({ partner }: PartnerChannel) => partner,
  insert: (tx: Db, row: Omit<PartnerChannelRecord, "partner" | "endedAt">) =>
    tx.insert(partnerChannels).values({ ...row, partner: row.channel.partner }),
  moveLetters,
};

export function followChangedPartnerChannel(db: Db, rowId: string): Promise<void> {
  return followChange(db, channelsToPartners, rowId);
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
