/** The administrator's program `lapor`. Loads no command's code before that command runs. */

import { styleText } from "node:util";
import { Command } from "commander";
import type { Surroundings } from "./define-command.ts";
import { addEarlierNames } from "./earlier-names.ts";
import { addAccess } from "./groups/access.ts";
import { addCompletion } from "./groups/completion.ts";
import { addOperation } from "./groups/operation.ts";
import { addPublishing } from "./groups/publishing.ts";
import { addStoredData } from "./groups/stored-data.ts";

export const exitCodes = [
  ["0", "the command succeeded, and its checks passed"],
  ["1", "it failed, was used wrongly, or a check failed or needs action"],
  ["2", "`verify FILE`: the file cannot be checked"],
  [
    "3",
    "`verify FILE`: all fits, but `--intake-key` did not say whose key signed it; `backup`, `restore`: done, but evidence is missing",
  ],
  ["75", "`mail`: it could not be recorded now and must be retried"],
] as const;

/** Throws `CommanderError` in place of ending the process. */
export function createProgram(surroundings: Surroundings): Command {
  const program = new Command("lapor")
    .description("Runs and administers the intake of Lapor Kominfo.")
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({
      styleTitle: (title) => styleText("bold", title, { validateStream: false }),
    })
    .helpCommand(false)
    .addHelpText(
      "after",
      `
Each command has its own help: lapor people --help, lapor people suspend --help.
Commands read the settings of the intake from the environment; see docs/settings.md.

Exit codes:
${exitCodes.map(([code, meaning]) => `  ${code.padEnd(3)} ${meaning}`).join("\n")}`,
    );
  addOperation(program, surroundings);
  addAccess(program, surroundings);
  addStoredData(program, surroundings);
  addPublishing(program, surroundings);
  addCompletion(program);
  addEarlierNames(program, surroundings);
  return program;
}
