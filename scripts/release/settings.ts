/**
 * `npm run settings`: writes `docs/settings.md` and `deploy/.env.example` from the intake's settings. With `--check`,
 * reports an outdated file.
 */

import "../dev/help.ts";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { settings } from "../../intake/config.ts";
import { maxAgeSettings, signOnSettings } from "../../intake/people/sign-on/sign-on-settings.ts";

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

interface Setting {
  name: string;
  /** Empty if there is none. */
  byDefault: string;
  isRequired: boolean;
  description: string;
}

/** Throws if a setting has no description. */
function listSettings(...schemas: readonly z.ZodObject[]): Setting[] {
  return schemas.flatMap((schema) => {
    const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input" });
    return Object.entries(properties).map(([name, property]) => {
      if (typeof property === "boolean" || !property.description)
        throw new Error(`${name} has no description`);
      const { default: value, description } = property;
      const byDefault = typeof value === "string" || typeof value === "number" ? String(value) : "";
      return { name, byDefault, isRequired: required.includes(name), description };
    });
  });
}

function tableOf(list: readonly Setting[]): string[] {
  const rows = list.map(({ name, byDefault, isRequired, description }) => {
    const shown = byDefault === "" ? "" : `\`${byDefault}\``;
    return `| \`${name}\` | ${isRequired ? "required" : shown} | ${description} |`;
  });
  return ["| setting | default | meaning |", "|---|---|---|", ...rows, ""];
}

/** Every line is a comment, so that a copy of the file changes nothing. */
function exampleOf(list: readonly Setting[]): string[] {
  return list.flatMap(({ name, byDefault, description }) => [
    ...wrap(description.replaceAll("`", ""), 100).map((line) => `# ${line}`),
    `#${name}=${byDefault}`,
    "",
  ]);
}

function wrap(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines;
}

const general = listSettings(settings);
const signOn = listSettings(signOnSettings, maxAgeSettings);

const reference = [
  "# Settings of the intake",
  "",
  "Written by `npm run settings`, checked by `npm run check`. The intake reads its settings from the environment; `deploy/.env.example` lists them as a file. A wrong setting stops the start with one sentence that names it.",
  "",
  ...tableOf(general),
  "## Single sign-on",
  "",
  "Off unless one of these is set.",
  "",
  ...tableOf(signOn),
].join("\n");
const example = [
  "# Settings of the intake, for systemd (EnvironmentFile) and containers. Written by `npm run settings`.",
  "# Copy it, keep the copy readable for the intake's account only, and remove the # of what you set.",
  "# Put a value with quotes, spaces, # or $ into single quotes. For kubectl write it without quotes: it keeps them.",
  "",
  ...exampleOf(general),
  "# Single sign-on: off unless one of these is set.",
  "",
  ...exampleOf(signOn),
].join("\n");
const files = { "docs/settings.md": reference, "deploy/.env.example": example };
for (const [file, text] of Object.entries(files)) {
  if (!values.check) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
    console.error(`${file} is out of date: run \`npm run settings\``);
    process.exitCode = 1;
  }
}
