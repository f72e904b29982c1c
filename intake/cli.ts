/** The program `lapor`: serves the intake, or runs a command in the process that has its database open. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CommanderError } from "commander";
import type { Surroundings } from "./admin/command-line/define-command.ts";
import { createProgram } from "./admin/command-line/program.ts";
import "./core/import-drizzle.ts";

const publisher = join(import.meta.dirname, "../scripts/release/recipes.ts");

const surroundings: Surroundings = {
  readConfig: async () => (await import("./config.ts")).readConfig(),
  async answer(question) {
    const { answer } = await import("./admin/command-line/print-answer.ts");
    await answer(question, await surroundings.readConfig());
  },
  wrongSettings: async () => (await import("./wrong-settings.ts")).findWrongSettings(),
  serve,
  async publish(words) {
    if (!existsSync(publisher)) throw new Error(`${publisher} is missing from this installation.`);
    const child = spawn(process.execPath, [publisher, ...words], { stdio: "inherit" });
    const [code] = await once(child, "exit");
    process.exitCode = code ?? 1;
  },
};

async function serve(): Promise<void> {
  const { startIntake } = await import("./serve.ts");
  const running = await startIntake(await surroundings.readConfig());
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

// A reader such as `head` may close the pipe early.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
// Keeps all files of this process closed to other accounts of the machine.
process.umask(0o077);
try {
  await createProgram(surroundings).parseAsync();
} catch (error) {
  // Commander has printed its own errors and help.
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode ??= 1;
  }
}
