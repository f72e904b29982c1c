/**
 * `npm run test:mutation`: breaks the modules of `stryker.config.json` one piece of code at a time, all of them or a
 * random sample, and prints the share of mutants that a test kills.
 */

import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { wilsonLower, wilsonUpper } from "../../utils/shared/policy/reporter-reliability.ts";

/** The part of Stryker's result that is counted. Paths are relative to the project. */
interface MutantResult {
  fileName: string;
  location: { start: { line: number; column: number } };
  replacement: string;
  static?: boolean | undefined;
  status: string;
  statusReason?: string | undefined;
}

/** Parts of `mutate` in Stryker's settings. */
const areas = [
  ["contract", "utils/shared/contract/"],
  ["policy", "utils/shared/policy/"],
  ["seal", "utils/shared/seal/"],
  ["outbox", "utils/extension/outbox/"],
  ["intake's rules", "intake/"],
] as const;

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

function lineFor(name: string, results: readonly MutantResult[], isSample: boolean): string {
  const counts = Map.groupBy(results, ({ status }) => status);
  const count = (status: string) => counts.get(status)?.length ?? 0;
  const killed = count("Killed") + count("Timeout");
  const judged = killed + count("Survived") + count("NoCoverage");
  if (judged === 0) return `${name}: none`;
  const interval = [wilsonLower(killed, judged), wilsonUpper(killed, judged)].map(percent).join(" to ");
  return [
    `${name}: killed ${killed} of ${judged}, ${percent(killed / judged)}`,
    ...(isSample ? [`95 % interval ${interval}`] : []),
    `${count("Timeout")} killed by a timeout`,
    `${count("Survived")} survived`,
    `${count("NoCoverage")} reached by no test`,
    `${count("RuntimeError")} failed outside a test and not counted`,
  ].join("; ");
}

/** Text for a terminal. `seed`: that of a sample. */
export function mutationReport(results: readonly MutantResult[], seed?: number): string {
  // Stryker ignores only those that no test runs. A test that loads a module again runs all its values, too late.
  const counted = results.filter((result) => result.status !== "Ignored" && !result.static);
  const tried = counted.filter(({ status }) => status !== "CompileError");
  // Stryker counts passes and gives them as the reason. Without a reason, a busy machine is possible too.
  const slow = tried.filter(({ status, statusReason }) => status === "Timeout" && !statusReason);
  return [
    ...slow.map(
      ({ fileName, location: { start }, replacement }) =>
        `Timed out, check that it loops: ${fileName}:${start.line}:${start.column} ${replacement}`,
    ),
    `${results.length} mutants; ${results.length - counted.length} run while modules load and are not counted`,
    ...(seed === undefined ? [] : [`${tried.length} chosen at random with seed ${seed}`]),
    ...areas.map(([name, folder]) => {
      const inArea = tried.filter(({ fileName }) => fileName.startsWith(folder));
      return lineFor(name, inArea, seed !== undefined);
    }),
    lineFor("all", tried, seed !== undefined),
  ].join("\n");
}

if (import.meta.main) {
  await import("../dev/help.ts");
  const { values } = parseArgs({
    options: {
      mutate: { type: "string", multiple: true },
      sample: { type: "string" },
      seed: { type: "string", default: String((Date.now() % 1_000_000) + 1) },
    },
  });
  const size = values.sample === undefined ? undefined : Number(values.sample);
  const seed = Number(values.seed);
  if (![size ?? 1, seed].every((number) => Number.isSafeInteger(number) && number > 0)) {
    console.error("Use positive whole numbers for --sample and --seed.");
    process.exit(2);
  }
  const { Stryker } = await import("@stryker-mutator/core");
  const stryker = new Stryker({
    ...(values.mutate && { mutate: values.mutate }),
    ...(size && {
      sample: { size, seed },
      checkers: ["sample"],
      appendPlugins: [join(import.meta.dirname, "mutation-sample.ts")],
      // A later full run would reuse the results of mutants that were not tried.
      incremental: false,
      // The table counts mutants that were not tried.
      clearTextReporter: { reportScoreTable: false },
    }),
  });
  const results = await stryker.runMutationTest();
  const inProject = results.map((result) => ({
    ...result,
    fileName: relative(process.cwd(), result.fileName),
  }));
  console.log(mutationReport(inProject, size && seed));
}
