/** `hold`, `release` and `retention` beside a running intake, and the file with retention times. */

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { adminCommand } from "../../../../intake/admin/commands.ts";
import { sendAdminCommand } from "../../../../intake/admin/connect.ts";
import { printAnswer } from "../../../../intake/admin/print.ts";
import { readConfig } from "../../../../intake/config.ts";
import { readRetention } from "../../../../intake/evidence/retention-file.ts";
import { startIntake } from "../../../../intake/serve.ts";
import { sampleReport, startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { retention, withChanges } from "../../../../utils/shared/policy/retention.ts";
import { receiptNumberOf } from "../../../../utils/shared/seal/receipt-number.ts";
import { childEnvironment } from "../../../support/child-environment.ts";

const run = promisify(execFile);
const cli = join(import.meta.dirname, "../../../../intake/cli.ts");
let folder: string;
let policyFile: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapor-retention-"));
  policyFile = join(folder, "retention.json");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const environment = () => ({
  ...childEnvironment(),
  ...{ DATA_DIR: join(folder, "data"), PORT: "0" },
  RETENTION: policyFile,
});
const command = async (...words: string[]) =>
  (await run(process.execPath, [cli, ...words], { env: environment() })).stdout;
const refused = (...words: string[]) =>
  command(...words).then(
    () => "done",
    (error: { stderr: string }) => error.stderr,
  );

/** Runs a command line in this process. */
const ask = async (...words: [name: string, ...rest: string[]]) => {
  const [name, ...rest] = words;
  const pairs = rest.map((word) => word.split("=") as [string, string?]);
  const values = Object.fromEntries(pairs.map(([key, value]) => [key, value ?? true]));
  const asked = adminCommand.parse({ command: name, ...values });
  return printAnswer(asked, await sendAdminCommand(readConfig(environment()), asked));
};

test("a hold stops the deletion, and its release allows it", { timeout: 240_000 }, async () => {
  await writeFile(policyFile, JSON.stringify({ JUDI: { open: 1 } }));
  const running = await startIntake(readConfig(environment()));
  const kit = await startKit(running.store);
  const report = sampleReport();
  let caseId = "";
  try {
    kit.clock.ms = Date.now() - 3 * 86_400_000;
    const officer = await kit.enrolled("officer");
    caseId = (await officer.call("POST", "/v1/reports", { body: report })).body.caseId;
    const number = receiptNumberOf(report.id).toLowerCase();
    const held = await ask("hold", `case=${number}`, "reason=Penyidikan", "by=rudi");
    expect(held).toMatch(new RegExp(`Hold \\S+ is active on case ${caseId}`));
    await expect(ask("hold", "case=LK-00000-00000", "reason=x", "by=rudi")).rejects.toThrow(
      "There is no report LK-00000-00000.",
    );
    expect(await ask("retention", "dry-run")).toContain("0 reports would be deleted");
  } finally {
    await kit.close();
    await running.stop();
  }
  // Separate processes, and a folder that is not locked.
  expect(await refused("retention")).toContain("error: use --dry-run");
  expect(await refused("retention", "--run", "--dry-run")).toContain("use --dry-run");
  expect(await refused("hold", "--case", caseId)).toContain("--reason");
  expect(await command("release", "--case", caseId, "--reason", "Selesai")).toMatch(/is released/);

  const dry = await ask("retention", "dry-run");
  expect(dry.replace(/ +/g, " ")).toContain(`${report.id} ${caseId} JUDI open 1`);
  expect(dry).toContain("1 reports would be deleted");
  const done = JSON.parse(await command("retention", "--run", "--json"));
  expect(done).toMatchObject({ deleted: true, reports: [{ report: report.id, rule: "JUDI/open/1" }] });
  expect(await ask("verify")).toContain("1 cases, 1 reports, 0 batches, 0 files checked: all hold.\n");
});

describe("the file", () => {
  const read = async (text: string) => {
    await writeFile(policyFile, text);
    return withChanges(retention, await readRetention(policyFile));
  };

  test("changes only what it names", async () => {
    expect(await readRetention(undefined)).toEqual({});
    const changed = await read(JSON.stringify({ PORNO: { approved: 30, open: 14 } }));
    expect(changed).toEqual({ ...retention, PORNO: { ...retention.PORNO, approved: 30, open: 14 } });
    expect((await read(JSON.stringify({ SPAM: { rejected: null } }))).SPAM.rejected).toBeNull();
  });

  test.each([
    ["{", "is not JSON"],
    ['{"JUDI":{"approved":"365"}}', "JUDI.approved: must be a whole number of days, or null to keep it"],
    ['{"JUDI":{"approved":0}}', "JUDI.approved: "],
    ['{"JUDI":{"aproved":365}}', "JUDI.aproved: is unknown"],
    ['{"GAMBLING":{}}', "GAMBLING: "],
    ["[]", "the file: "],
  ])("%s stops the start with a sentence", async (text, sentence) => {
    await expect(read(text)).rejects.toThrow(sentence);
    await expect(startIntake(readConfig(environment()))).rejects.toThrow("RETENTION");
  });

  test("prevents it when missing, too", async () => {
    await expect(startIntake(readConfig(environment()))).rejects.toThrow("cannot be read");
  });
});
