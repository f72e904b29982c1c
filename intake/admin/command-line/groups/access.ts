/** Commands about access: people, units, codes, devices and keys. */

import type { Command } from "commander";
import type { KeyScope } from "../../../../utils/shared/contract/route.ts";
import { affiliation, type Role } from "../../../../utils/shared/contract/site.ts";
import { asks, group, leaf, list, readNamedFile, type Surroundings } from "../define-command.ts";

const roles = ["officer", "vlogger", "supervisor", "panelist", "admin"] satisfies Role[];
const scopes = ["read", "platform", "partner"] satisfies KeyScope[];
const person = "0b9e6f1c-…";

export function addAccess(program: Command, surroundings: Surroundings): void {
  addEnrol(program, surroundings);
  addPeople(program, surroundings);
  addUnits(program, surroundings);
  const codes = group(program, "codes", "unused enrolment codes");
  list(codes, "list unused codes", surroundings, "codes");
  addRevoke(codes, "code", "refuse an unused code from now on", surroundings);
  const devices = group(program, "devices", "browsers that people enrolled");
  list(devices, "list every device with its person", surroundings, "devices");
  addRevoke(devices, "device", "refuse a device from its next request on", surroundings);
  addKeys(program, surroundings);
}

function addEnrol(program: Command, surroundings: Surroundings): void {
  const enrol = leaf(
    program,
    "enrol",
    "make a one-time code for a new person, or for another device of a known person",
    'enrol --role officer --name "Siti Aminah" --unit Judi',
    'enrol --role panelist --name "Rina Sari" --affiliation civil-society',
    `enrol --person ${person} --hours 48`,
    'enrol --role officer --name "Ani Wijaya" --mail ani@example.go.id',
  )
    .addOption(enrolRole(program))
    .option("--name <name>", "name of a new person")
    .addOption(enrolAffiliation(program))
    .option("--unit <name>", "unit of a new person")
    .option("--person <id>", "person who gets a code for another device")
    .option("--hours <hours>", "hours until the code expires; default 24, at most 168")
    .option("--mail <address>", "send the code to this address in place of printing it")
    .option("--qr", "print the address as a QR code, too");
  asks(enrol, surroundings, (_, options) => ({ command: "enrol", ...options }));
}

const enrolRole = (program: Command) =>
  program.createOption("--role <role>", "role of a new person").choices(roles);

const enrolAffiliation = (program: Command) =>
  program
    .createOption("--affiliation <kind>", "body that a new panelist comes from; cannot be changed later")
    .choices(affiliation.options);

function addPeople(program: Command, surroundings: Surroundings): void {
  const people = group(program, "people", "people who may use this intake");
  list(people, "list people with unit and devices; warns of equal names", surroundings, "people");
  const assign = leaf(
    people,
    "assign <person>",
    "move a person into a unit; without --unit out of all units",
    `people assign ${person} --unit Judi`,
    `people assign ${person}`,
  ).option("--unit <name>", "unit of the person");
  asks(assign, surroundings, ([id], options) => ({ command: "assign", person: id, ...options }));
  const role = leaf(
    people,
    "role <person>",
    "give a person another role from the next request on; not to or from panelist. Who becomes a supervisor or administrator enrols again with the code that is printed",
    `people role ${person} --role vlogger`,
  ).addOption(
    program
      .createOption("--role <role>", "new role")
      .choices(roles.filter((name) => name !== "panelist"))
      .makeOptionMandatory(),
  );
  asks(role, surroundings, ([id], options) => ({ command: "role", person: id, ...options }));
  for (const [act, summary] of [
    ["suspend", "refuse all devices and codes of a person until they are resumed"],
    ["resume", "accept the devices of a suspended person again"],
  ] as const) {
    const made = leaf(people, `${act} <person>`, summary, `people ${act} ${person}`);
    asks(made, surroundings, ([id]) => ({ command: act, person: id }));
  }
  addImport(people, surroundings);
  addRevoke(people, "person", "revoke all devices and unused codes of a person", surroundings);
}

function addImport(people: Command, surroundings: Surroundings): void {
  const made = leaf(
    people,
    "import <file>",
    "enrol the people of a CSV file: all or none; those who are there already get nothing twice",
    "people import people.csv --dry-run",
    "people import people.csv > addresses.txt",
    "people import people.csv --mail --hours 72",
  )
    .option("--dry-run", "only check the file and count; changes nothing")
    .option("--mail", "send each person the address by mail in place of printing it")
    .option("--hours <hours>", "hours until the codes expire; default 24, at most 168")
    .addHelpText(
      "after",
      `
The first line names the columns: name, role (${roles.join(", ")}), and if wanted
unit, affiliation (of panelists) and email. Comma, semicolon or tab; UTF-8.
People who have or had a device, or an unused code, get nothing, so the same file can be run again.`,
    );
  asks(made, surroundings, async ([file = ""], options) => ({
    command: "import-people",
    text: await readTextFile(file),
    ...options,
  }));
}

async function readTextFile(file: string): Promise<string> {
  const bytes = await readNamedFile(file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`${file} is not UTF-8 text. Save it as "CSV UTF-8".`);
  }
}

function addUnits(program: Command, surroundings: Surroundings): void {
  const units = group(program, "units", "units, which limit the cases that people see");
  list(units, "list units and what they see", surroundings, "units");
  const set = leaf(
    units,
    "set <name>",
    "make a unit or change its scope; a missing option means all, and is refused where that would end a limit",
    'units set "Judi" --categories JUDI',
    'units set "Jawa" --sites x,youtube --languages id,jv',
  )
    .option("--sites <sites>", "sites, separated by commas")
    .option("--categories <codes>", "categories, separated by commas")
    .option("--languages <codes>", "languages as ISO 639 codes, separated by commas");
  asks(set, surroundings, ([name], options) => ({ command: "unit", name, ...options }));
}

function addKeys(program: Command, surroundings: Surroundings): void {
  const keys = group(program, "keys", "API keys of other systems");
  list(keys, "list API keys", surroundings, "keys");
  const add = leaf(
    keys,
    "add",
    "make an API key, which is shown only once",
    'keys add --scope read --name "Dashboard"',
    "keys add --scope platform --channel x-legal --days 90",
    "keys add --scope partner --channel ojk-email",
  )
    .addOption(
      program
        .createOption(
          "--scope <scope>",
          "read: reads cases; platform: answers requests of one channel; partner: answers referrals of one channel",
        )
        .choices(scopes)
        .makeOptionMandatory(),
    )
    .option("--channel <id>", "channel of a platform's or partner's key")
    .option("--name <name>", "system or person that receives the key")
    .option("--days <days>", "days until the key expires; default 365");
  asks(add, surroundings, (_, options) => ({ command: "apikey", ...options }));
  addRevoke(keys, "key", "refuse an API key from now on", surroundings);
}

function addRevoke(parent: Command, which: string, summary: string, surroundings: Surroundings): void {
  const shown = which === "code" ? "3f9a1c0b77de" : person;
  const made = leaf(parent, `revoke <${which}>`, summary, `${parent.name()} revoke ${shown}`);
  asks(made, surroundings, ([id]) => ({ command: "revoke", [which]: id }));
}
