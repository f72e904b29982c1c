/** Notices shipped with the extension: every bundled package with its licence. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Licensed, licenceText, licensedAt } from "./packages.ts";

const line = "-".repeat(72);

/** Returns the package folder of a bundled module; undefined for our own files and the bundler's. */
export function packageFolder(moduleId: string): string | undefined {
  return /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(moduleId.replaceAll("\\", "/"))?.[1];
}

/** Groups packages with the same text. Sorted by name, so that builds are reproducible. */
export function notices(folders: ReadonlySet<string>): string {
  const byText = new Map<string, string[]>();
  for (const folder of folders) {
    const licence = licensedAt(folder);
    if (!licence) throw new Error(`${folder} is bundled but is not a package`);
    const text = licenceText(folder) ?? plainText(licence);
    byText.set(text, [
      ...(byText.get(text) ?? []),
      `${licence.name} ${licence.version} (${licence.licence})`,
    ]);
  }
  const parts = [...byText].map(([text, names]) => `${[...new Set(names)].sort().join("\n")}\n\n${text}\n`);
  return [
    "This extension contains code of the packages below, under these licences. The source code of each, in the version",
    "named, is at https://www.npmjs.com/package/ followed by its name.\n",
    ...parts.sort().map((part) => `${line}\n${part}`),
  ].join("\n");
}

/** Text for a package that declares a licence without including its text. Only for terms that never vary. */
function plainText({ name, licence }: Licensed): string {
  if (licence === "Unlicense") return "Released into the public domain by its authors: https://unlicense.org";
  if (licence !== "MIT") throw new Error(`${name} is bundled but contains no text of ${licence}`);
  const [, terms] = readFileSync(join(import.meta.dirname, "../../../LICENSE"), "utf8").split(
    /(?=Permission is hereby)/,
  );
  return `Copyright (c) the authors of the package named above\n\n${terms?.trim()}`;
}

/** Parses the packages named in a notices file. */
export function noticed(text: string): { name: string; version: string; licence: string }[] {
  return [...text.matchAll(/^(@?[\w./-]+) (\d[\w.+-]*) \((.+)\)$/gm)].map(
    ([, name = "", version = "", licence = ""]) => ({ name, version, licence }),
  );
}
