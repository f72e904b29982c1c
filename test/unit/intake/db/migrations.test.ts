/** The baseline, the migration after it, and databases made before it. */

import { hash } from "node:crypto";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bandsOf, signatureOf } from "../../../../intake/cases/similar/min-hash.ts";
import { readNearTexts } from "../../../../intake/cases/store/similar-texts.ts";
import {
  appliedMigrations,
  knownMigrations,
  migrationsFolder,
  withMigrations,
} from "../../../../intake/db/migrations.ts";
import { openPglite, openPostgres } from "../../../../intake/db/open.ts";
import { rowsOf } from "../../../../intake/db/read-cursor.ts";
import { bandColumns } from "../../../../intake/db/schema/index.ts";
import { bothEngines, openTestStores, type TestStores } from "../../../../scripts/dev/kits/test-stores.ts";

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

  test.runIf(engine === "postgres")(
    "starts again when it and a replica of the version before wait for each other",
    async () => {
      const { open } = await emptyDatabase();
      const replica = await open();
      const statements = [
        'lock table "units" in access exclusive mode',
        // The replica has looked for a deadlock before there is one, so this ends the migration and not the replica.
        "select pg_sleep(2)",
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
