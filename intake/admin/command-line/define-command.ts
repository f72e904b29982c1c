/** Builds commands that share `--json`, examples, and questions to the intake. */

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { getSystemErrorMessage } from "node:util";
import type { Command } from "commander";
import type { Config } from "../../config.ts";

/** Parts of the program outside this domain, loaded when a command needs them. */
export interface Surroundings {
  readConfig(): Promise<Config>;
  /** Asks the running intake, or opens the database if none runs, and prints the answer. */
  answer(question: Question): Promise<void>;
  /** One sentence per wrong setting. */
  wrongSettings(): Promise<string[]>;
  /** Runs until the process gets a signal to stop. */
  serve(): Promise<void>;
  /** Runs the publisher's program, which is separate because it needs the development packages. */
  publish(words: readonly string[]): Promise<void>;
}

export interface Question {
  command: Command;
  asked: Record<string, unknown>;
  json: boolean;
  language?: unknown;
}

const examples = new WeakMap<Command, readonly string[]>();

/** Returns the command's examples, without the program's name. */
export const examplesOf = (command: Command): readonly string[] => examples.get(command) ?? [];

/** Adds a command with its examples. */
export function leaf(parent: Command, usage: string, summary: string, ...shown: string[]): Command {
  const command = parent.command(usage, { isDefault: usage === "list" }).description(summary);
  examples.set(command, shown);
  return command
    .option("--json", "print the answer as JSON")
    .addHelpText("after", `\nExamples:\n${shown.map((example) => `  $ lapor ${example}`).join("\n")}`);
}

/** Adds a command that has other commands. */
export function group(parent: Command, name: string, summary: string): Command {
  return parent.command(name).description(summary).helpCommand(false);
}

/** Adds `list`, which also runs if the group is named alone. */
export function list(parent: Command, summary: string, surroundings: Surroundings, command: string): Command {
  const made = leaf(parent, "list", summary, parent.name(), `${parent.name()} list --json`);
  return asks(made, surroundings, () => ({ command }));
}

/** Reads a file that an argument names. Throws with its absolute path, because the command may run in another folder. */
export async function readNamedFile(file: string): Promise<Uint8Array> {
  return readFile(file).catch(({ errno, message }: NodeJS.ErrnoException) => {
    const reason = errno === undefined ? message : getSystemErrorMessage(errno);
    throw new Error(`${resolve(file)} cannot be read: ${reason}.`);
  });
}

type Asked = Record<string, unknown>;

/** Passes the command's arguments and options to the intake. */
export function asks(
  command: Command,
  surroundings: Surroundings,
  toAsked: (given: readonly string[], options: Record<string, unknown>) => Asked | Promise<Asked>,
): Command {
  return command.action(async () => {
    const { json, language, ...options } = command.opts();
    const asked = await toAsked(command.processedArgs as string[], options);
    await surroundings.answer({ command, asked, json: json === true, language });
  });
}
