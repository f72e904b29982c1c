/** Commands about channels: load a set, list the active ones, note a received mail. */

import { z } from "zod";
import { type Channel, channel, channelFile } from "../../utils/shared/contract/channel.ts";
import { instant } from "../../utils/shared/contract/ids.ts";
import type { Db } from "../db/store.ts";
import { inboundMail } from "../delivery/read-mail.ts";
import { loadChannels, readChannels } from "../requests/store/channels.ts";
import { recordMail } from "../requests/store/record-mail.ts";

export const channelsCommand = z.discriminatedUnion("command", [
  z.strictObject({ command: z.literal("load-channels"), channels: channelFile }),
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
  if (input.command === "note-mail") return recordMail(db, input.mail, new Date());
  if (input.command === "load-channels") return loadChannels(db, input.channels, new Date());
  const found = await readChannels(db);
  return {
    channels: found.map(({ channel, since }) => ({ ...withoutSecret(channel), since: since.toISOString() })),
  };
}

function withoutSecret(given: Channel): object {
  if (given.kind !== "webhook") return channel.parse(given);
  const { secret: _, ...rest } = given;
  return rest;
}
