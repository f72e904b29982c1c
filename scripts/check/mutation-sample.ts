/** Plugin for Stryker: tries a random sample of the mutants. `mutation.ts` loads it. */

import { randomOf } from "../measure/chaos/random.ts";

interface Mutant {
  id: string;
  /** Runs while its module loads, perhaps also later. */
  static?: boolean | undefined;
  fileName: string;
  location: { start: { line: number; column: number } };
  mutatorName: string;
  replacement: string;
}

interface Sample {
  size: number;
  seed: number;
}

/**
 * Chooses uniformly, without replacement, among the mutants that run only after their module is loaded. The order of
 * `mutants` and their ids do not matter.
 */
export function chooseMutants(mutants: readonly Mutant[], { size, seed }: Sample): Mutant[] {
  const keyOf = ({ fileName, location, mutatorName, replacement }: Mutant) =>
    JSON.stringify([fileName, location, mutatorName, replacement]);
  const eligible = mutants.filter((mutant) => !mutant.static);
  const keyed = eligible.map((mutant) => ({ mutant, key: keyOf(mutant) }));
  keyed.sort((one, other) => (one.key < other.key ? -1 : 1));
  return randomOf(seed, "mutants")
    .shuffle(keyed)
    .slice(0, size)
    .map(({ mutant }) => mutant);
}

/** Stryker asks a checker which mutants compile. The answer is no for all that are not in the sample. */
class SampleChecker {
  static inject = ["options"] as const;
  readonly #sample: Sample;

  constructor({ sample }: { sample: Sample }) {
    this.#sample = sample;
  }

  async init() {}

  /** Returns one group, so that `check` gets all mutants in one call. */
  async group(mutants: readonly Mutant[]) {
    return [mutants.map(({ id }) => id)];
  }

  async check(mutants: readonly Mutant[]) {
    const chosen = new Set(chooseMutants(mutants, this.#sample));
    const answers = mutants.map((mutant) =>
      chosen.has(mutant) ? { status: "passed" } : { status: "compileError", reason: "Not in the sample" },
    );
    return Object.fromEntries(mutants.map(({ id }, index) => [id, answers[index]]));
  }
}

export const strykerPlugins = [{ kind: "Checker", name: "sample", injectableClass: SampleChecker }];

export const strykerValidationSchema = { properties: { sample: { type: "object" } } };
