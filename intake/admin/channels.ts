/** Commands about channels: load a set, list the active ones, note a received mail. */

import { z } from "zod";
import { instant } from "../../utils/shared/contract/ids.ts";
import { type PartnerChannel, partnerChannelFile } from "../../utils/shared/contract/partner-channel.ts";
import { type Channel, channelCode, channelFile } from "../../utils/shared/contract/platform-channel.ts";
import type { Db } from "../db/store.ts";
import { type InboundMail, inboundMail } from "../delivery/read-mail.ts";
import { recordMail } from "../delivery/record-mail.ts";
import { referralLettersOwner } from "../referrals/store/deliver-referrals.ts";
import { loadPartnerChannels, readPartnerChannels } from "../referrals/store/partner-channels.ts";
import { loadChannels, readChannels } from "../requests/store/channels.ts";
import { requestLetters } from "../requests/store/deliver-requests.ts";
import { joined, removeChannel, saveChannels, withoutSecret } from "./edit-channels.ts";

export const channelsCommand = z.discriminatedUnion("command", [
  z.strictObject({
    command: z.literal("load-channels"),
    channels: channelFile,
    /** Channels to partners. */
    partners: partnerChannelFile.default([]),
  }),
  z.strictObject({
    command: z.literal("save-channels"),
    channels: channelFile,
    partners: partnerChannelFile.default([]),
  }),
  z.strictObject({
    command: z.literal("remove-channel"),
    channel: channelCode,
    to: z.enum(["platform", "partner"]),
  }),
  z.strictObject({ command: z.literal("list-channels") }),
  z.strictObject({ command: z.literal("note-mail"), mail: inboundMail }),
]);

/** Channel ids only. */
export const channelsLoaded = z.object({
  begun: z.array(z.string()),
  ended: z.array(z.string()),
  unchanged: z.array(z.string()),
});

/** Channels without their secrets. */
export const channelsList = z.object({
  channels: z.array(z.looseObject({ id: z.string(), since: instant })),
});

export async function runChannelsCommand(db: Db, input: z.infer<typeof channelsCommand>): Promise<object> {
  const at = new Date();
  if (input.command === "note-mail") return noteMail(db, input.mail, at);
  if (input.command === "load-channels") return loadAll(db, input, at);
  if (input.command === "save-channels")
    return saveChannels(db, [...input.channels, ...input.partners], { at, by: "administrator" });
  if (input.command === "remove-channel") {
    if (await removeChannel(db, input, { at, by: "administrator" })) return { removed: input.channel };
    throw new Error(`No channel ${input.channel} to a ${input.to} is in use.`);
  }
  const channels = [...(await readChannels(db)), ...(await readPartnerChannels(db))];
  return {
    channels: channels.map(({ channel, since }) => ({
      ...withoutSecret(channel),
      since: since.toISOString(),
    })),
  };
}

/** A mail that concerns no request may concern a referral. */
async function noteMail(db: Db, mail: InboundMail, at: Date): Promise<object> {
  const noted = await recordMail(db, requestLetters, mail, at);
  return noted.request === undefined ? recordMail(db, referralLettersOwner, mail, at) : noted;
}

async function loadAll(
  db: Db,
  { channels, partners }: { channels: Channel[]; partners: PartnerChannel[] },
  at: Date,
): Promise<z.infer<typeof channelsLoaded>> {
  if (channels.length + partners.length === 0)
    throw new Error(
      "The file names no channel, and loading it would end all. To end one: lapor channels remove CHANNEL",
    );
  return joined([await loadChannels(db, channels, at), await loadPartnerChannels(db, partners, at)]);
}
