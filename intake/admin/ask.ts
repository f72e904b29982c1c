/** Runs commands in the process that has the database open: a running intake, or this process. */

import { join } from "node:path";
import { z } from "zod";
import { type Config, listeningAddress } from "../config.ts";
import { type Say, sendCommand, takeFolder } from "../core/hold.ts";
import { securePlaces } from "../core/private-folders.ts";
import { openPglite, openPostgres } from "../db/open.ts";
import type { Command } from "./commands.ts";
import { runHealthCommand } from "./health.ts";
import { runHere } from "./run.ts";

const silent: Say = () => undefined;

export interface Line {
  /** Returns plain JSON. Throws if the command fails; the message is shown to the administrator. */
  ask(asked: Command, say?: Say): Promise<object>;
  close(): Promise<void>;
}

export async function openLine(config: Config): Promise<Line> {
  await securePlaces(config);
  const address = config.publicOrigin ?? listeningAddress(config);
  if (config.databaseUrl !== undefined) {
    const store = await openPostgres(config.databaseUrl);
    return {
      ask: (asked, say = silent) => runHere({ store, config, address }, asked, say),
      close: () => store.close(),
    };
  }
  const busy = async () => {
    throw new Error("A command is running on this folder. Try again.");
  };
  const taken = await takeFolder(config.dataDir, busy);
  if ("holder" in taken) {
    const { holder } = taken;
    return {
      ask: async (asked, say) => z.looseObject({}).parse(await sendCommand(holder, asked, say)),
      close: async () => {},
    };
  }
  try {
    const store = await openPglite(join(config.dataDir, "db"));
    return {
      ask: (asked, say = silent) => runHere({ store, config, address }, asked, say),
      close: async () => {
        await store.close();
        await taken.hold.release();
      },
    };
  } catch (error) {
    await taken.hold.release();
    throw error;
  }
}

export async function askIntake(config: Config, asked: Command, say?: Say): Promise<object> {
  const line = await openLine(config);
  try {
    return await line.ask(asked, say);
  } finally {
    await line.close();
  }
}

/** Reports on an unreachable database instead of failing. */
export async function askHealth(config: Config, asked: Command, say: Say): Promise<object> {
  try {
    return await askIntake(config, asked, say);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return runHealthCommand(undefined, config);
  }
}
