/** A first start copies a prepared database, and must not be able to tell it from one that it made itself. */

import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { copyEmptyDatabase, makeEmptyDatabase } from "../../../../intake/db/empty-database.ts";
import { migrationsFolder } from "../../../../intake/db/migrations.ts";
import { migratePglite, openPglite } from "../../../../intake/db/open.ts";
import { rowsOf } from "../../../../intake/db/read-cursor.ts";
import type { Db } from "../../../../intake/db/store.ts";

let folder: string;
let place: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lapor-empty-"));
  place = join(folder, "prepared");
  await makeEmptyDatabase(migratePglite, place);
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Tables, columns, indexes, constraints, functions and triggers as text. */
const schemaOf = async (db: Db) =>
  (
    await rowsOf<{ line: string }>(
      db,
      sql`select table_schema || '.' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') as line
          from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema')
        union all select indexdef from pg_indexes where schemaname not in ('pg_catalog', 'information_schema')
        union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
        union all select proname || ' ' || prosrc from pg_proc where pronamespace = 'public'::regnamespace
        union all select tgrelid::regclass || ' ' || tgname || ' ' || pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
        union all select 'migration ' || hash || ' ' || created_at from drizzle.__drizzle_migrations
        order by line`,
    )
  ).map(({ line }) => line);

test("the copy has the tables of the migrations, no rows, and is closed to other accounts", async () => {
  const path = join(folder, "copied");
  expect(await copyEmptyDatabase(path, migrationsFolder, place)).toBe(true);
  const copied = await openPglite(path);
  const migrated = new PGlite();
  await migratePglite(migrated);
  const { drizzle } = await import("drizzle-orm/pglite");
  const expected = await schemaOf(drizzle(migrated) as unknown as Db);
  expect(expected.length).toBeGreaterThan(500);
  expect(await schemaOf(copied.db)).toEqual(expected);
  await copied.db.execute(sql`analyze`);
  const filled = await rowsOf(
    copied.db,
    sql`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and reltuples > 0`,
  );
  expect(filled).toEqual([]);
  await copied.close();
  await migrated.close();
  expect((await stat(path)).mode & 0o077).toBe(0);
  for (const entry of await readdir(path, { withFileTypes: true }))
    expect((await stat(join(path, entry.name))).mode & 0o077, entry.name).toBe(0);
}, 120_000);

test("one of other migrations is not used, and one that is there is not made again", async () => {
  const other = join(folder, "migrations");
  await cp(migrationsFolder, other, { recursive: true });
  await writeFile(join(other, "0099_next.sql"), "select 1;");
  expect(await copyEmptyDatabase(join(folder, "of-others"), other, place)).toBe(false);
  expect(existsSync(join(folder, "of-others"))).toBe(false);
  expect(await makeEmptyDatabase(() => Promise.reject(new Error("made again")), place)).toBe(false);
});

test("a copy that was broken off leaves no database, and the next start makes it whole", async () => {
  const path = join(folder, "broken-off");
  await mkdir(`${path}.unfinished`);
  await writeFile(join(`${path}.unfinished`, "PG_VERSION"), "half");
  expect(await copyEmptyDatabase(path, migrationsFolder, place)).toBe(true);
  expect(existsSync(`${path}.unfinished`)).toBe(false);
  expect(await readdir(path)).toContain("global");
});

test("one that could not be migrated is not kept", async () => {
  const failing = join(folder, "failing");
  await expect(
    makeEmptyDatabase(() => Promise.reject(new Error("no table can be made")), failing),
  ).rejects.toThrow("no table can be made");
  expect(await copyEmptyDatabase(join(folder, "of-failing"), migrationsFolder, failing)).toBe(false);
}, 120_000);
