/** Runs any command of an administrator in the process that holds the database. */

import type { Config } from "../config.ts";
import type { Store } from "../store/store.ts";
import { runBackupCommand } from "./backup.ts";
import { type Command, runCommand } from "./commands.ts";
import { runHealthCommand } from "./health.ts";
import type { Say } from "./hold.ts";
import { runKeepingCommand } from "./keeping.ts";
import { runPersonalDataCommand } from "./personal-data.ts";

/** Answers plain JSON; throws a sentence when it cannot be done. `say` hears how far it is. */
export async function runHere(
  store: Store,
  config: Config,
  intakeAddress: string,
  asked: Command,
  say: Say,
): Promise<object> {
  switch (asked.command) {
    case "hold":
    case "release":
    case "retention":
      return runKeepingCommand(store.db, config, asked);
    case "about":
    case "taken":
      return runPersonalDataCommand(store.db, asked);
    case "backup":
      return runBackupCommand(store, config, asked, say);
    case "health":
      return runHealthCommand(store.db, config);
    default:
      return runCommand(store, intakeAddress, asked);
  }
}
