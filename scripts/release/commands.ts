/** `npm run commands`: writes `docs/commands.md` from the program's commands. With `--check`, reports an outdated file. */

import "../dev/help.ts";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Argument, Command } from "commander";
import { examplesOf } from "../../intake/admin/command-line/define-command.ts";
import { oldWords } from "../../intake/admin/command-line/earlier-names.ts";
import { createProgram, exitCodes } from "../../intake/admin/command-line/program.ts";

const file = "docs/commands.md";
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const unused = () => Promise.reject(new Error("no command runs here"));
const program = createProgram({
  readConfig: unused,
  answer: unused,
  wrongSettings: unused,
  serve: unused,
  publish: unused,
});

/** Each command's section, after those of its group. */
function sectionsOf(command: Command, path: readonly string[]): string[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .flatMap((subcommand) => {
      const own = [...path, subcommand.name()];
      const level = "#".repeat(own.length);
      const title = `${level} \`${[...own, ...subcommand.registeredArguments.map(wordOf)].join(" ")}\``;
      if (subcommand.commands.length > 0)
        return [title, "", sentence(subcommand), "", ...sectionsOf(subcommand, own)];
      return [title, "", sentence(subcommand), "", ...codeOf(subcommand), ...optionsOf(subcommand)];
    });
}

function wordOf(argument: Argument): string {
  return argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;
}

function sentence(command: Command): string {
  const text = command.description();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function codeOf(command: Command): string[] {
  const shown = examplesOf(command).map((example) => `lapor ${example}`);
  return shown.length === 0 ? [] : ["```", ...shown, "```", ""];
}

function optionsOf(command: Command): string[] {
  const options = command.createHelp().visibleOptions(command);
  const rows = options
    .filter(({ long }) => long !== "--help" && long !== "--json")
    .map(({ flags, description, mandatory, argChoices }) => {
      const choices = argChoices ? ` One of ${argChoices.join(", ")}.` : "";
      return `| \`${flags}\` | ${mandatory ? "Required: " : ""}${description}.${choices} |`;
    });
  return rows.length === 0 ? [] : ["| option | meaning |", "|---|---|", ...rows, ""];
}

const text = [
  "# Commands of `lapor`",
  "",
  "Written by `npm run commands`, checked by `npm run check`. On a server it is the command of [Deploy, step 3](admin/deploy.md#debian-with-systemd); in a checkout call it as `npx lapor …` or `npm run lapor -- …`, which read no settings file; `lapor` needs Node 24.2 or newer and starts the Node of `npm ci` under an older one. Every command but `serve` and `completion` takes `--json`. Commands read the intake's [settings](settings.md) from the environment. They work beside a running intake and without one. Scripts for development are in [npm scripts](npm-scripts.md).",
  "",
  "| exit code | meaning |",
  "|---|---|",
  ...exitCodes.map(([code, meaning]) => `| ${code} | ${meaning} |`),
  "",
  ...sectionsOf(program, ["lapor"]),
  "## Earlier names",
  "",
  `These commands still work, with their earlier options and answers: ${Object.keys(oldWords)
    .map((word) => `\`${word}\``)
    .join(", ")}, \`hooks\` for \`webhooks\`, and the npm scripts that call them.`,
  "",
].join("\n");
if (!values.check) writeFileSync(file, text);
else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
  console.error(`${file} is out of date: run \`npm run commands\``);
  process.exitCode = 1;
}
