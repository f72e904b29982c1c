/** Checks the lock file: every package pinned by its digest, none that runs an unlisted install script. */

import { readFileSync } from "node:fs";
import { lockedPackages, nameOf } from "../release/licences/lock.ts";

type Ranges = Record<string, string>;
interface PackageFile {
  dependencies: Ranges;
  devDependencies: Ranges;
  optionalDependencies?: Ranges;
  allowScripts: Record<string, boolean>;
}

const registry = "https://registry.npmjs.org/";
const own = JSON.parse(readFileSync("package.json", "utf8")) as PackageFile;
const problems: string[] = [];

for (const [name, range] of Object.entries({
  ...own.dependencies,
  ...own.devDependencies,
  ...own.optionalDependencies,
})) {
  if (!/^(npm:(@[\w.-]+\/)?[\w.-]+@)?[~^]?\d[\w.+-]*$/.test(range))
    problems.push(`${name}: ${range} is not a version range of the registry`);
}
const packages = lockedPackages();
for (const [place, { integrity, resolved, link, dev, optional, hasInstallScript }] of packages) {
  if (link) problems.push(`${place} is a link`);
  if (!/^sha512-[\w+/]{86}==$/.test(integrity ?? "")) problems.push(`${place} is not pinned by a SHA-512`);
  // Without an address npm asks the configured registry, and the digest decides.
  if (resolved !== undefined && !resolved.startsWith(registry))
    problems.push(`${place} comes from ${resolved}`);
  if (!hasInstallScript) continue;
  // esbuild works without its script, which only replaces a wrapper by the program.
  if (!dev && own.allowScripts[nameOf(place)] !== false)
    problems.push(`${place} runs a script when it is installed in production`);
  // Optional packages for other systems are not installed here; npm asks for each by name.
  else if (dev && !optional && own.allowScripts[nameOf(place)] === undefined)
    problems.push(`${place} runs an install script that allowScripts does not list`);
}
const scripted = new Set(
  packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([place]) => nameOf(place)),
);
for (const name of Object.keys(own.allowScripts)) {
  if (!scripted.has(name)) problems.push(`allowScripts lists ${name}, which has no install script`);
}
for (const problem of problems) console.error(problem);
console.log(`${packages.length} packages pinned`);
process.exit(problems.length === 0 ? 0 : 1);
