/**
 * Answers `--help` for the programs of `package.json`, with their rows of `docs/npm-scripts.md`. A program imports it
 * first, so that `--help` starts nothing else.
 */

import { readFileSync } from "node:fs";
import { join, relative } from "node:path";

const root = join(import.meta.dirname, "../..");
const page = "docs/npm-scripts.md";
const maxColumns = 100;

/** Text for a terminal: each command of this script and what it does. Undefined if the page has no row for it. */
export function helpOf(script: string, markdown: string): string | undefined {
  const rows = [...markdown.matchAll(/^\| `(npm (?:run )?(?:--silent )?([\w:-]+).*?)` \| (.+) \|$/gm)];
  const matches = rows.filter(([, , name]) => name === script);
  if (matches.length === 0) return undefined;
  return matches
    .map(([, command = "", , what = ""]) => `${plain(command)}\n${wrap(plain(what))}`)
    .join("\n\n");
}

/** Without code marks, links and escaped bars. */
function plain(markdown: string): string {
  return markdown
    .replaceAll("\\|", "|")
    .replaceAll("`", "")
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1");
}

function wrap(text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line && `  ${line} ${word}`.length > maxColumns) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.map((line) => `  ${line}`).join("\n");
}

/** npm names the script that it runs. A program started directly is looked up by its path. */
function scriptName(): string {
  const { npm_lifecycle_event: event } = process.env;
  if (event) return event;
  const program = relative(root, process.argv[1] ?? "");
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  return Object.keys(scripts).find((name) => scripts[name]?.split(" ").includes(program)) ?? program;
}

if (process.argv.includes("--help")) {
  const name = scriptName();
  console.log(helpOf(name, readFileSync(join(root, page), "utf8")) ?? `${name} is not in ${page}.`);
  process.exit();
}
