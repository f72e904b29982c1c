import { z } from "zod";
import type { PanelGap } from "../../utils/shared/contract/decision.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import type { HealthMeasure, RecipeHealthView, Share } from "../../utils/shared/contract/recipe-health.ts";
import type { Language } from "../../utils/shared/contract/site.ts";
import { measures } from "../../utils/shared/policy/recipe-health.ts";
import { retentionReasons } from "../../utils/shared/policy/retention.ts";
import type { Namesakes } from "../people/rules/namesakes.ts";
import type { TrustCommand } from "./access.ts";
import { type BackupAnswer, printBackup } from "./backup.ts";
import type { AdminCommand } from "./commands.ts";
import { healthAnswer, printHealth } from "./health.ts";
import { printHooks } from "./hooks.ts";
import { type ImportAnswer, printImport } from "./invitations.ts";
import { printAlerts, printOnCall } from "./on-call.ts";
import { printAbout, printTaken } from "./personal-data.ts";
import { formatTime, listOf, table } from "./terminal-output.ts";
import { dayList, printDays } from "./timestamps.ts";
import { printVerified, type VerifyAnswer } from "./verify.ts";

const holdAnswer = z.object({ id: z.string(), caseId: z.string() });
const due = z.object({ caseId: z.string(), rule: z.string(), at: z.coerce.date() });
const retentionAnswer = z.object({
  deleted: z.boolean(),
  files: z.int(),
  reports: z.array(due.extend({ report: z.string() })),
  pictures: z.array(due.extend({ check: z.string() })),
});

function printHold(command: "hold" | "release", answer: object): string {
  const { id, caseId } = holdAnswer.parse(answer);
  return command === "hold"
    ? `Hold ${id} is active on case ${caseId}: nothing of the case is deleted until it is released.`
    : `Hold ${id} on case ${caseId} is released.`;
}

type Answer = Record<string, unknown>;

const columns = {
  people: {
    PERSON: "id",
    NAME: "name",
    ROLE: "role",
    AFFILIATION: "affiliation",
    UNIT: "unit",
    DEVICES: "devices",
    "SUSPENDED AT": "suspendedAt",
    "ENROLLED BY": "knownBy",
  },
  codes: { CODE: "code", NAME: "name", ROLE: "role", PERSON: "person", "EXPIRES AT": "expiresAt" },
  devices: {
    DEVICE: "id",
    NAME: "name",
    ROLE: "role",
    BROWSER: "browser",
    "ENROLLED AT": "enrolledAt",
    "REVOKED AT": "revokedAt",
    PERSON: "person",
  },
  keys: {
    KEY: "id",
    SCOPE: "scope",
    NAME: "name",
    CHANNEL: "channel",
    "MADE AT": "createdAt",
    "EXPIRES AT": "expiresAt",
    "REVOKED AT": "revokedAt",
  },
} as const;

/** Prints the answers to commands about people, devices and keys. */
function printTrust(command: TrustCommand["command"], answer: Answer): string {
  const value = (name: string) => String(answer[name]);
  switch (command) {
    case "enrol":
      if (answer.mailedTo !== undefined)
        return `Code for ${value("name")} (${value("role")}), one use, until ${formatTime(answer.expiresAt)}: accepted by the mail server for ${value("mailedTo")}.`;
      return printCode(answer);
    case "apikey":
      return `API key (${value("scope")}), until ${formatTime(answer.expiresAt)}, shown only once:\n${value("key")}`;
    case "unit":
      return `Unit ${value("name")}: ${describeUnit(answer)}.${answer.before ? ` Before: ${describeUnit(answer.before as Answer)}.` : ""}`;
    case "units":
      return listOf(
        answer.units,
        { UNIT: "name", SITES: "sites", CATEGORIES: "categories", LANGUAGES: "languages" },
        "No units: everyone sees every case.",
        "all",
      );
    case "assign":
      return answer.unit === null
        ? `${value("name")} belongs to no unit from now on and sees every case.`
        : `${value("name")} belongs to unit ${value("unit")} from now on.`;
    case "role": {
      const changed = `${value("name")} was ${value("formerRole")} and is ${value("role")} from now on.`;
      return answer.code === undefined
        ? changed
        : `${changed} ${value("devices")} devices are refused: the person enrols again.\n${printCode(answer)}`;
    }
    case "suspend":
      return `Every device of ${value("name")} is refused from now on.`;
    case "resume":
      return `The devices of ${value("name")} are accepted again.`;
    case "people":
    case "codes":
    case "devices":
    case "keys":
      return [
        listOf(answer[command], columns[command], "None."),
        ...((answer.namesakes ?? []) as Namesakes[]).map(warnOfNamesakes),
        ...(answer.panelGap ? [describeGap(answer.panelGap as PanelGap)] : []),
      ].join("\n");
    case "revoke":
      return printRevoked(answer);
  }
}

/** The only time that the code is shown. */
function printCode(answer: Answer): string {
  const value = (name: string) => String(answer[name]);
  return `Code for ${value("name")} (${value("role")}), one use, until ${formatTime(answer.expiresAt)}:\n${value("code")}\nAddress to send to this person only:\n${value("address")}\n${answer.qr === undefined ? "" : `${value("qr")}\n`}Link, inside the extension:\n${value("link")}`;
}

