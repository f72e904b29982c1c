/** Adds, changes and removes single channels, at the desk and at the command line. */

import { randomBytes } from "node:crypto";
import type { ChannelAtDesk } from "../../utils/shared/contract/administration.ts";
import type { PartnerChannel } from "../../utils/shared/contract/partner-channel.ts";
import type { Channel } from "../../utils/shared/contract/platform-channel.ts";
import type { Db } from "../db/store.ts";
import type { LoadedChannels } from "../delivery/replace-channels.ts";
import { editPartnerChannels, readPartnerChannels } from "../referrals/store/partner-channels.ts";
import { editChannels, readChannels } from "../requests/store/channels.ts";

export type AnyChannel = Channel | PartnerChannel;

interface Editing {
  at: Date;
  /** Names in the log. */
  by: string;
}

const isPlatforms = <P extends object>(
  given: P | { site: unknown },
): given is Extract<P, { site: unknown }> => "site" in given;

/** Adds the channels at the end, or puts each in the place of the one with its id. All others stay. */
export async function saveChannels(
  db: Db,
  given: readonly AnyChannel[],
  { at, by }: Editing,
): Promise<LoadedChannels> {
  const toPlatforms = given.filter((channel): channel is Channel => isPlatforms(channel));
  const toPartners = given.filter((channel): channel is PartnerChannel => !isPlatforms(channel));
  return db.transaction(async (tx) => {
    const edit = { act: "channel-saved", at, by };
    return joined([
      ...(toPlatforms.length > 0
        ? [await editChannels(tx, (inUse) => merged(inUse, toPlatforms), edit)]
        : []),
      ...(toPartners.length > 0
        ? [await editPartnerChannels(tx, (inUse) => merged(inUse, toPartners), edit)]
        : []),
    ]);
  });
}

function merged<C extends { id: string }>(inUse: readonly C[], given: readonly C[]): C[] {
  const changed = new Map(given.map((channel) => [channel.id, channel]));
  const kept = inUse.map((channel) => changed.get(channel.id) ?? channel);
  const idsInUse = new Set(inUse.map(({ id }) => id));
  return [...kept, ...given.filter(({ id }) => !idsInUse.has(id))];
}

/** Names each channel once. */
export function joined(parts: readonly LoadedChannels[]): LoadedChannels {
  return {
    begun: parts.flatMap(({ begun }) => begun),
    ended: parts.flatMap(({ ended }) => ended),
    unchanged: parts.flatMap(({ unchanged }) => unchanged),
  };
}

/** Returns false if no such channel is in use. Letters that wait for it stay with it and are still sent. */
export async function removeChannel(
  db: Db,
  { channel, to }: { channel: string; to: "platform" | "partner" },
  { at, by }: Editing,
): Promise<boolean> {
  const edit = { act: "channel-removed", at, by };
  const without = <C extends { id: string }>(inUse: readonly C[]) => inUse.filter(({ id }) => id !== channel);
  const { ended } =
    to === "platform" ? await editChannels(db, without, edit) : await editPartnerChannels(db, without, edit);
  return ended.length > 0;
}

/**
 * Saves a channel that was written without a secret. A webhook keeps its secret while it keeps its address; otherwise
 * a new one is made, which is returned once.
 */
export async function saveDeskChannel(
  tx: Db,
  given: ChannelAtDesk,
  editing: Editing,
): Promise<{ secret?: string }> {
  if (given.kind !== "webhook") {
    await saveChannels(tx, [given], editing);
    return {};
  }
  const rows = isPlatforms(given) ? await readChannels(tx) : await readPartnerChannels(tx);
  const before = rows.find(({ id }) => id === given.id)?.channel;
  const isSame = before?.kind === "webhook" && before.address === given.address;
  const secret = isSame ? before.secret : randomBytes(32).toString("base64url");
  await saveChannels(tx, [{ ...given, secret }], editing);
  return isSame ? {} : { secret };
}

export function withoutSecret(given: AnyChannel): ChannelAtDesk {
  if (given.kind !== "webhook") return given;
  const { secret: _, ...rest } = given;
  return rest;
}
