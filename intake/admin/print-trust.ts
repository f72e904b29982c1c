/** Prints the answers to commands about people, devices and keys. */

import type { Namesakes } from "../people/rules/namesakes.ts";
import type { TrustCommand } from "./trust.ts";

type Answer = Record<string, unknown>;

export function printTrust(command: TrustCommand["command"], answer: Answer): string {
  const value = (name: string) => String(answer[name]);
  switch (command) {
    case "enrol":
      return `Code for ${value("name")} (${value("role")}), one use, until ${moment(answer.expiresAt)}:\n${value("code")}\nLink, inside the extension:\n${value("link")}`;
    case "apikey":
      return `API key (${value("scope")}), until ${moment(answer.expiresAt)}, shown only once:\n${value("key")}`;
    case "unit":
      return `Unit ${value("name")}: ${seen(answer)}.`;
    case "units":
      return lines(
        answer.units,
        (unit) => `${String(unit.name)}  ${seen(unit)}`,
        "No units: everyone sees every case.",
      );
    case "assign":
      return answer.unit === null
        ? `${value("name")} belongs to no unit from now on and sees every case.`
        : `${value("name")} belongs to unit ${value("unit")} from now on.`;
    case "suspend":
      return `Every device of ${value("name")} is refused from now on.`;
    case "resume":
      return `The devices of ${value("name")} are accepted again.`;
    case "people":
      return [
        lines(answer.people, columns, "None."),
        ...((answer.namesakes ?? []) as Namesakes[]).map(warnOf),
      ].join("\n");
    case "codes":
    case "devices":
    case "keys":
      return lines(answer[command], columns, "None.");
    case "revoke":
      return printRevoked(answer);
  }
}

function printRevoked(answer: Answer): string {
  if ("person" in answer)
    return `${String(answer.name)}: ${String(answer.devices)} devices and ${String(answer.codes)} codes are refused from now on.`;
  const what = "device" in answer ? "Device" : "key" in answer ? "Key" : "Code";
  return answer.revoked === true
    ? `${what} ${String(answer.device ?? answer.key ?? answer.code)} is refused from now on.`
    : `There is no such active ${what.toLowerCase()}.`;
}

function warnOf({ name, people }: Namesakes): string {
  return `${people.length} people are called ${name} (${people.join(", ")}). If they are one person, that person could confirm their own decisions. Keep one account, preferably one with sign-on, and revoke the others with \`revoke --person ID\`.`;
}

function seen({ sites, categories, languages }: Answer): string {
  const named = (list: unknown, all: string) => (Array.isArray(list) ? list.join(", ") : all);
  return `${named(sites, "every site")}; ${named(categories, "every category")}${languages ? `; ${named(languages, "")}` : ""}`;
}

function lines(list: unknown, print: (row: Answer) => string, none: string): string {
  const rows = (list ?? []) as Answer[];
  return rows.length === 0 ? none : rows.map(print).join("\n");
}

function columns(row: Answer): string {
  return Object.values(row)
    .map((value) => (value === null ? "-" : value instanceof Date ? moment(value) : String(value)))
    .join("  ");
}

/** Through the running intake, times arrive as text. */
function moment(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
