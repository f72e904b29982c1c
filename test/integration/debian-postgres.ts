/** PostgreSQL from Debian's packages, in a folder of its own, with standbys. */

import { execFileSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { until } from "../../scripts/dev/drivers/driver.ts";
import { endChild, freePort } from "../../scripts/dev/kits/processes.ts";
import { type Program, startProgram, untilListening } from "./counterparts.ts";

const versions = "/usr/lib/postgresql";

/** Returns the folder of the newest installed server's programs, or undefined. */
export function debianPostgres(): string | undefined {
  const names = existsSync(versions) ? readdirSync(versions) : [];
  return names
    .toSorted((one, other) => Number(other) - Number(one))
    .map((version) => join(versions, version, "bin"))
    .find((bin) => ["initdb", "postgres", "pg_basebackup"].every((name) => existsSync(join(bin, name))));
}

/** The server refuses to run as root. */
function account(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

export class DebianPostgres {
  readonly folder: string;
  readonly port: number;
  #server: Program | undefined;

  private constructor(folder: string, port: number) {
    this.folder = folder;
    this.port = port;
  }

  static async start(): Promise<DebianPostgres> {
    const server = await DebianPostgres.#empty();
    server.#run("initdb", ["-D", server.#data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]);
    await server.#serve();
    return server;
  }

  static async #empty(): Promise<DebianPostgres> {
    const folder = mkdtempSync(join(tmpdir(), "lapor-debian-postgres-"));
    const { uid, gid } = account();
    if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
    return new DebianPostgres(folder, await freePort());
  }

  get #data(): string {
    return join(this.folder, "data");
  }

  #run(program: string, args: readonly string[]): void {
    const options = { ...account(), cwd: this.folder, stdio: "pipe" } as const;
    execFileSync(join(debianPostgres() ?? "", program), args, options);
  }

  async #serve(): Promise<void> {
    const args = ["-D", this.#data, "-p", String(this.port), "-h", "127.0.0.1", "-k", this.folder];
    this.#server = startProgram(join(debianPostgres() ?? "", "postgres"), args, {
      ...account(),
      cwd: this.folder,
    });
    await untilListening(this.port, this.#server);
    await until("PostgreSQL to answer", () => this.query("select 1").catch(() => undefined), 30_000);
  }

  address(database = "postgres"): string {
    return `postgres://postgres@127.0.0.1:${this.port}/${database}`;
  }

  async query(text: string, database?: string): Promise<pg.QueryResult> {
    const client = new pg.Client(this.address(database));
    await client.connect();
    try {
      return await client.query(text);
    } finally {
      await client.end();
    }
  }

  /** A synchronous standby: from now on a commit waits until it is on both disks. */
  async addStandby(): Promise<DebianPostgres> {
    const standby = await DebianPostgres.#empty();
    const from = ["-h", "127.0.0.1", "-p", String(this.port), "-U", "postgres"];
    standby.#run("pg_basebackup", ["-D", standby.#data, ...from, "-R", "--checkpoint=fast"]);
    await standby.#serve();
    await this.query("alter system set synchronous_standby_names = '*'");
    await this.query("select pg_reload_conf()");
    await until(
      "the standby to be synchronous",
      async () => {
        const { rows } = await this.query("select sync_state from pg_stat_replication");
        return rows[0]?.sync_state === "sync" || undefined;
      },
      30_000,
    );
    return standby;
  }

  async promote(): Promise<void> {
    await this.query("select pg_promote()");
  }

  kill(): Promise<void> {
    return endChild(this.#server?.child, "SIGKILL");
  }

  async remove(): Promise<void> {
    await endChild(this.#server?.child, "SIGINT");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
