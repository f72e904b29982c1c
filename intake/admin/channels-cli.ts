/** `npm run channels`: loads an administrator's channel file, and lists active channels. */

import { readFile } from "node:fs/promises";
import { z } from "zod";
import { channelFile } from "../../utils/shared/contract/channel.ts";
import type { Config } from "../config.ts";
import { channelsList, channelsLoaded } from "./channels.ts";
import { sendAdminCommand } from "./connect.ts";

const usage = "Usage: npm run channels -- load FILE|list [--json]";

/** Returns the text to print. Throws if the command fails; the message is shown to the administrator. */
export async function runChannelsCli(config: Config, [act, file]: string[], json: boolean): Promise<string> {
  if (act === "list" && file === undefined) {
    const list = channelsList.parse(await sendAdminCommand(config, { command: "list-channels" }));
    return json ? JSON.stringify(list) : printList(list);
  }
  if (act !== "load" || file === undefined) throw new Error(usage);
  const given = await readChannelFile(file);
  const loaded = channelsLoaded.parse(
    await sendAdminCommand(config, { command: "load-channels", channels: given }),
  );
  return json ? JSON.stringify(loaded) : printLoaded(loaded);
}

/** Validates the file before the database is opened, so that nothing of a faulty file is loaded. */
async function readChannelFile(file: string): Promise<z.infer<typeof channelFile>> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new Error(`${file} cannot be read.`);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error(`${file} is not JSON.`);
  }
  const read = channelFile.safeParse(value);
  if (!read.success) throw new Error(`${file}:\n${z.prettifyError(read.error)}`);
  return read.data;
}

function printLoaded({ begun, ended, unchanged }: z.infer<typeof channelsLoaded>): string {
  const line = (what: string, ids: string[]) => `${what}: ${ids.join(", ") || "none"}`;
  return [line("In use from now", begun), line("Ended", ended), line("Unchanged", unchanged)].join("\n");
}

function printList({ channels: all }: z.infer<typeof channelsList>): string {
  if (all.length === 0) return "There are no channels, so no request can be made.";
  const words = (value: unknown) => (Array.isArray(value) ? value.join(",") : String(value ?? ""));
  return all
    .map(({ id, since, ...rest }) =>
      [
        id,
        rest.site,
        rest.kind,
        words(rest.to ?? rest.address ?? rest.format),
        words(rest.categories ?? "all"),
        rest.urgentOnly === true ? "urgent" : "",
        since,
      ]
        .map(words)
        .filter(Boolean)
        .join("  "),
    )
    .join("\n");
}
