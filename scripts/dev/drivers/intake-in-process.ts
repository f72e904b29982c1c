/** An intake in the test's own process on a cloned database, which starts in a fraction of a second. */

import { join } from "node:path";
import { intakeCommand } from "../../../intake/admin/commands.ts";
import { runAdminCommand } from "../../../intake/admin/run-command.ts";
import { readConfig } from "../../../intake/config.ts";
import { makeKeyFile } from "../../../intake/core/key-file.ts";
import type { Store } from "../../../intake/db/store.ts";
import { type RunningIntake, startIntake } from "../../../intake/serve.ts";
import {
  affiliationFor,
  type IntakeOptions,
  type IntakeProcess,
  runCli,
  runRecipes,
} from "./intake-process.ts";

export interface IntakeInProcess extends IntakeProcess {
  /** The open store, for rows that no route writes. */
  store(): Store;
}

/** `databaseUrl` must not be in use elsewhere. */
export async function startIntakeInProcess(
  options: IntakeOptions & { databaseUrl: string },
): Promise<IntakeInProcess> {
  const env: NodeJS.ProcessEnv = {
    RATES: "off",
    RECIPES_KEY: join(options.dataDir, "publisher", "recipes-key.json"),
    ...process.env,
    ...options.env,
    PORT: String(options.port ?? 0),
    DATA_DIR: options.dataDir,
    DATABASE_URL: options.databaseUrl,
  };
  const log = followLog();
  let running: RunningIntake | undefined = await startIntake(readConfig(env));
  const { address } = running;
  // A restart must use the port that devices know.
  env.PORT = new URL(address).port;
  const config = readConfig(env);

  const store = () => {
    if (!running) throw new Error("the intake is stopped");
    return running.store;
  };
  const run = async (asked: object) =>
    (await runAdminCommand(
      { store: store(), config, address },
      intakeCommand.parse(asked),
      () => undefined,
    )) as Record<string, string>;
  // Devices pin the key when they enrol.
  const { publicKey } = await makeKeyFile(config.recipesKey);
  await run({ command: "pin-recipes-key", key: publicKey });
  const wanted = async (asked: object, name: string) => {
    const value = (await run(asked))[name];
    if (!value) throw new Error(`no ${name} in the answer to ${JSON.stringify(asked)}`);
    return value;
  };
  return {
    address,
    store,
    enrol: (role, name) => wanted({ command: "enrol", role, name, ...affiliationFor(role) }, "code"),
    apiKey: (channel, scope = "platform") =>
      wanted(
        channel === undefined ? { command: "apikey", scope: "read" } : { command: "apikey", scope, channel },
        "key",
      ),
    recipes: (...args) => runRecipes(env, args),
    tell: (args, input) => runCli(env, args, input),
    kill: () => Promise.reject(new Error("only an intake in a process of its own can be killed")),
    stop: async () => {
      await running?.stop();
      running = undefined;
    },
    start: async (settings = {}) => {
      running ??= await startIntake(readConfig({ ...env, ...settings }));
    },
    log,
  };
}

const logged: string[] = [];
/** Keeps the intake's log lines, written to this process's standard error, for failed tests instead of printing them. */
const write = process.stderr.write.bind(process.stderr);
process.stderr.write = ((chunk: string | Uint8Array, ...rest: []) => {
  if (typeof chunk !== "string" || !chunk.startsWith('{"at":')) return write(chunk, ...rest);
  logged.push(chunk);
  return true;
}) as typeof process.stderr.write;

/** Returns a function that reads what intakes of this process have logged since this call. */
export function followLog(): () => string {
  const first = logged.length;
  return () => logged.slice(first).join("");
}
