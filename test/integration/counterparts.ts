/** Programs of other projects that the intake is tried against. */

import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { until } from "../../scripts/dev/drivers/driver.ts";
import { atExit, hasEnded } from "../../scripts/dev/kits/processes.ts";

const folders = ["/usr/sbin", "/usr/bin", "/usr/local/bin", "/usr/lib/dovecot"];

/** Returns the path of an installed program, or undefined. */
export function findProgram(name: string): string | undefined {
  return folders
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Returns why a test cannot run here, in one sentence, or undefined. Prints the sentence. */
export function whyNot(
  what: string,
  { programs, root = false }: { programs: Record<string, string>; root?: boolean },
): string | undefined {
  const missing = Object.entries(programs).filter(([program]) => findProgram(program) === undefined);
  const packages = [...new Set(missing.map(([, name]) => name))].join(" ");
  const reason =
    packages !== ""
      ? `apt-get install ${packages}`
      : root && process.getuid?.() !== 0
        ? "run it as root, as its programs change accounts"
        : undefined;
  if (reason !== undefined) console.log(`Skipped: ${what} is not tried here: ${reason}.`);
  return reason;
}

export interface Program {
  child: ChildProcess;
  /** Output so far. */
  words(): string;
}

/** Starts a program that ends with this process. */
export function startProgram(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; uid?: number; gid?: number } = {},
): Program {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let words = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (words += part));
  child.once(
    "exit",
    atExit(() => child.kill("SIGKILL")),
  );
  return { child, words: () => words };
}

/** Resolves once a port of this machine accepts connections. Throws the program's output if it has ended. */
export async function untilListening(port: number, { child, words }: Program): Promise<void> {
  await until(
    `port ${port} to accept connections`,
    async () => {
      if (hasEnded(child)) throw new Error(`The program ended: ${words()}`);
      return (await accepts(port)) || undefined;
    },
    30_000,
  );
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
    socket.once("connect", () => socket.destroy());
  });
}
