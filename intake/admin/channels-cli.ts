/** `npm run channels`: loads an administrator's channel file, edits single channels, and lists active ones. */

import { z } from "zod";
import { partnerChannelFile } from "../../utils/shared/contract/partner-channel.ts";
import { channelFile } from "../../utils/shared/contract/platform-channel.ts";
import type { Config } from "../config.ts";
import { channelsList, channelsLoaded } from "./channels.ts";
import { readNamedFile } from "./command-line/define-command.ts";
import { sendAdminCommand } from "./connect.ts";
import { listOf } from "./terminal-output.ts";

/** Returns the text to print. Throws if the command fails; the message is shown to the administrator. */
export async function showChannels(config: Config, json: boolean): Promise<string> {
  const list = channelsList.parse(await sendAdminCommand(config, { command: "list-channels" }));
  return json ? JSON.stringify(list) : printList(list);
}

/** Replaces all channels by those of a file. */
export async function loadChannelFile(config: Config, file: string, json: boolean): Promise<string> {
  const given = await readChannelFile(file);
  const loaded = channelsLoaded.parse(await sendAdminCommand(config, { command: "load-channels", ...given }));
  return json ? JSON.stringify(loaded) : printLoaded(loaded);
}

/** Adds or changes the channels of a file, and leaves all others. */
export async function saveChannelFile(config: Config, file: string, json: boolean): Promise<string> {
  const given = await readChannelFile(file);
  const saved = channelsLoaded.parse(await sendAdminCommand(config, { command: "save-channels", ...given }));
  return json ? JSON.stringify(saved) : printLoaded(saved);
}

export async function removeOneChannel(
  config: Config,
  given: { channel: string; to: "platform" | "partner" },
  json: boolean,
): Promise<string> {
  const done = await sendAdminCommand(config, { command: "remove-channel", ...given });
  return json ? JSON.stringify(done) : `Ended: ${given.channel}`;
}

/** Validates the file before the database is opened, so that nothing of a faulty file is loaded. */
async function readChannelFile(
  file: string,
): Promise<{ channels: z.infer<typeof channelFile>; partners: z.infer<typeof partnerChannelFile> }> {
  const text = new TextDecoder().decode(await readNamedFile(file));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${file} is not JSON.`);
  }
  const all: unknown[] = Array.isArray(value) ? value : [value];
  const isPartner = (one: unknown) => typeof one === "object" && one !== null && "partner" in one;
  return {
    channels: parsed(
      channelFile,
      all.filter((channel) => !isPartner(channel)),
      file,
    ),
    partners: parsed(partnerChannelFile, all.filter(isPartner), file),
  };
}

function parsed<T extends z.ZodType>(shape: T, value: unknown, file: string): z.output<T> {
  const read = shape.safeParse(value);
  if (!read.success) throw new Error(`${file}:\n${z.prettifyError(read.error)}`);
  return read.data;
}

function printLoaded({ begun, ended, unchanged }: z.infer<typeof channelsLoaded>): string {
  const line = (what: string, ids: string[]) => `${what}: ${ids.join(", ") || "none"}`;
  return [line("In use from now", begun), line("Ended", ended), line("Unchanged", unchanged)].join("\n");
}

function printList({ channels: all }: z.infer<typeof channelsList>): string {
  const rows = all.map((channel) => ({
    ...channel,
    site: channel.site ?? channel.partner,
    target: channel.to ?? channel.address ?? channel.format,
    categories: channel.categories ?? "all",
    urgency: channel.urgentOnly === true ? "urgent only" : "all",
  }));
  const columns = {
    CHANNEL: "id",
    FOR: "site",
    KIND: "kind",
    TO: "target",
    CATEGORIES: "categories",
    URGENCY: "urgency",
    SINCE: "since",
  };
  return listOf(rows, columns, "There are no channels, so no request can be made and no referral sent.");
}
