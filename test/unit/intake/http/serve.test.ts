/** The intake as a process: settings, start and stop, the command line beside it, and a crash. */

import { type ChildProcess, execFile, spawn } from "node:child_process";
import dns from "node:dns";
import { mkdir, mkdtemp, readdir, readFile, rm, rmdir, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { adminCommand } from "../../../../intake/admin/commands.ts";
import { sendAdminCommand, sendHealthCommand } from "../../../../intake/admin/connect.ts";
import { type Config, readConfig } from "../../../../intake/config.ts";
import { lockFolder, readHolder } from "../../../../intake/core/folder-lock.ts";
import { openEvidence } from "../../../../intake/evidence/evidence-files.ts";
import { startIntake } from "../../../../intake/serve.ts";
import { childEnvironment } from "../../../support/child-environment.ts";

const run = promisify(execFile);
const cli = join(import.meta.dirname, "../../../../intake/cli.ts");
let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapor-intake-"));
});

afterEach(async () => {
  vi.restoreAllMocks();
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

const environment = () => ({ ...childEnvironment(), DATA_DIR: folder, PORT: "0" });
const config = (): Config => readConfig(environment());
const command = async (...words: string[]) => {
  const { stdout } = await run(process.execPath, [cli, ...words], { env: environment() });
  return JSON.parse(stdout);
};

/** Runs a command line in this process. */
const ask = (command: string, more: object = {}) =>
  sendAdminCommand(config(), adminCommand.parse({ command, ...more }));

/** Resolves with the address that the process prints. */
function serve(): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, [cli, "serve"], { env: environment() });
  children.push(child);
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (part) => {
      said += part;
      const address = /Intake: (\S+)/.exec(said)?.[1];
      if (address) resolve({ child, address });
    });
    child.once("exit", (code) => reject(new Error(`exit ${code}: ${said}`)));
  });
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once("exit", resolve));

// Real processes; each opens a separate database.
const slow = { timeout: 90_000 };

describe("the command line", slow, () => {
  test("works beside a running intake, and without one", async () => {
    const running = await startIntake(config());
    try {
      expect((await fetch(`${running.address}/readyz`)).status).toBe(200);
      const made = await command("enrol", "--role", "officer", "--name", "Siti", "--json");
      expect(made).toMatchObject({
        role: "officer",
        name: "Siti",
        code: expect.stringMatching(/^[A-Z2-7]{26}$/),
      });
      const link = new URL(made.link, "https://extension/");
      expect(Object.fromEntries(link.searchParams)).toEqual({ intake: running.address, code: made.code });
      expect(made.address).toBe(`${running.address}/daftar#${made.code}`);
      expect(await ask("apikey", { scope: "read" })).toMatchObject({
        key: expect.stringMatching(/^lk_/),
      });
      await expect(startIntake(config())).rejects.toThrow(`Process ${process.pid} already uses`);
      const port = Number(new URL(running.address).port);
      const [dataDir, evidenceUrl] = [join(folder, "other"), `file:${join(folder, "other", "evidence")}`];
      const elsewhere = startIntake({ ...config(), dataDir, evidenceUrl, port });
      await expect(elsewhere).rejects.toThrow(`Port ${port} is in use`);
      expect(await readdir(join(folder, "other"))).toEqual(["db", "evidence"]);
    } finally {
      await running.stop();
    }
    expect(await command("timestamps", "--json")).toEqual({ days: [], anchors: [] });
    expect(await ask("verify")).toMatchObject({
      ...{ ok: true, cases: 0, reports: 0, files: 0 },
      ...{ broken: [], unproven: [], notes: [] },
    });
    expect(await readdir(folder)).toEqual(["db", "evidence", "other"]);
  });

  test("refuses to read an embedded database that does not exist, and makes none", async () => {
    const sentence = `No intake has run in ${folder}, and DATABASE_URL is not set.`;
    for (const name of ["people", "verify", "timestamps", "holds"])
      await expect(ask(name), name).rejects.toThrow(sentence);
    await expect(ask("backup", { out: join(folder, "x.tar") })).rejects.toThrow(sentence);
    await expect(sendHealthCommand(config(), { command: "health" }, () => undefined)).rejects.toThrow(
      sentence,
    );
    expect(await readdir(folder)).toEqual([]);
    // A first person may come before the first start.
    await ask("enrol", { role: "admin", name: "Siti" });
    expect(await ask("people")).toMatchObject({ people: [{ name: "Siti" }] });
  });

  test("explains an invalid command", async () => {
    await expect(command("enrol", "--role", "boss", "--name", "x")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("--role"),
    });
    await expect(command("fly")).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("unknown command 'fly'"),
    });
  });
});

test("stops on request, and a crash releases its folder", slow, async () => {
  const first = await serve();
  const holder = await readHolder(folder);
  expect(holder?.pid).toBe(first.child.pid);
  expect((await stat(join(folder, "intake.lock"))).mode & 0o777).toBe(0o600);
  const stranger = await fetch(`http://127.0.0.1:${holder?.port}/`, {
    method: "POST",
    body: '{"command":"verify"}',
  });
  expect(stranger.status).toBe(403);
  first.child.kill("SIGKILL");
  await ended(first.child);
  const second = await serve();
  second.child.kill("SIGTERM");
  expect(await ended(second.child)).toBe(0);
  expect(await readHolder(folder)).toBeUndefined();
});

