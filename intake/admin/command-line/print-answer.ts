/** Checks a command's options, asks the intake, and prints the answer. */

import { userInfo } from "node:os";
import type { Command } from "commander";
import type { z } from "zod";
import type { Config } from "../../config.ts";
import { plainError } from "../../core/plain-errors.ts";
import { type AdminCommand, adminCommand } from "../commands.ts";
import { sendAdminCommand, sendHealthCommand } from "../connect.ts";
import { printAnswer } from "../print.ts";
import { terminalLanguage } from "../terminal-output.ts";
import { dayList, writeDays } from "../timestamps.ts";
import type { Question } from "./define-command.ts";

/** Their answer has `ok`, which decides on the exit code. */
const commandsWithVerdict: readonly AdminCommand["command"][] = [
  "verify",
  "health",
  "import-people",
  "backup",
];

/** Exit code of a backup or a restore that is complete except for evidence which was lost before. */
export const evidenceMissing = 3;

/** The name of the machine's account is logged with them. */
const commandsWithAccount: readonly string[] = [
  "hold",
  "release",
  "set-period",
] satisfies AdminCommand["command"][];

export async function answer({ command, asked, json, language }: Question, config: Config): Promise<void> {
  const { out, ...rest } = asked;
  const writesDays = asked.command === "timestamps";
  const by = commandsWithAccount.includes(String(asked.command)) ? { by: userInfo().username } : {};
  const read = adminCommand.safeParse({ ...(writesDays ? rest : asked), ...by }, { error: plainError });
  if (!read.success) return command.error(sentencesOf(command, read.error));
  const spoken = terminalLanguage.safeParse(language, { error: plainError });
  if (!spoken.success) return command.error(`error: --language ${spoken.error.issues[0]?.message}`);
  const ask = read.data.command === "health" ? sendHealthCommand : sendAdminCommand;
  const result = await ask(config, read.data, showProgress).finally(endProgress);
  const differing = writesDays && typeof out === "string" ? await writeDays(out, dayList.parse(result)) : [];
  console.log(json ? JSON.stringify(result) : printAnswer(read.data, result, spoken.data));
  if (differing.length > 0)
    console.error(
      `These days are not as in an earlier export, whose files were kept: ${differing.join(", ")}. See docs/admin/incident.md.`,
    );
  const code = differing.length > 0 ? 1 : exitCodeOf(read.data.command, result);
  if (code !== 0) process.exitCode = code;
}

function exitCodeOf(command: AdminCommand["command"], result: object): number {
  const hasFailed = commandsWithVerdict.includes(command)
    ? !("ok" in result && result.ok === true)
    : "revoked" in result && result.revoked === false;
  if (!hasFailed) return 0;
  return command === "backup" ? evidenceMissing : 1;
}

/** Returns one line per fault, with the name of its option or argument as typed; a fault of several has no name. */
function sentencesOf(command: Command, { issues }: z.ZodError): string {
  const lines = issues.map(({ path, message }) => {
    if (path.length === 0) return `error: ${message}`;
    const name = String(path[0]);
    const option = command.options.find((named) => named.attributeName() === name);
    return `error: ${option?.long ?? `<${name}>`} ${message}`;
  });
  return [...new Set(lines)].join("\n");
}

/**
 * Progress goes to standard error, so that `--json` output stays one object. On a terminal each line replaces
 * the one before.
 */
export function showProgress(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${line}`);
  else console.error(line);
}

export function endProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[2K");
}
