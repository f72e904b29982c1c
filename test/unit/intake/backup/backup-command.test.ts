/** `backup`, `restore` and `health` beside a running intake and without one. */

import { execFile } from "node:child_process";
import { mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sendAdminCommand } from "../../../../intake/admin/connect.ts";
import { restore } from "../../../../intake/admin/restore.ts";
import { readConfig } from "../../../../intake/config.ts";
import { lockFolder } from "../../../../intake/core/folder-lock.ts";
import { startIntake } from "../../../../intake/serve.ts";
import { childEnvironment } from "../../../support/child-environment.ts";

const run = promisify(execFile);
const cli = join(import.meta.dirname, "../../../../intake/cli.ts");
// Real processes and folders; each opens a separate database.
const slow = { timeout: 240_000 };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapor-command-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const environment = (name: string) => ({
  ...childEnvironment(),
  ...{ DATA_DIR: join(folder, name), PORT: "0" },
  INTAKE_KEY: join(folder, "intake-key.json"),
  FILES_KEY: join(folder, "files-key.json"),
  RECIPES_KEY: join(folder, "recipes-key.json"),
});
const command = (name: string, ...words: string[]) =>
  run(process.execPath, [cli, ...words], { env: environment(name), cwd: folder });

test("a running intake is backed up, and restored beside it", slow, async () => {
  const config = readConfig(environment("one"));
  const running = await startIntake(config);
  const out = join(folder, "one.backup");
  try {
    // Most intakes have no key of recipes; then there is nothing to keep.
    const without = await sendAdminCommand(config, { command: "backup", out: join(folder, "first.backup") });
    expect(without).toMatchObject({ outside: [config.intakeKey, config.filesKey] });
    await writeFile(config.recipesKey, "{}", { mode: 0o600 });
    const made = await command("one", "backup", "--out", "one.backup");
    expect(made.stdout).toContain(`in ${out}`);
    // Keys in files are named, because the backup does not hold them.
    for (const key of ["intake-key.json", "files-key.json", "recipes-key.json"])
      expect(made.stdout).toMatch(new RegExp(`Not in it: .*${key}`));
    await rename(config.intakeKey ?? "", `${config.intakeKey}.away`);
    const lost = await command("one", "backup", "--out", "lost.backup");
    expect(lost.stdout).toMatch(/MISSING: .*intake-key.json/);
    const doctor = await command("one", "doctor", "--json").catch((error: { stdout: string }) => error);
    expect(JSON.parse(doctor.stdout).checks).toContainEqual(
      expect.objectContaining({ name: "Keys", ok: false, found: expect.stringContaining("INTAKE_KEY") }),
    );
    await rename(`${config.intakeKey}.away`, config.intakeKey ?? "");
    expect(made.stderr).toMatch(/settings: \d+ rows\n/);
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    await expect(sendAdminCommand(config, { command: "backup", out })).rejects.toThrow("exists already");
    await expect(restore(config, out, () => undefined)).rejects.toThrow(`Process ${process.pid} uses`);
    const healthy = await sendAdminCommand(config, { command: "health" });
    const nobody = ["panel-few", "hearers-few"];
    expect(healthy).toMatchObject({ ok: true, findings: nobody.map((code) => ({ code })) });
  } finally {
    await running.stop();
  }
  const restored = JSON.parse((await command("two", "restore", out, "--json")).stdout);
  expect(restored).toMatchObject({ files: 0, verified: { ok: true } });
  expect(await readdir(join(folder, "two"))).toEqual(["db", "evidence"]);
  // The pinned keys are where they were, so the restored intake starts; without one it would not.
  const again = await startIntake(readConfig(environment("two")));
  await again.stop();
  const gone = { ...readConfig(environment("two")), filesKey: join(folder, "gone.json") };
  await expect(startIntake(gone)).rejects.toThrow("Restore that file");
  await expect(startIntake({ ...gone, filesKey: undefined })).rejects.toThrow("FILES_KEY");
});

test("health is a command with an exit code", slow, async () => {
  const away = { ...environment("none"), DATABASE_URL: "postgres://127.0.0.1:1/none" };
  const failed = run(process.execPath, [cli, "health", "--language", "id"], { env: away });
  await expect(failed).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining("TINDAK  Basis data tidak terjangkau"),
  });
});

test("waits for a long answer and passes on its progress messages", async () => {
  const taken = await lockFolder(folder, async (_command, say) => {
    say("half");
    await new Promise((resolve) => setTimeout(resolve, 50));
    say("nearly");
    return { done: true };
  });
  const said: string[] = [];
  const config = readConfig({ DATA_DIR: folder });
  expect(await sendAdminCommand(config, { command: "devices" }, (line) => said.push(line))).toEqual({
    done: true,
  });
  expect(said).toEqual(["half", "nearly"]);
  if ("lock" in taken) await taken.lock.release();
});
