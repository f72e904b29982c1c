/** Runs any command of an administrator in the process that holds the database. */

import type { Config } from "../config.ts";
import type { Store } from "../store/store.ts";
import { type Command, runCommand } from "./commands.ts";
import { runKeepingCommand } from "./keeping.ts";
import { runPersonalDataCommand } from "./personal-data.ts";

/** Answers plain JSON; throws a sentence when it cannot be done. */
export async function runHere(
  store: Store,
  config: Config,
  intakeAddress: string,
  asked: Command,
): Promise<object> {
  switch (asked.command) {
    case "hold":
    case "release":
    case "retention":
      return runKeepingCommand(store.db, config, asked);
    case "about":
    case "taken":
      return runPersonalDataCommand(store.db, asked);
    default:
      return runCommand(store, intakeAddress, asked);
  }
}
