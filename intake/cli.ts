/**
 * Administrator's command line: serves the intake, or runs a command in the process that has its database
 * open.
 */

import { userInfo } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { z } from "zod";
import { runChannelsCli } from "./admin/channels-cli.ts";
import { type AdminCommand, adminCommand } from "./admin/commands.ts";
import { sendAdminCommand, sendHealthCommand } from "./admin/connect.ts";
import { receiveMail } from "./admin/mail-cli.ts";
import { printAnswer } from "./admin/print.ts";
import { printRestored, restore } from "./admin/restore.ts";
import { terminalLanguage } from "./admin/terminal-language.ts";
import { dayList, writeDays } from "./admin/timestamps.ts";
import { checkFile } from "./admin/verify-file.ts";
import { readConfig } from "./config.ts";
import { startIntake } from "./serve.ts";

const usage = `Usage:
  npm run intake
  npm run enrol -- --role officer|vlogger|supervisor|admin --name "…" [--unit "…"] [--hours N] [--json]
  npm run enrol -- --person ID [--hours N] [--json]
  npm run apikey -- --scope read|platform [--channel ID] [--name "…"] [--days N] [--json]
  npm run verify [-- --json]
  npm run verify -- FILE [--intake-key THUMBPRINT] [--language id|en] [--json]
  npm run canaries [-- --json]
  npm run channels -- load FILE|list [--json]
  node intake/cli.ts mail < MESSAGE
  node intake/cli.ts timestamps [--out FOLDER] [--json]
  node intake/cli.ts unit --name "…" [--sites x,youtube] [--categories JUDI,…] [--languages id,jv] [--json]
  node intake/cli.ts assign --person ID [--unit "…"] [--json]
  node intake/cli.ts suspend|resume --person ID [--json]
  node intake/cli.ts people|units|codes|devices|keys [--json]
  node intake/cli.ts revoke --device ID|--code CODE|--person ID|--key ID [--json]
  node intake/cli.ts hold --case ID --reason "…" [--json]
  node intake/cli.ts release --case ID --reason "…" [--hold ID] [--json]
  node intake/cli.ts retention --dry-run|--run [--json]
  node intake/cli.ts about --name NAME|ID|ADDRESS|SUBJECT [--json]
  node intake/cli.ts taken --device ID|--person ID [--since DAY] [--json]
  npm run hooks -- add --address https://… --events case-decided,… [--json]
  npm run hooks -- list|end [--hook ID] [--json]
  npm run backup -- --out FILE [--json]
  npm run restore -- FILE [--json]
  npm run health [-- --language id|en] [--json]`;

const options = {
  role: { type: "string" },
  name: { type: "string" },
  scope: { type: "string" },
  channel: { type: "string" },
  days: { type: "string" },
  hours: { type: "string" },
  unit: { type: "string" },
  sites: { type: "string" },
  categories: { type: "string" },
  languages: { type: "string" },
  person: { type: "string" },
  device: { type: "string" },
  code: { type: "string" },
  key: { type: "string" },
  out: { type: "string" },
  case: { type: "string" },
  reason: { type: "string" },
  hold: { type: "string" },
  since: { type: "string" },
  address: { type: "string" },
  events: { type: "string" },
  hook: { type: "string" },
  run: { type: "boolean" },
  "dry-run": { type: "boolean" },
  "intake-key": { type: "string" },
  language: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

async function serve(): Promise<void> {
  const running = await startIntake(readConfig());
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      // A second signal ends the process without waiting for requests.
      if (stopping) process.exit(1);
      stopping = true;
      void running.stop().then(() => process.exit(0));
    });
  }
  // Printed last, because a caller may send a signal as soon as it reads this.
  console.log(`Intake: ${running.address}`);
}

function parse(name: string | undefined, values: Record<string, unknown>): AdminCommand {
  // The account name is logged in the case.
  const actor = name === "hold" || name === "release" ? { by: userInfo().username } : {};
  const read = adminCommand.safeParse({ command: name, ...values, ...actor });
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`);
  throw new Error(
    `${path0(read.error) === "command" ? `Unknown command: ${name ?? "none"}` : wrong.join("\n")}\n\n${usage}`,
  );
}

function path0(error: z.ZodError): unknown {
  return error.issues[0]?.path[0];
}

/** On standard error, so that `--json` output stays one object. */
function sayProgress(line: string): void {
  console.error(line);
}

async function restoreFrom(file: string, json: boolean): Promise<void> {
  const restored = await restore(readConfig(), resolve(file), sayProgress);
  console.log(json ? JSON.stringify(restored) : printRestored(restored));
  if (!restored.verified.ok) process.exitCode = 1;
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ options, allowPositionals: true });
  const { json, out, language, ...rest } = values;
  if (positionals[0] === "serve") return serve();
  const file = positionals[1];
  if (positionals[0] === "verify" && file !== undefined) {
    const { text, exitCode } = await checkFile(file, values);
    console.log(text);
    process.exitCode = exitCode;
    return;
  }
  if (positionals[0] === "channels") {
    console.log(await runChannelsCli(readConfig(), positionals.slice(1), json));
    return;
  }
  if (positionals[0] === "mail") {
    // EX_TEMPFAIL of sysexits.h: the mail server keeps the mail and retries.
    process.exitCode = 75;
    console.log(await receiveMail(readConfig(), process.stdin));
    process.exitCode = 0;
    return;
  }
  if (positionals[0] === "restore" && file !== undefined) return restoreFrom(file, json);
  // Made absolute, because the process that writes it may have another working directory.
  const place = positionals[0] === "backup" && out !== undefined ? { out: resolve(out) } : {};
  const act = positionals[0] === "hooks" ? { act: positionals[1] } : {};
  const asked = parse(positionals[0], { ...rest, ...place, ...act });
  if (out !== undefined && !["timestamps", "backup"].includes(asked.command))
    throw new Error(`--out is only for timestamps and backup\n\n${usage}`);
  const speaks = terminalLanguage.parse(language);
  const answer = await (asked.command === "health" ? sendHealthCommand : sendAdminCommand)(
    readConfig(),
    asked,
    sayProgress,
  );
  if (out !== undefined && asked.command === "timestamps") await writeDays(out, dayList.parse(answer));
  console.log(json ? JSON.stringify(answer) : printAnswer(asked, answer, speaks));
  if (["verify", "health"].includes(asked.command) && !("ok" in answer && answer.ok === true))
    process.exitCode = 1;
}

// Keeps all files of this process closed to other accounts of the machine.
process.umask(0o077);
try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode ??= 1;
}
