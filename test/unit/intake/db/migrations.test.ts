/** The baseline, the migration after it, and databases made before it. */

import { hash, randomUUID } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sendAdminCommand } from "../../../../intake/admin/connect.ts";
import { restore } from "../../../../intake/admin/restore.ts";
import { listSpots } from "../../../../intake/admin/spots.ts";
import { backUp } from "../../../../intake/backup/back-up.ts";
import { bandsOf, signatureOf } from "../../../../intake/cases/similar/min-hash.ts";
import { readNearTexts } from "../../../../intake/cases/store/similar-texts.ts";
import { readConfig } from "../../../../intake/config.ts";
import {
  appliedMigrations,
  knownMigrations,
  migrationsFolder,
  withMigrations,
} from "../../../../intake/db/migrations.ts";
import { openPglite, openPostgres } from "../../../../intake/db/open.ts";
import { rowsOf } from "../../../../intake/db/read-cursor.ts";
import { bandColumns } from "../../../../intake/db/schema/index.ts";
import { spotOfCase } from "../../../../intake/db/spot.ts";
import type { Db } from "../../../../intake/db/store.ts";
import { openEvidence } from "../../../../intake/evidence/evidence-files.ts";
import { startIntake } from "../../../../intake/serve.ts";
import { verifySpots } from "../../../../intake/verify/derived/verify-spots.ts";
import { sampleReport } from "../../../../scripts/dev/kits/intake-kit.ts";
import { openPublisher } from "../../../../scripts/release/recipes/publish.ts";
import { emptyTarget } from "../../../support/backup-kit.ts";
import { bothEngines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

const early = `create schema drizzle;
  create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);
  insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 1795000000000)`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapor-next-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A copy of the migrations with one more after the last. */
async function withNextMigration(
  statements = 'alter table "units" add column "motto" text',
): Promise<string> {
  const next = await mkdtemp(join(folder, "migrations-"));
  await cp(migrationsFolder, next, { recursive: true });
  const path = join(next, "meta", "_journal.json");
  const journal = JSON.parse(await readFile(path, "utf8"));
  const last = journal.entries.at(-1);
  journal.entries.push({ ...last, idx: last.idx + 1, when: last.when + 1, tag: "0099_next" });
  await writeFile(path, JSON.stringify(journal));
  await writeFile(join(next, "0099_next.sql"), statements);
  return next;
}

/** Inserts a row with a value in each column that needs one. */
async function insertFilled(db: Db, table: string, row: Record<string, unknown>): Promise<void> {
  const needed = await rowsOf<{ name: string; type: string }>(
    db,
    sql`select column_name as name, data_type as type from information_schema.columns
      where table_schema = 'public' and table_name = ${table} and is_nullable = 'NO' and column_default is null`,
  );
  const values: Record<string, unknown> = {
    uuid: randomUUID(),
    "timestamp with time zone": new Date(0),
    jsonb: {},
    boolean: false,
    integer: 1,
  };
  const filled = Object.fromEntries(needed.map(({ name, type }) => [name, values[type] ?? ""]));
  const name = sql.identifier(table);
  const columns = sql.join(
    Object.keys({ ...filled, ...row }).map((column) => sql.identifier(column)),
    sql`, `,
  );
  await db.execute(
    sql`insert into ${name} (${columns}) select ${columns} from json_populate_record(null::${name}, ${JSON.stringify({ ...filled, ...row })}::json)`,
  );
}

describe.each(bothEngines)("on %s", { timeout: 120_000 }, (engine) => {
  let stores: TestStores;
  let databases = 0;
  beforeAll(async () => {
    stores = await openTestStores(engine);
  });
  afterAll(() => stores.close());

  async function emptyDatabase() {
    if (engine === "pglite") {
      const path = join(folder, `db-${++databases}`);
      return { path, open: (migrations?: string) => openPglite(path, migrations) };
    }
    const path = await stores.createDatabase();
    return { path, open: (migrations?: string) => openPostgres(path, migrations) };
  }

  test("applies the migration after the baseline and keeps the rows", async () => {
    const { open } = await emptyDatabase();
    const before = await open();
    expect(await appliedMigrations(before.db)).toEqual(await knownMigrations());
    await before.db.execute(
      sql`insert into units (id, name, created_at) values (gen_random_uuid(), 'Balai', now())`,
    );
    await before.close();
    const after = await open(await withNextMigration());
    expect(await rowsOf(after.db, sql`select name, motto from units`)).toEqual([
      { name: "Balai", motto: null },
    ]);
    expect(await appliedMigrations(after.db)).toHaveLength((await knownMigrations()).length + 1);
    await after.close();
    await rm(join(folder, "db"), { recursive: true, force: true });
  });

  test("a migration that fails half-way changes nothing and reports the reason; the next start finishes it", async () => {
    const { open } = await emptyDatabase();
    await (await open()).close();
    const half = 'alter table "units" add column "motto" text;--> statement-breakpoint\nselect 1/0';
    await expect(open(await withNextMigration(half))).rejects.toThrow(
      /^The tables could not be upgraded, so nothing was changed [^\n]*: division by zero\.$/,
    );
    const before = await open();
    expect(await appliedMigrations(before.db)).toEqual(await knownMigrations());
    await expect(before.db.execute(sql`select motto from units`)).rejects.toThrow();
    await before.close();
    const after = await open(await withNextMigration());
    expect(await rowsOf(after.db, sql`select motto from units`)).toEqual([]);
    await after.close();
  });

  test("converts the signatures of stored texts, so that they are found", async () => {
    const { open } = await emptyDatabase();
    const values = signatureOf(new Set([1, -7, 2_147_483_647, -2_147_483_648]));
    const long = [...values, ...Array.from({ length: 240 - values.length }, (_, at) => -at)];
    await withMigrations((await knownMigrations()).indexOf("0015_texts"), async (earlier) => {
      const before = await open(earlier);
      const insert = (id: string, signature: number[], bands: number[]) =>
        before.db.execute(
          sql`insert into texts (id, sha256, created_at, signature, bands)
            values (${id}, ${hash("sha256", id)}, now(), ${`{${signature}}`}::int[], ${`{${bands}}`}::int[])`,
        );
      await insert("0b000000-0000-4000-8000-000000000001", long, [1, 2, 3]);
      await insert("0b000000-0000-4000-8000-000000000002", [], []);
      await before.close();
    });
    const { db, close } = await open();
    expect(
      await rowsOf(
        db,
        sql`select array[${sql.raw(bandColumns.join(", "))}] as bands, encode(signature, 'hex') as signature from texts order by id`,
      ),
    ).toEqual([
      { bands: bandsOf(values), signature: Buffer.from(values.map((value) => value & 0xff)).toString("hex") },
      { bands: bandColumns.map(() => null), signature: "" },
    ]);
    const [near] = await readNearTexts(db, [bandsOf(values)]);
    expect(near?.map(({ id }) => id)).toEqual(["0b000000-0000-4000-8000-000000000001"]);
    await close();
  });

  describe("keys that name spots", () => {
    const tag = "0026_spot_keys";
    const [person, device, case_, report, decision, referral, watch] = Array.from(
      { length: 7 },
      (_, no) => `4000000${no}-0000-4000-8000-000000000000`,
    ) as [string, string, string, string, string, string, string];
    const spot = spotOfCase(case_);

    /** Rows of a case as the version before wrote them. A file lies at a wrong spot. */
    async function fillEarlier(db: Db): Promise<void> {
      const ofCase = { case_id: case_, spot };
      const by = { person_id: person, device_id: device };
      const { evidence } = sampleReport();
      await insertFilled(db, "people", { id: person });
      await insertFilled(db, "devices", { id: device, person_id: person });
      await insertFilled(db, "cases", { id: case_, spot });
      await insertFilled(db, "reports", { id: report, ...ofCase, ...by, evidence });
      await insertFilled(db, "files", { report_id: report, spot: spot + 1, sha256: hash("sha256", "file") });
      await insertFilled(db, "decisions", { id: decision, ...ofCase, person_id: person });
      await insertFilled(db, "votes", { decision_id: decision, spot, person_id: person });
      await insertFilled(db, "referrals", { id: referral, ...ofCase, decision_id: decision });
      await insertFilled(db, "referral_letters", { referral_id: referral });
      for (const no of [1, 2]) await insertFilled(db, "referral_events", { referral_id: referral, no });
      await insertFilled(db, "watches", { id: watch, ...ofCase, decision_id: decision });
      await insertFilled(db, "watch_looks", { watch_id: watch, person_id: person });
      // One for each quarter of an hour and the next hour's first.
      await db.execute(sql`insert into used_proofs
        select gen_random_uuid(), timestamptz '2026-11-29 10:05Z' + no * interval '15 minutes' from generate_series(0, 4) as no`);
    }

    async function expectUpgraded(db: Db): Promise<void> {
      const divided = ["files", "votes", "referral_letters", "referral_events", "watch_looks"];
      for (const table of divided) {
        const rows = await rowsOf<{ spot: number }>(db, sql`select spot from ${sql.identifier(table)}`);
        expect(rows, table).toEqual(Array(table === "referral_events" ? 2 : 1).fill({ spot }));
      }
      expect(await verifySpots(db)).toEqual([]);
      const counts = sql`select tableoid::regclass::text as name, count(*)::int as n from used_proofs group by 1 order by 1`;
      expect(await rowsOf(db, counts)).toEqual([
        { name: "used_proofs_00", n: 2 },
        { name: "used_proofs_15", n: 1 },
        { name: "used_proofs_30", n: 1 },
        { name: "used_proofs_45", n: 1 },
      ]);
      for (const table of ["referral_events", "watch_looks"]) {
        const isRefused = { cause: { message: "the log is append-only" } };
        const change = sql`update ${sql.identifier(table)} set no = 9, spot = 3`;
        await expect(db.execute(change), table).rejects.toMatchObject(isRefused);
        await expect(db.execute(sql`delete from ${sql.identifier(table)}`), table).rejects.toMatchObject(
          isRefused,
        );
      }
    }

    test("are added to a store with rows, and its used proofs are kept", async () => {
      const { open } = await emptyDatabase();
      await withMigrations((await knownMigrations()).indexOf(tag), async (earlier) => {
        const before = await open(earlier);
        await fillEarlier(before.db);
        await before.close();
      });
      const { db, close } = await open();
      await expectUpgraded(db);
      await close();
    });

    test("are added to a restored backup of the version before", async () => {
      const { open } = await emptyDatabase();
      const target = await emptyTarget(engine, stores);
      const path = join(folder, `${engine}.backup`);
      await withMigrations((await knownMigrations()).indexOf(tag), async (earlier) => {
        const store = await open(earlier);
        await fillEarlier(store.db);
        const files = await openEvidence(`file:${join(folder, "evidence")}`);
        await backUp({ store, files, organisation: "Kominfo" }, path, () => undefined);
        await store.close();
      });
      await restore(target.config, path, () => undefined);
      const { db, close } = await target.open();
      await expectUpgraded(db);
      await close();
      await target.remove();
    });
  });

  test.runIf(engine === "postgres")(
    "starts again when it and a replica of the version before wait for each other",
    async () => {
      const { open } = await emptyDatabase();
      const replica = await open();
      const statements = [
        'lock table "units" in access exclusive mode',
        // The replica has looked for a deadlock before there is one, so this ends the migration and not the replica. It
        // looks two seconds after it began, and later on a busy machine.
        "select pg_sleep(4)",
        'alter table "people" add column "motto" text',
      ];
      const next = await withNextMigration(statements.join(";--> statement-breakpoint\n"));
      const [migrated] = await Promise.all([
        open(next),
        replica.db.transaction(async (tx) => {
          await tx.execute(sql`select 1 from people`);
          await sleep(1_000);
          await tx.execute(sql`select 1 from units`);
        }),
      ]);
      expect(await rowsOf(migrated.db, sql`select motto from people`)).toEqual([]);
      await Promise.all([migrated.close(), replica.close()]);
    },
  );

  describe.runIf(engine === "postgres")("an intake of an earlier version", () => {
    const notUpgraded = /^This database is of an earlier version[^\n]+$/;
    const settings = (path: string, more: Record<string, string> = {}) =>
      readConfig({ DATABASE_URL: path, DATA_DIR: join(folder, "settings"), PORT: "0", ...more });

    /** An intake whose tables lack the newest migration. */
    async function earlierIntake() {
      const { path, open } = await emptyDatabase();
      const all = await knownMigrations();
      const store = await withMigrations(all.length - 1, open);
      return { path, store, applied: () => appliedMigrations(store.db), before: all.slice(0, -1), all };
    }

    test("keeps its tables when a newer version's command reaches them; a start upgrades them", async () => {
      const { path, store, applied, before, all } = await earlierIntake();
      const out = join(folder, "not-made.backup");
      await expect(sendAdminCommand(settings(path), { command: "list-recipes" })).rejects.toThrow(
        notUpgraded,
      );
      await expect(sendAdminCommand(settings(path), { command: "backup", out })).rejects.toThrow(notUpgraded);
      await expect(openPublisher(settings(path))).rejects.toThrow(notUpgraded);
      expect(await applied()).toEqual(before);
      await (await startIntake(settings(path))).stop();
      expect(await applied()).toEqual(all);
      expect(await sendAdminCommand(settings(path), { command: "list-recipes" })).toMatchObject({
        packs: [],
      });
      await store.close();
    });

    test("keeps its tables when a newer version's backup is restored into its database", async () => {
      const { path, store, applied, before } = await earlierIntake();
      const { open } = await emptyDatabase();
      const newer = await open();
      const files = await openEvidence(`file:${join(folder, "evidence-of-newer")}`);
      const backup = join(folder, "newer.backup");
      await backUp({ store: newer, files, organisation: "Kominfo" }, backup, () => undefined);
      await newer.close();
      await expect(restore(settings(path), backup, () => undefined)).rejects.toThrow(notUpgraded);
      expect(await applied()).toEqual(before);
      await store.close();
    });

    test("keeps its tables when spots are listed at another server", async () => {
      const { path, store, applied, before } = await earlierIntake();
      const own = await emptyDatabase();
      await (await own.open()).close();
      const server = (database: string) => ({
        database,
        evidence: `file:${join(folder, "evidence-of-server")}`,
      });
      const cells = join(folder, "cells.json");
      const servers = { pusat: server(path), timur: server(own.path) };
      await writeFile(cells, JSON.stringify({ home: "pusat", servers }), { mode: 0o600 });
      const config = settings(own.path, { CELLS: cells, CELL: "timur" });
      await expect(listSpots(config, true)).rejects.toThrow(notUpgraded);
      expect(await applied()).toEqual(before);
      await store.close();
    });

    test("that has not run yet gets its tables from a command", async () => {
      const { path } = await emptyDatabase();
      expect(await sendAdminCommand(settings(path), { command: "list-recipes" })).toMatchObject({
        packs: [],
      });
    });
  });

  test.runIf(engine === "postgres")(
    "names a server that refuses the connection, and its reason",
    async () => {
      const address = new URL((await emptyDatabase()).path);
      address.pathname = "/gone";
      await expect(openPostgres(String(address))).rejects.toThrow(
        /^PostgreSQL at \S+:\d+ refused the connection \(database "gone" does not exist\)\. Check DATABASE_URL;/,
      );
    },
  );

  test("refuses a database that a newer version has changed, and changes nothing", async () => {
    const { open } = await emptyDatabase();
    const newer = await open();
    await newer.db.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 9999999999999)`,
    );
    expect((await appliedMigrations(newer.db)).at(-1)).toBe("unknown at 9999999999999");
    await newer.close();
    await expect(open()).rejects.toThrow(/^This database was changed by a newer version: [^\n]+$/);
  });

  test("refuses a database of a version before the baseline", async () => {
    const { path, open } = await emptyDatabase();
    if (engine === "pglite") {
      const client = await PGlite.create(path);
      await client.exec(early);
      await client.close();
    } else {
      const client = new pg.Client({ connectionString: path });
      await client.connect();
      await client.query(early);
      await client.end();
    }
    await expect(open()).rejects.toThrow("was made by a version before the first release");
  });
});
