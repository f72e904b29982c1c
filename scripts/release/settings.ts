/** `npm run settings`: writes `docs/settings.md` from the intake's settings. With `--check`, reports an outdated file. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { z } from "zod";
import { settings } from "../../intake/config.ts";
import { maxAgeSettings, signOnSettings } from "../../intake/people/sign-on/settings.ts";

const file = "docs/settings.md";
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

/** Throws if a setting has no description. */
function tableOf(...schemas: readonly z.ZodObject[]): string[] {
  const rows = schemas.flatMap((schema) => {
    const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input" });
    return Object.entries(properties).map(([name, property]) => {
      if (typeof property === "boolean" || !property.description)
        throw new Error(`${name} has no description`);
      return `| \`${name}\` | ${defaultOf(property.default, required.includes(name))} | ${property.description} |`;
    });
  });
  return ["| setting | default | meaning |", "|---|---|---|", ...rows, ""];
}

function defaultOf(value: unknown, isRequired: boolean): string {
  if (isRequired) return "required";
  return typeof value === "string" || typeof value === "number" ? `\`${value}\`` : "";
}

const text = [
  "# Settings of the intake",
  "",
  "Written by `npm run settings`, checked by `npm run check`. The intake reads its settings from the environment. A wrong setting stops the start with one sentence that names it.",
  "",
  ...tableOf(settings),
  "## Single sign-on",
  "",
  "Off unless one of these is set.",
  "",
  ...tableOf(signOnSettings, maxAgeSettings),
].join("\n");
if (!values.check) writeFileSync(file, text);
else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
  console.error(`${file} is out of date: run \`npm run settings\``);
  process.exitCode = 1;
}
