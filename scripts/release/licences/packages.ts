/** Reads a package's licence from `package.json`, and its licence text. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Packages that name their licence only in the text, read by a person, for exactly this version. */
const read: Record<string, string> = { "png-js@2.0.0": "MIT" };

interface PackageFile {
  name: string;
  version: string;
  license?: string | { type: string };
}

export interface Licensed {
  name: string;
  version: string;
  /** SPDX expression, or `unknown`. */
  licence: string;
}

/** `folder` of the package; returns undefined if it is not installed. */
export function licensedAt(folder: string): Licensed | undefined {
  const file = join(folder, "package.json");
  if (!existsSync(file)) return undefined;
  const { name, version, license } = JSON.parse(readFileSync(file, "utf8")) as PackageFile;
  const named = typeof license === "object" ? license.type : license;
  return { name, version, licence: named ?? read[`${name}@${version}`] ?? "unknown" };
}

/** Returns the package's licence and notices; undefined if it contains none. */
export function licenceText(folder: string): string | undefined {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  const texts = names.sort().map((name) => readFileSync(join(folder, name), "utf8").trim());
  return texts.length > 0 ? texts.join("\n\n").replace(/\r\n/g, "\n") : undefined;
}
