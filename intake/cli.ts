/** The administrator's command line: serve, enrol, apikey, devices, revoke, verify, canaries. */

import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { type Command, command, runCommand } from "./admin/commands.ts";
import { sendCommand, takeFolder } from "./admin/hold.ts";
import { printAnswer } from "./admin/print.ts";
import { type Config, readConfig } from "./config.ts";
import { startIntake } from "./serve.ts";
import { openPglite, openPostgres } from "./store/open.ts";
import type { Store } from "./store/store.ts";

const usage = `Usage:
  npm run intake
  npm run enrol -- --role officer|vlogger|supervisor|admin --name "…" [--json]
  npm run apikey -- --scope read [--json]
  npm run verify [-- --json]
  npm run canaries [-- --json]
  node intake/cli.ts devices [--json]
  node intake/cli.ts revoke --device ID [--json]`;

const options = {
  role: { type: "string" },
  name: { type: "string" },
  scope: { type: "string" },
  device: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

/** The answer to a command, from whoever holds the database: a running intake, or this process. */
async function ask(config: Config, asked: Command): Promise<object> {
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

async function serve(): Promise<void> {
  const running = await startIntake(readConfig());
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      // The second signal does not wait for requests any more.
      if (stopping) process.exit(1);
      stopping = true;
      void running.stop().then(() => process.exit(0));
    });
  }
  // Last: whoever reads it may send a signal at once.
  console.log(`Intake: ${running.address}`);
}

function parse(name: string | undefined, values: Record<string, unknown>): Command {
  const read = command.safeParse({ command: name, ...values });
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path, message }) => `--${path.join(".")}: ${message}`);
  throw new Error(
    `${path0(read.error) === "command" ? `Unknown command: ${name ?? "none"}` : wrong.join("\n")}\n\n${usage}`,
  );
}

function path0(error: z.ZodError): unknown {
  return error.issues[0]?.path[0];
}

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({ options, allowPositionals: true });
  const { json, ...rest } = values;
  if (positionals[0] === "serve") return serve();
  const asked = parse(positionals[0], rest);
  const answer = await ask(readConfig(), asked);
  console.log(json ? JSON.stringify(answer) : printAnswer(asked, answer));
  if (asked.command === "verify" && !("ok" in answer && answer.ok === true)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
