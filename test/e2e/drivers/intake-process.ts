/** An intake in a process of its own, as `npm run intake` starts it, so that it can be ended like in a crash. */

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Role } from "../../../utils/contract/site.ts";
import { atExit } from "../../at-exit.ts";
import { until } from "./driver.ts";

const cli = join(import.meta.dirname, "../../../intake/cli.ts");
const recipesProgram = join(import.meta.dirname, "../../../scripts/recipes.ts");
const maxStartMs = 60_000;

export interface IntakeOptions {
  /** Folder of the store and the evidence. */
  dataDir: string;
  /** A free one unless told otherwise. */
  port?: number;
  env?: Record<string, string>;
}

export interface IntakeProcess {
  /** `http://127.0.0.1:PORT` */
  address: string;
  /** A new person's one-time code. */
  enrol(role: Role, name: string): Promise<string>;
  /** A new key with which another system reads cases; that of a channel's platform answers what went over it. */
  apiKey(channel?: string): Promise<string>;
  /** Publishes, rolls back or switches recipes with the administrator's program; gives the new version. */
  recipes(...args: string[]): Promise<number>;
  /** What the administrator's program says to this, and to what is on its standard input. */
  tell(args: readonly string[], input?: string): Promise<string>;
  /** Ends it as a power cut would (SIGKILL). */
  kill(): Promise<void>;
  /** Asks it to end, and waits. */
  stop(): Promise<void>;
  /** Starts it again with the same folder and port, and for this time with these settings. */
  start(settings?: Record<string, string>): Promise<void>;
  /** Lines that it has logged since it last started. */
  log(): string;
}

/** Starts the intake and waits until it says that it is ready. */
export async function startIntakeProcess(options: IntakeOptions): Promise<IntakeProcess> {
  const port = options.port ?? (await freePort());
  const address = `http://127.0.0.1:${port}`;
  // Everything here comes from one address and few devices.
  const publisher = { RECIPES_KEY: join(options.dataDir, "publisher", "recipes-key.json") };
  const env = {
    RATES: "off",
    ...publisher,
    ...process.env,
    ...options.env,
    PORT: String(port),
    DATA_DIR: options.dataDir,
  };
  let child: ChildProcess | undefined;
  let words = "";

  const start = async (settings: Record<string, string> = {}) => {
    words = "";
    const stdio = ["ignore", "pipe", "pipe"] as const;
    const started = spawn(process.execPath, [cli, "serve"], {
      env: { ...env, ...settings },
      stdio: [...stdio],
    });
    // Nobody is left serving when the program that asked for it breaks.
    started.once(
      "exit",
      atExit(() => started.kill("SIGKILL")),
    );
    child = started;
    for (const stream of [started.stdout, started.stderr]) stream?.on("data", (chunk) => (words += chunk));
    await until("the intake to be ready", () => readiness(address, child), maxStartMs).catch(
      async (error: Error) => {
        // One that is late would serve on, unknown to whoever starts it again.
        await end("SIGKILL");
        throw new Error(`${error.message}\n${words}`);
      },
    );
  };
  const end = async (signal: NodeJS.Signals) => {
    if (!child || hasEnded(child)) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };

  await start();
  return {
    address,
    enrol: (role, name) => enrolPerson(env, role, name),
    apiKey: (channel) =>
      ask(env, "key", [
        "apikey",
        ...(channel === undefined ? ["--scope", "read"] : ["--scope", "platform", "--channel", channel]),
      ]),
    recipes: (...args) => runRecipes(env, args),
    tell: (args, input) => runCli(env, args, input),
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    start,
    log: () => words,
  };
}

/** Runs `npm run recipes`'s program beside an intake and returns the new version. */
export async function runRecipes(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<number> {
  return Number(await askProgram(env, "version", recipesProgram, args));
}

/** Makes the key that signs recipes, unless it is there, so that devices enrolled from now on pin it. */
export async function pinRecipesKey(env: NodeJS.ProcessEnv): Promise<void> {
  await askProgram(env, "thumbprint", recipesProgram, ["key"]);
}

/** Runs the intake's command line beside an intake and returns what it prints. */
export function runCli(env: NodeJS.ProcessEnv, args: readonly string[], input?: string): Promise<string> {
  return run(env, [cli, ...args], input);
}

/** Makes a person and their code known with `npm run enrol`'s program, beside a running intake. */
export function enrolPerson(env: NodeJS.ProcessEnv, role: Role, name: string): Promise<string> {
  return ask(env, "code", ["enrol", "--role", role, "--name", name]);
}

/** What the administrator's program prints under a name. */
function ask(env: NodeJS.ProcessEnv, wanted: string, args: readonly string[]): Promise<string> {
  return askProgram(env, wanted, cli, args);
}

async function askProgram(
  env: NodeJS.ProcessEnv,
  wanted: string,
  program: string,
  args: readonly string[],
): Promise<string> {
  const stdout = await run(env, [program, ...args, "--json"]);
  const answer = (JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}") as Record<string, string>)[wanted];
  if (!answer) throw new Error(`no ${wanted} in what ${args[0]} printed: ${stdout}`);
  return answer;
}

async function run(env: NodeJS.ProcessEnv, args: readonly string[], input = ""): Promise<string> {
  const running = promisify(execFile)(process.execPath, args, { env });
  running.child.stdin?.end(input);
  return (await running).stdout;
}

/** True once the intake answers that it is ready; throws when the process has ended. */
async function readiness(address: string, child: ChildProcess | undefined): Promise<true | undefined> {
  if (child && hasEnded(child))
    throw new Error(`the intake ended with ${child.exitCode ?? child.signalCode}`);
  return (await isReady(address)) || undefined;
}

/** Whether an intake serves at this address. */
export async function isReady(address: string): Promise<boolean> {
  const answer = await fetch(`${address}/readyz`).catch(() => undefined);
  return answer?.ok ?? false;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
