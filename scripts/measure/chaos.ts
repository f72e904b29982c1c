/** `npm run chaos`: injects kills, network faults and full disks while officers report, then counts lost or altered reports. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { automationBuild } from "../dev/drivers/builds.ts";
import { readArguments } from "./chaos/arguments.ts";
import { tellOutcome } from "./chaos/print.ts";
import { runChaos } from "./chaos/run.ts";

async function main(): Promise<number> {
  const options = readArguments(process.argv.slice(2));
  for (const browser of options.browsers) {
    if (existsSync(join(automationBuild(browser), "manifest.json"))) continue;
    const { status } = spawnSync("npm run build:automation", { shell: true, stdio: ["ignore", 2, 2] });
    if (status !== 0) throw new Error("the extension could not be built");
  }
  const outcome = await runChaos(options);
  for (const line of tellOutcome(outcome)) options.say(line);
  const [reports, kills] = [outcome.reports, outcome.kills];
  const [lost, doubled, altered] = [outcome.lost.length, outcome.doubled.length, outcome.altered.length];
  console.log(JSON.stringify({ reports, kills, lost, doubled, altered }));
  return lost + doubled + altered + outcome.notUndone.length + outcome.unread.length === 0 ? 0 : 1;
}

process.exitCode = await main().catch((error: Error) => {
  console.error(error.stack ?? error.message);
  return 1;
});
process.exit();