test("only one of many processes that find a dead owner's lock takes the folder", async () => {
  for (let round = 0; round < 30; round++) {
    await writeFile(join(folder, "intake.lock"), JSON.stringify({ pid: 1, port: 1, secret: "dead" }));
    const contenders = Array.from({ length: 12 }, () => lockFolder(folder, async () => "answer"));
    const taken = await Promise.all(contenders);
    const holds = taken.flatMap((attempt) => ("lock" in attempt ? [attempt.lock] : []));
    expect(holds).toHaveLength(1);
    await holds[0]?.release();
    expect(await readdir(folder)).toEqual([]);
  }
});

test("a process that died while taking over a lock does not keep others out", async () => {
  await writeFile(join(folder, "intake.lock"), "half a fi");
  await writeFile(join(folder, "intake.lock.turn"), "");
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(join(folder, "intake.lock.turn"), longAgo, longAgo);
  const taken = await lockFolder(folder, async () => "answer");
  expect(taken).toHaveProperty("lock");
  if ("lock" in taken) await taken.lock.release();
});

test("a lock that cannot be read ends with a sentence, and not in a loop", async () => {
  const path = join(folder, "intake.lock");
  // As unreadable as the file of another account is for one that is not root.
  await mkdir(path);
  const taken = lockFolder(folder, async () => "answer").catch((error: Error) => error.message);
  const said = await Promise.race([taken, setTimeout(3_000, "still looking")]);
  await rmdir(path);
  expect(said).toContain(`${path} cannot be read (EISDIR)`);
});

test("names the address of PostgreSQL if a name has several, whose error is empty", async () => {
  vi.spyOn(dns, "lookup").mockImplementation(((_: string, __: object, found: (...all: unknown[]) => void) =>
    found(null, [
      { address: "127.0.0.1", family: 4 },
      { address: "127.0.0.2", family: 4 },
    ])) as never);
  await expect(startIntake({ ...config(), databaseUrl: "postgres://localhost:1/none" })).rejects.toThrow(
    "PostgreSQL at localhost:1 cannot be reached (ECONNREFUSED).",
  );
});

test("a failed start leaves no files", async () => {
  await expect(startIntake({ ...config(), evidenceUrl: "s3:bucket" })).rejects.toThrow(
    "EVIDENCE_URL: name the bucket's region",
  );
  await expect(startIntake({ ...config(), databaseUrl: "postgres://127.0.0.1:1/none" })).rejects.toThrow(
    "PostgreSQL at 127.0.0.1:1 cannot be reached (ECONNREFUSED). Start it, or check DATABASE_URL;",
  );
  expect(await readdir(folder)).toEqual(["evidence"]);
});

describe("settings", () => {
  test("have defaults, and an empty value counts as absent", () => {
    expect(readConfig({ PORT: "", DATABASE_URL: "" })).toMatchObject({
      ...{
        port: 8787,
        host: "127.0.0.1",
        databaseUrl: undefined,
        organisation: "Kominfo",
        publicOrigin: undefined,
      },
      evidenceUrl: `file:${join(process.cwd(), ".data", "evidence")}`,
    });
    expect(readConfig({ PUBLIC_URL: "https://intake.example.go.id/" }).publicOrigin).toBe(
      "https://intake.example.go.id",
    );
  });

  test.each([
    [{ PORT: "many" }, "PORT: must be a number"],
    [{ PORT: "99999" }, "PORT: "],
    [{ DATABASE_URL: "mysql://x" }, "DATABASE_URL: must start with postgres://"],
    [{ EVIDENCE_URL: "/srv" }, "EVIDENCE_URL: must start with file: or s3:"],
    [{ PUBLIC_URL: "https://a.example/path" }, "PUBLIC_URL: must have no path"],
    [{ PUBLIC_URL: "intake" }, "PUBLIC_URL: must be an address"],
    [{ METRICS_TOKEN: "at-least-32-characters-from-openssl-rand" }, "METRICS_TOKEN: is published"],
  ])("%o is refused with a sentence", (env, sentence) => {
    expect(() => readConfig(env)).toThrow(sentence);
  });
});

describe("evidence files", () => {
  test("lie under their address, whole", async () => {
    const files = await openEvidence(`file:${folder}`);
    const sha256 = "ab".repeat(32);
    await files.put(sha256, new TextEncoder().encode("x"));
    await files.put(sha256, new TextEncoder().encode("x"));
    expect(await readFile(join(folder, "sha256", "ab", sha256), "utf8")).toBe("x");
    expect(await files.get(sha256)).toMatchObject({ type: "application/octet-stream" });
    expect(await files.get("cd".repeat(32))).toBeUndefined();
    await files.remove(sha256);
    expect(await files.get(sha256)).toBeUndefined();
  });

  test("need a place that can be used", async () => {
    await expect(openEvidence("ftp:x")).rejects.toThrow("must start with file: or s3:");
    await expect(openEvidence("file:/dev/null/x")).rejects.toThrow();
  });
});
