/** Checks that an automation build is compiled like the store build: no development code, and almost the same size. */

import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const builds = ["chrome-mv3", "firefox-mv3"];
/** Allows for attributes on our elements, short waits, and imports of chunks shared with the record page. */
const maxMoreBytes = 2_000;
/** Texts that occur only in development code. */
const developmentMarks = { jsxDEV: /jsxDEV/, "a source file's name": /[\w/-]\.tsx["'`]/ };

const problems: string[] = [];
for (const build of builds) {
  const store = join(".output", build);
  const automation = `${store}-automation`;
  const missing = [store, automation].filter((folder) => !existsSync(folder));
  if (missing.length > 0) {
    problems.push(`${missing.join(" and ")} missing: build first`);
    continue;
  }
  if (!readFileSync(join(automation, "background.js"), "utf8").includes("short_name"))
    problems.push(`${automation} cannot shorten its waits`);
  for (const file of globSync("**/*.js", { cwd: automation })) {
    const source = readFileSync(join(automation, file), "utf8");
    for (const [name, mark] of Object.entries(developmentMarks))
      if (mark.test(source)) problems.push(`${automation}/${file} contains ${name}`);
  }
  for (const file of globSync(["*.html", "*.js", "content-scripts/*.js"], { cwd: store })) {
    if (!existsSync(join(automation, file))) {
      problems.push(`${automation}/${file} is missing`);
      continue;
    }
    const more = bytesOf(automation, file) - bytesOf(store, file);
    console.log(`${build}/${file}: ${more} bytes more than in the store build`);
    if (Math.abs(more) > maxMoreBytes)
      problems.push(`${automation}/${file} differs by ${more} bytes, at most ${maxMoreBytes}`);
  }
}
for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);

/** Bytes of a script, or of all scripts that a page loads. */
function bytesOf(folder: string, file: string): number {
  const scripts = new Set<string>(file.endsWith(".html") ? [] : [file]);
  const follow = (source: string) => {
    for (const [, name = ""] of source.matchAll(/["'`](?:\.\/|\/?chunks\/)([\w-]+\.js)["'`]/g)) {
      const script = `chunks/${name}`;
      if (scripts.has(script)) continue;
      scripts.add(script);
      follow(readFileSync(join(folder, script), "utf8"));
    }
  };
  if (file.endsWith(".html")) follow(readFileSync(join(folder, file), "utf8"));
  return [...scripts].reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0);
}
