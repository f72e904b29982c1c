/** An intake in its own process, started like `npm run intake`, so that it can be killed. */

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Affiliation, Role } from "../../../utils/shared/contract/site.ts";
import { atExit, endChild, freePort, hasEnded } from "../kits/processes.ts";
import { until } from "./driver.ts";

const cli = join(import.meta.dirname, "../../../intake/cli.ts");
const recipesProgram = join(import.meta.dirname, "../../release/recipes.ts");
const maxStartMs = 60_000;

export interface IntakeOptions {
  /** Folder of the store and the evidence. */
  dataDir: string;
  /** Defaults to a free port. */
  port?: number;
  env?: Record<string, string>;
}

export interface IntakeProcess {
  /** `http://127.0.0.1:PORT` */
  address: string;
  /** Returns a new person's one-time code. */
  enrol(role: Role, name: string): Promise<string>;
  /** Returns a new API key: with `channel` that of its platform, which may answer requests; else one that reads cases. */
  apiKey(channel?: string, scope?: "platform" | "partner"): Promise<string>;
  /** Runs the administrator's recipes command and returns the new version. */
  recipes(...args: string[]): Promise<number>;
  /** Runs the administrator's command line with this input and returns its output. */
  tell(args: readonly string[], input?: string): Promise<string>;
  /** Kills it like a power cut (SIGKILL). */
  kill(): Promise<void>;
  /** Stops it and waits. */
  stop(): Promise<void>;
  /** Starts it again with the same folder and port; `settings` apply to this run only. */
  start(settings?: Record<string, string>): Promise<void>;
  /** Log lines since the last start. */
  log(): string;
}

/** Starts the intake and waits until it is ready. */
export async function startIntakeProcess(options: IntakeOptions): Promise<IntakeProcess> {
  const port = options.port ?? (await freePort());
  const address = `http://127.0.0.1:${port}`;
  // Requests come from one address and few devices, so rate limits are off.
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
    // Ends the intake if this process exits without stopping it.
    started.once(
      "exit",
      atExit(() => started.kill("SIGKILL")),
    );
    child = started;
    for (const stream of [started.stdout, started.stderr]) stream?.on("data", (chunk) => (words += chunk));
    await until("the intake to be ready", () => readiness(address, child), maxStartMs).catch(
      async (error: Error) => {
        // Kills an intake that is too late; otherwise it would keep running unnoticed.
        await endChild(child, "SIGKILL");
        throw new Error(`${error.message}\n${words}`);
      },
    );
  };
  await start();
  return {
    address,
    enrol: (role, name) => enrolPerson(env, role, name),
    apiKey: (channel, scope = "platform") =>
      ask(env, "key", [
        "apikey",
        ...(channel === undefined ? ["--scope", "read"] : ["--scope", scope, "--channel", channel]),
      ]),
    recipes: (...args) => runRecipes(env, args),
    tell: (args, input) => runCli(env, args, input),
    kill: () => endChild(child, "SIGKILL"),
    stop: () => endChild(child, "SIGTERM"),
    start,
    log: () => words,
  };
}

/** Runs `npm run recipes`'s program beside an intake and returns the new version. */
export async function runRecipes(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<number> {
  return Number(await askProgram(env, "version", recipesProgram, args));
}

/** Makes the signing key of recipes if missing, so that devices pin it when they enrol. */
export async function pinRecipesKey(env: NodeJS.ProcessEnv): Promise<void> {
  await askProgram(env, "thumbprint", recipesProgram, ["key"]);
}

/** Runs the intake's command line beside an intake and returns its output. */
export function runCli(env: NodeJS.ProcessEnv, args: readonly string[], input?: string): Promise<string> {
  return run(env, [cli, ...args], input);
}

let panelists = 0;

/** Panelists are of civil society and of the ministry in turn. */
export function affiliationFor(role: Role): { affiliation?: Affiliation } {
  if (role !== "panelist") return {};
  return { affiliation: panelists++ % 2 === 0 ? "civil-society" : "ministry" };
}

/** Creates a person with `npm run enrol`'s program beside a running intake and returns the code. */
export function enrolPerson(env: NodeJS.ProcessEnv, role: Role, name: string): Promise<string> {
  const { affiliation } = affiliationFor(role);
  const of = affiliation === undefined ? [] : ["--affiliation", affiliation];
  return ask(env, "code", ["enrol", "--role", role, "--name", name, ...of]);
}

/** Returns one member of the administrator's program's JSON output. */
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

/** Resolves to true once the intake is ready. Throws if the process has exited. */
async function readiness(address: string, child: ChildProcess | undefined): Promise<true | undefined> {
  if (child && hasEnded(child))
    throw new Error(`the intake ended with ${child.exitCode ?? child.signalCode}`);
  return (await isReady(address)) || undefined;
}

/** Whether an intake runs at this address. */
export async function isReady(address: string): Promise<boolean> {
  const answer = await fetch(`${address}/readyz`).catch(() => undefined);
  return answer?.ok ?? false;
}
