/** The intake's folders and files are closed to other accounts with any umask. */

import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sendAdminCommand } from "../../../../intake/admin/connect.ts";
import { readConfig } from "../../../../intake/config.ts";
import { startIntake } from "../../../../intake/serve.ts";
import { childEnvironment } from "../../../support/child-environment.ts";

const cli = join(import.meta.dirname, "../../../../intake/cli.ts");
let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapor-private-"));
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

const config = (env: Record<string, string> = {}) =>
  readConfig({ DATA_DIR: join(folder, "data"), PORT: "0", ...env });

/** Serves under a umask that removes no permission. */
function serveOpenly(): Promise<void> {
  const env = { ...childEnvironment(), DATA_DIR: join(folder, "data"), PORT: "0" };
  const child = spawn("sh", ["-c", `umask 000; exec "${process.execPath}" "${cli}" serve`], { env });
  children.push(child);
  return new Promise((resolve, reject) => {
    child.stdout.on("data", (part) => String(part).includes("Intake: ") && resolve());
    child.once("exit", (code) => reject(new Error(`exit ${code}`)));
  });
}

async function looseIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true });
  // The running server deletes files of its own meanwhile.
  const modeOf = async (name: string) => (await stat(join(path, name)).catch(() => undefined))?.mode ?? 0;
  const modes = await Promise.all(["", ...entries].map(async (name) => [name, await modeOf(name)] as const));
  return modes.filter(([, mode]) => (mode & 0o077) !== 0).map(([name]) => name);
}

test("creates a data folder closed to other accounts with any umask", {
  timeout: 90_000,
}, async () => {
  await serveOpenly();
  expect((await readdir(join(folder, "data"), { recursive: true })).length).toBeGreaterThan(100);
  expect(await looseIn(join(folder, "data"))).toEqual([]);
});

describe("a place that others can open is refused, with the command that mends it:", () => {
  test("the data folder, by the server and by commands", async () => {
    await mkdir(join(folder, "data"));
    await chmod(join(folder, "data"), 0o755);
    const sentence = `Run: chmod -R go-rwx ${join(folder, "data")}`;
    await expect(startIntake(config())).rejects.toThrow(sentence);
    await expect(sendAdminCommand(config(), { command: "unit", name: "Judi" })).rejects.toThrow(sentence);
    expect(await readdir(join(folder, "data"))).toEqual([]);
  });

  test("the database in it", async () => {
    await mkdir(join(folder, "data", "db"), { recursive: true, mode: 0o700 });
    await chmod(join(folder, "data", "db"), 0o750);
    await expect(startIntake(config())).rejects.toThrow(`chmod -R go-rwx ${join(folder, "data", "db")}`);
  });

  test("an evidence folder elsewhere", async () => {
    await mkdir(join(folder, "evidence"));
    await chmod(join(folder, "evidence"), 0o705);
    const elsewhere = config({ EVIDENCE_URL: `file:${join(folder, "evidence")}` });
    await expect(startIntake(elsewhere)).rejects.toThrow(`chmod -R go-rwx ${join(folder, "evidence")}`);
  });

  test.each(["INTAKE_KEY", "FILES_KEY"])("the file of %s", async (name) => {
    const file = join(folder, "key.json");
    await writeFile(file, "{}");
    await chmod(file, 0o640);
    await expect(startIntake(config({ [name]: file }))).rejects.toThrow(`chmod 600 ${file}`);
  });
});
