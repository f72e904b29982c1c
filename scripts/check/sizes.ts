/** Checks that no file of the project grew beyond what one reads in a sitting. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const maxLines = 250;
const folders = ["utils", "components", "entrypoints", "intake", "scripts", "test"];
/** Tests, cases and generated migrations may be longer. */
const free =
  /^test\/(?!e2e\/drivers|pages\/[^/]+\.ts)|\.(test|cases|examples)\.tsx?$|^intake\/store\/migrations\//;

const counted = folders
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => /\.(ts|tsx|mjs|css)$/.test(path) && !free.test(path))
  .map((path) => ({ path, lines: readFileSync(path, "utf8").split("\n").length - 1 }))
  .sort((a, b) => a.lines - b.lines);
const long = counted.filter(({ lines }) => lines > maxLines);
for (const { path, lines } of long) console.error(`${path}: ${lines} lines, at most ${maxLines}`);
console.log(
  `${counted.length} files, median ${counted[Math.floor(counted.length / 2)]?.lines ?? 0} lines, ${long.length} too long`,
);
process.exit(long.length === 0 ? 0 : 1);
