/** The threat model names tests: each has to be there, by the name that it has today. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Files are named by their path below this folder. */
const tests = join(import.meta.dirname, "../../..");

interface Named {
  file: string;
  names: string[];
}

/** Files of a row's last cell, each with the quoted names behind it; "same" is the file of the row before. */
function readNamed(): Named[] {
  const text = readFileSync(join(import.meta.dirname, "../../../../docs/threat-model.md"), "utf8");
  const names: Named[] = [];
  for (const line of text.split("\n").filter((row) => row.startsWith("|"))) {
    const cell = line.split("|").at(-2) ?? "";
    for (const part of cell.split(/(?=`[\w/.-]+\.(?:test|spec)\.tsx?`)|(?=same:)/)) {
      const file =
        /^`([\w/.-]+\.(?:test|spec)\.tsx?)`/.exec(part)?.[1] ??
        (part.startsWith("same:") ? names.at(-1)?.file : undefined);
      if (!file) continue;
      names.push({ file, names: [...part.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name) });
    }
  }
  return names;
}

const named = readNamed();

test("rows with a test are many", () => {
  expect(named.length).toBeGreaterThan(60);
  expect(named.flatMap(({ names }) => names).length).toBeGreaterThan(30);
});

test.each(named)("$file: $names", ({ file, names }) => {
  const path = join(tests, file);
  expect(existsSync(path), file).toBe(true);
  // Names may come from a table of cases beside the test.
  const beside = [
    ...["page", "form", "window"].map((what) => `support/hostile/${what}-attacks.ts`),
    ...["support/reach-kit.ts", "fuzz/areas.ts"],
  ];
  const source = [path, ...beside.map((one) => join(tests, one))]
    .filter((candidate) => existsSync(candidate))
    .map((candidate) => readFileSync(candidate, "utf8"))
    .join("\n");
  for (const name of names)
    for (const piece of name
      .split("…")
      .map((title) => title.trim().replace(/^(with the form open, )?a page that /, "")))
      expect(source, `${file}: ${name}`).toContain(piece);
});
