/** The intake behind PgBouncer in transaction mode, as Debian configures it. */

import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPostgres } from "../../intake/db/open.ts";
import { type IntakeKit, sampleReport, startKit } from "../../scripts/dev/kits/intake-kit.ts";
import { type PostgresServer, startPostgres } from "../../scripts/dev/kits/postgres-server.ts";
import { endChild, freePort } from "../../scripts/dev/kits/processes.ts";
import { type Program, startProgram, untilListening, whyNot } from "./counterparts.ts";

const skip = whyNot("PgBouncer", { programs: { pgbouncer: "pgbouncer" } });

describe.skipIf(skip)("PgBouncer in transaction mode", () => {
  let folder = "";
  let server: PostgresServer;
  let pooler: Program;
  let port = 0;

  beforeAll(async () => {
    server = await startPostgres();
    folder = await mkdtemp(join(tmpdir(), "lapor-pgbouncer-"));
    port = await freePort();
    const { port: behind } = new URL(server.address);
    const settings = [
      "[databases]",
      `* = host=127.0.0.1 port=${behind}`,
      "[pgbouncer]",
      "listen_addr = 127.0.0.1",
      `listen_port = ${port}`,
      "unix_socket_dir =",
      "auth_type = any",
      "pool_mode = transaction",
      // Fewer server connections than the pool of one intake has clients.
      "default_pool_size = 4",
    ];
    const file = join(folder, "pgbouncer.ini");
    await writeFile(file, `${settings.join("\n").replace("* = host", "* = user=postgres host")}\n`);
    // It refuses to run as root.
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    if (nobody.uid) await chown(folder, nobody.uid, nobody.gid);
    if (nobody.uid) await chown(file, nobody.uid, nobody.gid);
    pooler = startProgram("pgbouncer", [file], nobody);
    await untilListening(port, pooler);
  });
  afterAll(async () => {
    await endChild(pooler?.child, "SIGKILL");
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const through = (address: string) => {
    const url = new URL(address);
    url.port = String(port);
    return url.href;
  };

  test("two intakes migrate an empty database at once, and leave no lock behind", async () => {
    const address = await server.createDatabase();
    const stores = await Promise.all([openPostgres(through(address)), openPostgres(through(address))]);
    const direct = new pg.Client(address);
    await direct.connect();
    const { rows } = await direct.query("select 1 from pg_locks where locktype = 'advisory'");
    await direct.end();
    expect(rows).toEqual([]);
    // A third start waits for no one.
    await (await openPostgres(through(address))).close();
    for (const store of stores) await store.close();
  });

  test("a waiting lock ends by its limit, and the limits leak to no other client", async () => {
    const address = await server.createDatabase();
    const store = await openPostgres(through(address));
    const limits = await store.db.transaction(async (tx) => {
      const { rows } =
        await tx.execute(sql`select current_setting('lock_timeout') as lock, current_setting('statement_timeout') as statement,
          current_setting('jit') as jit`);
      return rows[0];
    });
    expect(limits).toEqual({ lock: "10s", statement: "30s", jit: "off" });
    const other = new pg.Client(through(address));
    await other.connect();
    for (let asked = 0; asked < 20; asked++) {
      const { rows } = await other.query("select current_setting('lock_timeout') as lock");
      expect(rows).toEqual([{ lock: "0" }]);
    }
    await other.end();
    await store.close();
  });

  test("400 reports of eight devices to two replicas arrive once each, and verify", async () => {
    const address = await server.createDatabase();
    const store = await openPostgres(through(address));
    const replica = await openPostgres(through(address));
    const kits: IntakeKit[] = [await startKit(store), await startKit(replica)];
    const [kit] = kits as [IntakeKit, IntakeKit];
    for (const one of kits) one.describesAtOnce = false;
    const devices = await Promise.all(Array.from({ length: 8 }, () => kit.enrolled("officer")));
    const sent = await Promise.all(
      Array.from({ length: 400 }, async (_, index) => {
        const device = devices[index % devices.length];
        const app = kits[index % 2]?.app;
        return device?.call("POST", "/v1/reports", { body: sampleReport(), ...(app ? { app } : {}) });
      }),
    );
    expect(sent.map((answer) => answer?.status)).toEqual(sent.map(() => 200));
    const { verifyStore } = await import("../../intake/verify/verify.ts");
    const verified = await verifyStore(store);
    expect(verified.broken).toEqual([]);
    expect(verified.reports).toBe(400);
    for (const one of kits) await one.close();
    await store.close();
    await replica.close();
  });
});
