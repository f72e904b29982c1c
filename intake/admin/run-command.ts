/** Runs an administrator's command in the process that has the database open. */

import type { Config } from "../config.ts";
import type { WriteLine } from "../core/folder-lock.ts";
import { logLine } from "../core/log.ts";
import { readServers } from "../db/servers.ts";
import type { Store } from "../db/store.ts";
import { openOwnEvidence } from "../evidence/store/own-evidence.ts";
import { runBackupCommand } from "./backup.ts";
import { type IntakeCommand, runCommand } from "./commands.ts";
import { runHealthCommand } from "./health.ts";
import { inviterOf, mailEnrolment, runImport } from "./invitations.ts";
import { runPersonalDataCommand } from "./personal-data.ts";
import { runRetentionCommand } from "./retention.ts";
import { readKnown, runVerifyCommand } from "./verify.ts";

/** Commands that change access or stored data; they are logged. */
const loggedCommands: readonly IntakeCommand["command"][] = [
  "enrol",
  "import-people",
  "apikey",
  "unit",
  "assign",
  "role",
  "suspend",
  "resume",
  "revoke",
  "hold",
  "release",
  "set-period",
  "add-recipes",
  "pin-recipes-key",
  "load-channels",
  "save-channels",
  "remove-channel",
  "hooks",
  "on-call",
];
/** Logged members: ids only; no names, codes or keys. */
const loggedIds = ["person", "personId", "device", "case", "channel", "category", "id"];
/** When a key is revoked, `key` is its id and may be logged. */
const loggedIdsOfRevoke = [...loggedIds, "key"];

/** Change people and devices, whose log is at the home server. */
const homeCommands: readonly IntakeCommand["command"][] = [
  "enrol",
  "import-people",
  "unit",
  "assign",
  "role",
  "suspend",
  "resume",
];

/** Throws at a server whose people and devices come from another one. */
async function checkHome({ cells }: Config, asked: IntakeCommand): Promise<void> {
  const isOfPerson = asked.command === "revoke" && asked.key === undefined;
  if (!cells || !(homeCommands.includes(asked.command) || isOfPerson)) return;
  const { own, home } = await readServers(cells);
  if (own !== home) throw new Error(`People and devices are at the home server ${home}. Run this there.`);
}

/** An open database with its settings; `address` becomes part of enrolment links. */
export interface Opened {
  store: Store;
  config: Config;
  address: string;
}

/**
 * Returns plain JSON. Throws if the command fails; the message is shown to the administrator. `say` reports
 * progress.
 */
export async function runAdminCommand(opened: Opened, asked: IntakeCommand, say: WriteLine): Promise<object> {
  await checkHome(opened.config, asked);
  const answer = await run(opened, asked, say);
  if (loggedCommands.includes(asked.command)) {
    const names = asked.command === "revoke" ? loggedIdsOfRevoke : loggedIds;
    const ids = Object.entries({ ...answer, ...asked }).flatMap(([name, id]) =>
      names.includes(name) ? [id] : [],
    );
    logLine("administered", { detail: [asked.command, ...new Set(ids)].join(" ") });
  }
  return answer;
}

async function run(
  { store, config, address }: Opened,
  asked: IntakeCommand,
  say: WriteLine,
): Promise<object> {
  switch (asked.command) {
    case "hold":
    case "holds":
    case "release":
    case "retention":
    case "periods":
    case "set-period":
      return runRetentionCommand(store.db, config, asked);
    case "about":
    case "taken":
      return runPersonalDataCommand(store.db, asked);
    case "backup":
      return runBackupCommand(store, config, asked, say);
    case "health":
      return runHealthCommand(store.db, config);
    case "verify": {
      const known = await readKnown(asked, config);
      return runVerifyCommand(store, await openOwnEvidence(store.db, config.evidenceUrl), say, known);
    }
    case "import-people":
      return runImport(store, inviterOf(config, address), asked, say);
    case "enrol": {
      const enrol = () => runCommand(store, address, asked);
      const { mail } = asked;
      return mail === undefined ? enrol() : mailEnrolment(store.db, inviterOf(config, address), mail, enrol);
    }
    default:
      return runCommand(store, address, asked);
  }
}
