/** `npm start`: starts an intake and opens an enrolled browser; without a display it runs the tour instead. */

import { join } from "node:path";
import { writeVerifier } from "../release/verifier.ts";
import { automationBuild } from "./drivers/builds.ts";
import { enrolPerson, isReady, pinRecipesKey, startIntakeProcess } from "./drivers/intake-process.ts";
import { hasDisplay, people, readArguments, type StartArguments, startUsage } from "./start/arguments.ts";
import { buildWhenStale } from "./start/build.ts";
import { openWindow } from "./start/window.ts";
import { runTour, tourFolder } from "./tour.ts";

const root = join(import.meta.dirname, "../..");
const port = Number(process.env.PORT ?? 8787);
const dataDir = process.env.DATA_DIR ?? join(root, ".data");
const address = `http://127.0.0.1:${port}`;

async function main(): Promise<number> {
  const wanted = readArguments(process.argv.slice(2));
  if (wanted.help) {
    console.log(startUsage);
    return 0;
  }
  await writeVerifier();
  if (wanted.tour) return tour(false);
  if (hasDisplay()) return work(wanted);
  console.log("No display to open a browser, so the tour runs instead.");
  return tour(true);
}

async function tour(keepIntake: boolean): Promise<number> {
  if (await isReady(address))
    throw new Error(`an intake already runs at ${address}: stop it, or choose another PORT`);
  buildWhenStale(automationBuild("chromium"), "automation");
  const { ok, stop } = await runTour({ port, keepIntake });
  console.log(
    `${ok ? "Every step held" : "Not every step held"}: pictures and summary.json are in ${tourFolder}`,
  );
  if (keepIntake) {
    console.log(
      `The intake keeps running at ${address} (its documentation: ${address}/docs). Ctrl+C ends it.`,
    );
    await interrupted();
    await stop();
  }
  return ok ? 0 : 1;
}

/** One browser for one person. The first `npm start` starts the intake, later ones use it. */
async function work(wanted: StartArguments): Promise<number> {
  const intake = (await isReady(address)) ? undefined : await startIntakeProcess({ dataDir, port });
  console.log(`${intake ? "The intake serves" : "Using the intake that serves"} at ${address}`);
  const { role, name } = wanted.person;
  const env = { ...process.env, PORT: String(port), DATA_DIR: dataDir };
  // Devices pin the key when they are enrolled, so it must exist before recipes are published.
  if (intake) await pinRecipesKey(env);
  const window = await openWindow(wanted, dataDir, { address, newCode: () => enrolPerson(env, role, name) });
  console.log(
    `Chromium is open for ${name} (${wanted.as}). To work as another person, run in another terminal:`,
  );
  const others = Object.keys(people).filter((as) => as !== wanted.as);
  for (const as of others) console.log(`  npm start -- --as ${as}${wanted.practice ? " --practice" : ""}`);
  console.log("Closing the browser, or Ctrl+C, ends this.");
  await Promise.race([window.closed, interrupted()]);
  await window.close();
  await intake?.stop();
  return 0;
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.message);
  return 1;
});
process.exit();
