/** Runs commands in the process that has the database open: a running intake, or this process. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Config } from "../config.ts";
import { lockFolder, readHolder, sendCommand, type WriteLine } from "../core/folder-lock.ts";
import { checkPrivateFolders } from "../core/private-folders.ts";
import { listeningAddress } from "../core/settings-text.ts";
import { OtherVersionError } from "../db/migrations.ts";
import { openPglite, openPostgresForCommand } from "../db/open.ts";
import type { IntakeCommand } from "./commands.ts";
import { runHealthCommand } from "./health.ts";
import { runAdminCommand } from "./run-command.ts";

const ignoreLine: WriteLine = () => undefined;

export interface AdminConnection {
  /** Returns plain JSON. Throws if the command fails; the message is shown to the administrator. */
  ask(asked: IntakeCommand, say?: WriteLine): Promise<object>;
  close(): Promise<void>;
}

export async function connectAdmin(config: Config): Promise<AdminConnection> {
  await checkPrivateFolders(config);
  const address = config.publicOrigin ?? listeningAddress(config);
  if (config.databaseUrl !== undefined) {
    const store = await openPostgresForCommand(config.databaseUrl);
    return {
      ask: (asked, say = ignoreLine) => runAdminCommand({ store, config, address }, asked, say),
      close: () => store.close(),
    };
  }
  const busy = async () => {
    throw new Error("A command is running on this folder. Try again.");
  };
  const taken = await lockFolder(config.dataDir, busy);
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
      ask: (asked, say = ignoreLine) => runAdminCommand({ store, config, address }, asked, say),
      close: async () => {
        await store.close();
        await taken.lock.release();
      },
    };
  } catch (error) {
    await taken.lock.release();
    throw error;
  }
}

/** Commands that prepare an intake which has not run yet. */
const firstCommands: readonly IntakeCommand["command"][] = ["enrol", "import-people", "unit"];

/** Without this, a command that lacks the intake's settings would succeed on a new empty database. */
async function refuseAbsentDatabase({ databaseUrl, dataDir }: Config): Promise<void> {
  if (databaseUrl !== undefined || existsSync(join(dataDir, "db")) || (await readHolder(dataDir))) return;
  throw new Error(
    `No intake has run in ${dataDir}, and DATABASE_URL is not set. Give the intake's settings: node --env-file=/etc/lapor/intake.env bin/lapor.mjs …`,
  );
}

/** Throws if the command would read an embedded database that does not exist. */
export async function sendAdminCommand(
  config: Config,
  asked: IntakeCommand,
  say?: WriteLine,
): Promise<object> {
  if (!firstCommands.includes(asked.command)) await refuseAbsentDatabase(config);
  const line = await connectAdmin(config);
  try {
    return await line.ask(asked, say);
  } finally {
    await line.close();
  }
}

/** Reports on an unreachable database instead of failing. Throws if there never was one. */
export async function sendHealthCommand(
  config: Config,
  asked: IntakeCommand,
  say: WriteLine,
): Promise<object> {
  await refuseAbsentDatabase(config);
  try {
    return await sendAdminCommand(config, asked, say);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return runHealthCommand(
      undefined,
      config,
      error instanceof OtherVersionError ? error.version : undefined,
    );
  }
}
