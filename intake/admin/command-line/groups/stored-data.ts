/** Commands about stored data: holds, retention, exports, backups and proofs. */

import { resolve } from "node:path";
import type { Command } from "commander";
import { asks, group, leaf, list, type Surroundings } from "../define-command.ts";

const caseName = "LK-7F3K2-9QX4M";

export function addStoredData(program: Command, surroundings: Surroundings): void {
  addHolds(program, surroundings);
  const retention = leaf(
    program,
    "retention",
    "show or delete evidence past its retention; the running intake deletes it every hour",
    "retention --dry-run",
    "retention --run",
  )
    .option("--dry-run", "list what would be deleted")
    .option("--run", "delete it");
  asks(retention, surroundings, (_, { dryRun, run }) => ({
    command: "retention",
    ...(dryRun === undefined ? {} : { "dry-run": dryRun }),
    ...(run === undefined ? {} : { run }),
  }));
  addPeriods(program, surroundings);
  addExports(program, surroundings);
  addBackups(program, surroundings);
  addProofs(program, surroundings);
}

function addHolds(program: Command, surroundings: Surroundings): void {
  const holds = group(program, "holds", "legal holds, which keep a case from deletion");
  list(holds, "list active holds", surroundings, "holds");
  const place = leaf(
    holds,
    "place <case>",
    "keep everything of a case from now on; the case by its id or its number",
    `holds place ${caseName} --reason "Penyidikan 12/2026"`,
  ).requiredOption("--reason <text>", "reason, kept in the case");
  asks(place, surroundings, ([id], options) => ({ command: "hold", case: id, ...options }));
  const release = leaf(
    holds,
    "release <case>",
    "release a hold",
    `holds release ${caseName} --reason "Perkara selesai"`,
  )
    .requiredOption("--reason <text>", "reason, kept in the case")
    .option("--hold <id>", "hold to release, if the case has several");
  asks(release, surroundings, ([id], options) => ({ command: "release", case: id, ...options }));
}

function addPeriods(program: Command, surroundings: Surroundings): void {
  const periods = group(program, "periods", "retention periods of evidence, by category and outcome");
  list(periods, "list periods in force, and shorter ones that wait", surroundings, "periods");
  const set = leaf(
    periods,
    "set <category>",
    "change periods of a category; a shorter one is in force after 72 hours",
    'periods set JUDI --approved 1095 --reason "Peraturan 4/2027"',
    'periods set SPAM --open kept --reason "Menunggu putusan"',
  )
    .option("--approved <days>", "days after an approval, or kept")
    .option("--rejected <days>", "days after a rejection, or kept")
    .option("--open <days>", "days without a decision, or kept")
    .option("--withdrawn <days>", "days after a withdrawal, or kept")
    .requiredOption("--reason <text>", "reason, kept with the change");
  asks(set, surroundings, ([category], options) => ({ command: "set-period", category, ...options }));
}

function addExports(program: Command, surroundings: Surroundings): void {
  const exports = group(program, "export", "data for authorities, data subjects and auditors");
  const person = leaf(
    exports,
    "person <name>",
    "list the stored data about a name, id, address or subject, and each access to it; about a person on duty or in the programme, by their id",
    "export person @akun_judi --json",
    "export person x:post:1789",
    "export person 0b9e6f1c-… --json",
  );
  asks(person, surroundings, ([name]) => ({ command: "about", name }));
  const breach = leaf(
    exports,
    "breach",
    "list all acts of a device or person, and the data shown to it: the facts for a notice of a breach",
    "export breach --device 0b9e6f1c-… --since 2026-11-01 --json",
  )
    .option("--device <id>", "device")
    .option("--person <id>", "person with all devices")
    .option("--since <day>", "first day, such as 2026-11-25");
  asks(breach, surroundings, (_, options) => ({ command: "taken", ...options }));
  const timestamps = leaf(
    exports,
    "timestamps",
    "list every finished day with its root and timestamp; exit code 1 if one differs from files in the folder",
    "export timestamps --out stamps",
  ).option(
    "--out <folder>",
    "write DAY.root, DAY.tsr for `openssl ts -verify` and DAY.CALENDAR.ots for `ots verify -d ROOT`; never overwrites",
  );
  asks(timestamps, surroundings, (_, options) => ({ command: "timestamps", ...options }));
}

function addBackups(program: Command, surroundings: Surroundings): void {
  const backup = leaf(
    program,
    "backup",
    "write database and evidence into one file while the intake runs; never overwrites; exit code 3 if only evidence is missing",
    "backup --out /srv/backup/lapor-2026-11-27.tar",
  ).requiredOption("--out <file>", "file to write; it will contain private keys");
  // Made absolute, because the process that writes it may have another working directory.
  asks(backup, surroundings, (_, { out }) => ({ command: "backup", out: resolve(String(out)) }));
  leaf(
    program,
    "restore <file>",
    "restore a backup into an empty intake: all of it or nothing",
    "restore /srv/backup/lapor-2026-11-27.tar",
  ).action(async (file: string, { json }: { json?: true }) => {
    const { printRestored, restore } = await import("../../restore.ts");
    const { endProgress, evidenceMissing, showProgress } = await import("../print-answer.ts");
    const restored = await restore(await surroundings.readConfig(), resolve(file), showProgress).finally(
      endProgress,
    );
    console.log(json ? JSON.stringify(restored) : printRestored(restored));
    if (!restored.verified.ok) process.exitCode = 1;
    else if (restored.missing.length > 0) process.exitCode = evidenceMissing;
  });
}

function addProofs(program: Command, surroundings: Surroundings): void {
  const verify = leaf(
    program,
    "verify [file]",
    "prove every stored value from the log; with a file, check an export or a packet without any intake",
    "verify",
    "verify LK-7F3K2-9QX4M.wacz --language en",
  )
    .option("--intake-key <thumbprint>", "the key that must have signed it: the file, or else the database")
    .option(
      "--batch <no:digest>",
      "without a file: a batch that an earlier run printed and that must still be there",
    )
    .option("--block-header <hex...>", "with a file: headers of Bitcoin blocks, to compare anchors with")
    .option("--language <language>", "with a file: id or en");
  verify.action(async (file: string | undefined, options: Record<string, unknown>) => {
    const { intakeKey, batch, blockHeader, language, json = false } = options;
    if (file === undefined)
      return surroundings.answer({
        command: verify,
        asked: { command: "verify", intakeKey, batch },
        json: json === true,
      });
    const { checkFile } = await import("../../verify-file.ts");
    const { text, exitCode } = await checkFile(file, {
      language,
      json,
      ...(intakeKey === undefined ? {} : { "intake-key": intakeKey }),
      ...(blockHeader === undefined ? {} : { "block-header": blockHeader }),
    });
    console.log(text);
    process.exitCode = exitCode;
  });
}
