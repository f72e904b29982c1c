/** Gives a command to whoever holds the database: a running intake, or this process. */

import { join } from "node:path";
import { z } from "zod";
import type { Config } from "../config.ts";
import { openPglite, openPostgres } from "../store/open.ts";
import type { Store } from "../store/store.ts";
import { type Command, runCommand } from "./commands.ts";
import { sendCommand, takeFolder } from "./hold.ts";

/** Answers plain JSON; throws a sentence when it cannot be done. */
export async function askIntake(config: Config, asked: Command): Promise<object> {
  const address = config.publicOrigin ?? `http://${config.host}:${config.port}`;
  const run = async (open: Promise<Store>) => {
    const store = await open;
    try {
      return await runCommand(store, address, asked);
    } finally {
      await store.close();
    }
  };
  if (config.databaseUrl !== undefined) return run(openPostgres(config.databaseUrl));
  const busy = async () => {
    throw new Error("A command is running on this folder, try again.");
  };
  const taken = await takeFolder(config.dataDir, busy);
  if ("holder" in taken) return z.looseObject({}).parse(await sendCommand(taken.holder, asked));
  try {
    return await run(openPglite(join(config.dataDir, "db")));
  } finally {
    await taken.hold.release();
  }
}