function printRevoked(answer: Answer): string {
  if ("person" in answer)
    return `${String(answer.name)}: ${String(answer.devices)} devices and ${String(answer.codes)} codes are refused from now on.`;
  const what = "device" in answer ? "Device" : "key" in answer ? "Key" : "Code";
  return answer.revoked === true
    ? `${what} ${String(answer.device ?? answer.key ?? answer.code)} is refused from now on.`
    : `There is no such active ${what.toLowerCase()}.`;
}

function describeGap({ members, missing }: PanelGap): string {
  const lacking = missing.length === 0 ? "" : `, and none from ${missing.join(" and ")}`;
  return `No panel can be formed: it has ${members} of ${limits.panelVotes} panelists${lacking}. Until then a refused decision is final and approvals that were drawn wait.`;
}

function warnOfNamesakes({ name, people }: Namesakes): string {
  return `${people.length} people are called ${name} (${people.join(", ")}). If they are one person, that person could confirm their own decisions. Keep one account, preferably one with sign-on, and revoke the others: lapor people revoke ID`;
}

function describeUnit({ sites, categories, languages }: Answer): string {
  const named = (list: unknown, all: string) => (Array.isArray(list) ? list.join(", ") : all);
  return `${named(sites, "every site")}; ${named(categories, "every category")}${languages ? `; ${named(languages, "")}` : ""}`;
}

function printRetention(answer: object): string {
  const { deleted, reports, pictures, files } = retentionAnswer.parse(answer);
  const toRow = (id: string, { caseId, rule, at }: z.infer<typeof due>) => [
    id,
    caseId,
    ...rule.split("/"),
    at.toISOString().slice(0, 10),
  ];
  const rows = [
    ...reports.map((report) => toRow(report.report, report)),
    ...pictures.map((picture) => toRow(`check ${picture.check}`, picture)),
  ];
  const lines =
    rows.length === 0 ? [] : [table(["REPORT", "CASE", "CATEGORY", "STATE", "DAYS", "DUE"], rows)];
  const count = `${pictures.length} pictures of outcome checks`;
  const summary = deleted
    ? `Evidence of ${reports.length} reports deleted, ${count} deleted, ${files} files removed. ${retentionReasons.kept.en}`
    : `Evidence of ${reports.length} reports would be deleted, and ${count}. ${retentionReasons.deleted.en}`;
  return [...lines, summary].join("\n");
}

function printPeriods(answer: object): string {
  const { periods, pending } = answer as Record<"periods" | "pending", unknown>;
  const days = { APPROVED: "approved", REJECTED: "rejected", OPEN: "open", WITHDRAWN: "withdrawn" };
  const waiting = { CATEGORY: "category", OUTCOME: "outcome", DAYS: "days", "IN FORCE AT": "at" };
  return [
    listOf(periods, { CATEGORY: "category", ...days }, "", "kept"),
    listOf(pending, waiting, "No change waits."),
  ].join("\n\n");
}

const headings = [
  "",
  "SITE",
  "KIND",
  "VERSION",
  "BROWSER",
  ...measures.map((measure) => measure.toUpperCase()),
  "DROPS",
  "LAST DAYS (PAGES, ELSE CAPTURES)",
];
const shownDays = 14;

/** Found and expected fields in the last 24 hours. `!` marks a drop, `?` too few counts. */
function printCanaries(views: readonly RecipeHealthView[]): string {
  if (views.length === 0) return "Nothing was counted in the last 28 days.";
  return table(headings, views.map(toCells));
}

function toCells(view: RecipeHealthView): string[] {
  const mark = { ok: "", dropped: "!", "too-few": "?" }[view.state];
  const shares = measures.map(
    (name) => shareOf(view.counts[name]) + (view.fallen.includes(name) ? " !" : ""),
  );
  const days = view.history.slice(-shownDays).map(({ counts }) => {
    const name: HealthMeasure = counts.pages.expected > 0 ? "pages" : "permalinks";
    return percentOf(counts[name]);
  });
  return [
    mark,
    view.site,
    view.kind,
    String(view.recipeVersion),
    view.browser,
    ...shares,
    String(view.drops),
    days.join(" "),
  ];
}

function shareOf({ found, expected }: Share): string {
  return expected === 0 ? "-" : `${found}/${expected}`;
}

function percentOf({ found, expected }: Share): string {
  return expected === 0 ? "-" : `${Math.round((found / expected) * 100)}%`;
}

export function printAnswer({ command }: AdminCommand, answer: object, language: Language = "en"): string {
  switch (command) {
    case "import-people":
      return printImport(answer as ImportAnswer);
    case "verify":
      return printVerified(answer as VerifyAnswer);
    case "hold":
    case "release":
      return printHold(command, answer);
    case "holds":
      return listOf(
        (answer as { holds: unknown }).holds,
        { HOLD: "id", CASE: "caseId", "PLACED AT": "at", BY: "by", REASON: "reason" },
        "No case is on hold.",
      );
    case "periods":
    case "set-period":
      return printPeriods(answer);
    case "retention":
      return printRetention(answer);
    case "about":
      return printAbout(answer);
    case "taken":
      return printTaken(answer);
    case "backup":
      return printBackup(answer as BackupAnswer);
    case "health":
      return printHealth(healthAnswer.parse(answer), language);
    case "canaries":
      return printCanaries((answer as { canaries: RecipeHealthView[] }).canaries);
    case "hooks":
      return printHooks(answer);
    case "on-call":
      return printOnCall(answer);
    case "alerts":
      return printAlerts(answer);
    case "timestamps":
      return printDays(dayList.parse(answer));
    default:
      return printTrust(command, answer as Record<string, unknown>);
  }
}
