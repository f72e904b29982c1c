/** `--help` of the programs in `package.json`. */

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { helpOf } from "../../../../scripts/dev/help.ts";

const root = join(import.meta.dirname, "../../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const page = read("docs/npm-scripts.md");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
/** npm calls them itself. */
const hooks = ["prestart", "pretest"];
/** Name and program of each script that runs a program of ours. */
const programs = Object.entries(scripts).flatMap(([name, command]) => {
  const path = /node ((?:scripts|test)\/\S+)(?: --|$)/.exec(command)?.[1];
  return path === undefined || hooks.includes(name) ? [] : [[name, path] as const];
});

describe("the page of scripts", () => {
  test("names each script", () => {
    const names = Object.keys(scripts).filter((name) => !hooks.includes(name));
    const missing = names.filter((name) => !helpOf(name, page) && !page.includes(`\`${name}\``));
    expect(missing).toEqual([]);
  });

  test("gives each command and its text, wrapped and without marks", () => {
    const markdown = [
      "| command | what it does |",
      "| `npm run --silent plant -- [--tree oak\\|elm]` | plants a tree, see the [guide](guide.md); `trees.json` |",
      `| \`npm run plant -- --all\` | ${"plants all of them ".repeat(8).trim()} |`,
      "| `npm run plant:more` | plants more |",
    ].join("\n");
    const lines = helpOf("plant", markdown)?.split("\n") ?? [];
    expect(lines.slice(0, 4)).toEqual([
      ...["npm run --silent plant -- [--tree oak|elm]", "  plants a tree, see the guide; trees.json"],
      ...["", "npm run plant -- --all"],
    ]);
    expect(lines.slice(4).map((line) => line.length <= 100)).toEqual([true, true]);
    expect(helpOf("water", markdown)).toBeUndefined();
  });
});

describe("a program", () => {
  test.each(programs)("%s answers --help", (name, path) => {
    const text = read(path);
    // A module that another program imports looks for `--help` only where it is the program itself.
    const asksFirst = /^import "[./\w]*\/help\.ts";$|^\s+await import\("[./\w]*\/help\.ts"\);$/m.test(text);
    const ownHelp = /\bhelp: \{ type: "boolean"|readArguments\(process\.argv|runRecipes\(process\.argv/.test(
      text,
    );
    expect(asksFirst || ownHelp).toBe(true);
    if (asksFirst) expect(helpOf(name, page)).toBeDefined();
  });

  test.each([{}, { npm_lifecycle_event: "subject" }])("prints its rows and does nothing else: %j", (env) => {
    const { npm_lifecycle_event: _, ...outer } = process.env;
    const { stdout, status } = spawnSync(process.execPath, ["scripts/dev/subject.ts", "--help"], {
      ...{ cwd: root, encoding: "utf8", input: "https://x.com/ikan/status/45\n" },
      env: { ...outer, ...env },
    });
    expect(stdout).toBe(`${helpOf("subject", page)}\n`);
    expect(status).toBe(0);
  });
});
