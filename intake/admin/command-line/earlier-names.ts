/** Commands under their earlier names; hidden from help, with the same options and answers. */

import type { Command } from "commander";
import { asks, type Surroundings } from "./define-command.ts";

/** Each with its options. */
export const oldWords: Record<string, readonly string[]> = {
  apikey: ["scope", "channel", "name", "days"],
  unit: ["name", "sites", "categories", "languages"],
  assign: ["person", "unit"],
  suspend: ["person"],
  resume: ["person"],
  revoke: ["device", "code", "key", "person"],
  hold: ["case", "reason"],
  release: ["case", "reason", "hold"],
  about: ["name"],
  taken: ["device", "person", "since"],
  timestamps: ["out"],
  canaries: [],
};

export function addEarlierNames(program: Command, surroundings: Surroundings): void {
  for (const [command, options] of Object.entries(oldWords)) {
    const made = program.command(command, { hidden: true }).option("--json");
    for (const name of options) made.option(`--${name} <value>`);
    asks(made, surroundings, (_, given) => ({ command, ...given }));
  }
}
