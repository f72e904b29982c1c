/** `npm run check`: all static checks. */

import { runSteps, type Step } from "./steps.ts";

export const steps: readonly Step[] = [
  { name: "build", commands: ["wxt build", "wxt build -b edge", "wxt build -b firefox"] },
  { name: "types", commands: ["tsc"] },
  { name: "format and lint", commands: ["biome check --error-on-warnings"] },
  { name: "layers", commands: ["node scripts/check/layers.ts"] },
  { name: "unused", commands: ["knip"] },
  { name: "bundle budget", commands: ["node scripts/check/budget.ts"], after: ["build"] },
  { name: "manifest", commands: ["node scripts/check/manifest.ts"], after: ["build"] },
  { name: "licences", commands: ["node scripts/release/licences.ts --check"], after: ["build"] },
  { name: "settings reference", commands: ["node scripts/release/settings.ts --check"] },
  { name: "command reference", commands: ["node scripts/release/commands.ts --check"] },
  { name: "figures", commands: ["node scripts/release/figures.ts --check"] },
  { name: "locked packages", commands: ["node scripts/check/lock.ts"] },
  { name: "web-ext lint", commands: ["node scripts/check/add-on.ts"], after: ["build"] },
];

export const runChecks = () => runSteps(steps, 2);

if (import.meta.main) {
  await import("../dev/help.ts");
  const { passed, failed } = await runChecks();
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
