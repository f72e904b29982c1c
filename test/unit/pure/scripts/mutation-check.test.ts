/** `npm run test:mutation`: each path of its settings names a file, so that no module is left out unnoticed. */

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mutationReport } from "../../../../scripts/check/mutation.ts";
import { chooseMutants } from "../../../../scripts/check/mutation-sample.ts";
import mutationTests from "../../../../vitest.mutation.config.ts";

const root = join(import.meta.dirname, "../../../..");

/** Every pattern that a pattern with `{…,…}` stands for. */
function alternatives(pattern: string): string[] {
  const [braces, inner] = /\{([^{}]*)\}/.exec(pattern) ?? [];
  if (braces === undefined || inner === undefined) return [pattern];
  return inner.split(",").flatMap((alternative) => alternatives(pattern.replace(braces, alternative)));
}

const emptyOnes = (patterns: readonly string[]) =>
  patterns.flatMap(alternatives).filter((pattern) => globSync(pattern, { cwd: root }).length === 0);

describe("the mutation check", () => {
  const { mutate } = JSON.parse(readFileSync(join(root, "stryker.config.json"), "utf8")) as {
    mutate: string[];
  };

  test("names modules that exist", () => {
    expect(mutate.length).toBeGreaterThan(0);
    expect(emptyOnes(mutate)).toEqual([]);
  });

  test("names tests that exist", () => {
    const { include = [], exclude = [] } = mutationTests.test ?? {};
    expect(include.length).toBeGreaterThan(0);
    expect(emptyOnes([...include, ...exclude])).toEqual([]);
  });

  test("finds a path without a file", () => {
    const patterns = ["intake/{core/{scope,absent},db/unit-sees}.ts", "utils/nowhere/**/*.ts"];
    expect(emptyOnes(patterns)).toEqual(["intake/core/absent.ts", "utils/nowhere/**/*.ts"]);
  });
});

describe("a sample of mutants", () => {
  const mutants = Array.from({ length: 40 }, (_, index) => ({
    id: String(index),
    fileName: `utils/shared/policy/${index % 4}.ts`,
    location: { start: { line: index, column: 3 } },
    mutatorName: "BooleanLiteral",
    replacement: "false",
  }));

  test("depends on the seed alone and names each mutant once", () => {
    const chosen = chooseMutants(mutants, { size: 10, seed: 7 });
    expect(new Set(chosen).size).toBe(10);
    expect(chooseMutants(mutants.toReversed(), { size: 10, seed: 7 })).toEqual(chosen);
    expect(chooseMutants(mutants, { size: 10, seed: 8 })).not.toEqual(chosen);
    expect(chooseMutants(mutants, { size: 50, seed: 7 })).toHaveLength(40);
  });

  test("has none that runs while its module loads", () => {
    const mixed = mutants.map((mutant, index) => ({ ...mutant, static: index % 2 === 0 }));
    expect(chooseMutants(mixed, { size: 40, seed: 7 })).toHaveLength(20);
  });

  test("chooses each mutant equally often", () => {
    const counts = new Map<string, number>();
    for (let seed = 1; seed <= 2_000; seed++)
      for (const { id } of chooseMutants(mutants, { size: 10, seed }))
        counts.set(id, (counts.get(id) ?? 0) + 1);
    // Expected 500 with a standard deviation of 19.4; the limits are five of them.
    expect(Math.min(...counts.values())).toBeGreaterThan(403);
    expect(Math.max(...counts.values())).toBeLessThan(597);
    expect(counts.size).toBe(40);
  });
});

describe("the report of the mutation check", () => {
  const result = (fileName: string, status: string, statusReason?: string) => ({
    fileName,
    status,
    statusReason,
    replacement: "{}",
    location: { start: { line: 4, column: 9 } },
  });
  const results = [
    ...Array.from({ length: 7 }, () => result("utils/shared/seal/seal.ts", "Killed", "expected 1 to be 2")),
    result("utils/shared/seal/seal.ts", "Timeout", "Hit limit reached (101/100)"),
    result("intake/core/scope.ts", "Timeout"),
    result("intake/core/scope.ts", "Survived"),
    result("intake/core/scope.ts", "NoCoverage"),
    result("intake/core/scope.ts", "RuntimeError"),
    result("intake/core/scope.ts", "Ignored"),
    result("intake/core/scope.ts", "CompileError", "Not in the sample"),
    { ...result("intake/core/scope.ts", "Survived"), static: true },
  ];

  test("gives the share of killed mutants and its interval, in all and per area", () => {
    expect(mutationReport(results, 7).split("\n")).toEqual([
      "Timed out, check that it loops: intake/core/scope.ts:4:9 {}",
      "15 mutants; 2 run while modules load and are not counted",
      "12 chosen at random with seed 7",
      "contract: none",
      "policy: none",
      "seal: killed 8 of 8, 100.0 %; 95 % interval 67.6 % to 100.0 %; 1 killed by a timeout; 0 survived; 0 reached by no test; 0 failed outside a test and not counted",
      "outbox: none",
      "intake's rules: killed 1 of 3, 33.3 %; 95 % interval 6.1 % to 79.2 %; 1 killed by a timeout; 1 survived; 1 reached by no test; 1 failed outside a test and not counted",
      "all: killed 9 of 11, 81.8 %; 95 % interval 52.3 % to 94.9 %; 2 killed by a timeout; 1 survived; 1 reached by no test; 1 failed outside a test and not counted",
    ]);
  });

  test("gives no interval for a full run", () => {
    expect(mutationReport(results)).not.toMatch(/interval|seed/);
  });
});
