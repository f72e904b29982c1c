/** `npm run fuzz -- [--runs N] [--seed S] [--only routes|messages|rows] [--path P]`: generated cases against every route, message and stored row. */

import { parseArgs } from "node:util";
import { areas } from "../test/fuzz/areas.ts";
import { runArea, shares } from "../test/fuzz/run.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "100000" },
    seed: { type: "string" },
    only: { type: "string" },
    path: { type: "string" },
  },
});
const runs = Number(values.runs);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const names = (Object.keys(areas) as (keyof typeof areas)[]).filter((name) => (values.only ?? name) === name);
if (names.length === 0 || !Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  console.error(`Use --runs N --seed S --only ${Object.keys(areas).join("|")}.`);
  process.exit(2);
}

console.log(`seed ${seed}`);
const startMs = performance.now();
const cases: Record<string, number> = {};
let failures = 0;
for (const name of names) {
  const share = names.length === 1 ? runs : Math.round(runs * shares[name]);
  const progress = (sofar: number) => console.log(`${name}: ${sofar} of ${share}, ${seconds()} s`);
  const outcome = await runArea(areas[name], { runs: share, seed, progress, path: values.path });
  cases[name] = outcome.cases;
  if (!outcome.failure) continue;
  failures++;
  const { seed: failed, path, example, error } = outcome.failure;
  console.log(`${name} failed: npm run fuzz -- --only ${name} --seed ${failed} --path ${path}`);
  console.log(`${error}\n${example}`);
}
const total = Object.values(cases).reduce((sum, one) => sum + one, 0);
console.log(JSON.stringify({ seed, cases: total, ...cases, failures, seconds: seconds() }));
process.exit(failures > 0 ? 1 : 0);

function seconds(): number {
  return Math.round((performance.now() - startMs) / 1000);
}
