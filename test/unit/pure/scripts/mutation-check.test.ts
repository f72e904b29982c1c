/** `npm run test:mutation`: each path of its settings names a file, so that no module is left out unnoticed. */

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
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
