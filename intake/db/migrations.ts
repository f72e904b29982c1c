/** Lists known and applied migrations, and can apply only the first ones. */

import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { OtherVersion } from "../core/health-facts.ts";
import { rowsOf } from "./read-cursor.ts";
import type { Db } from "./store.ts";

export const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));

const entry = z.looseObject({ tag: z.string(), when: z.int() });
const journal = z.looseObject({ entries: z.array(entry) });

async function readJournal(folder = migrationsFolder) {
  return journal.parse(JSON.parse(await readFile(join(folder, "meta", "_journal.json"), "utf8")));
}

export class OtherVersionError extends Error {
  readonly version: OtherVersion;

  constructor(version: OtherVersion, message: string) {
    super(message);
    this.version = version;
  }
}

/** Migrations of this version, oldest first. */
export async function knownMigrations(): Promise<string[]> {
  return (await readJournal()).entries.map(({ tag }) => tag);
}

/**
 * Throws if a version before the first release, or a newer one than this, made the database. Drizzle compares times
 * only, so it would take both for databases that are up to date.
 */
export async function refuseOtherVersions(db: Db): Promise<void> {
  if (!(await hasMigrations(db))) return;
  const [baseline] = (await readJournal()).entries;
  const [first] = await rowsOf<{ at: string | number }>(
    db,
    sql`select created_at as at from drizzle.__drizzle_migrations order by created_at limit 1`,
  );
  if (first && baseline && Number(first.at) < baseline.when)
    throw new Error(
      "This database was made by a version before the first release. It cannot be migrated: use an empty database.",
    );
  await refuseNewer(db);
}

async function hasMigrations(db: Db): Promise<boolean> {
  const [table] = await rowsOf<{ exists: boolean }>(
    db,
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`,
  );
  return table?.exists ?? false;
}

/** Also throws if the database lacks some of these migrations. An empty database is accepted. */
export async function refuseEarlier(db: Db, migrations: string): Promise<void> {
  await refuseOtherVersions(db);
  if (!(await hasMigrations(db))) return;
  const applied = await appliedMigrations(db);
  const missingMigrations = (await readJournal(migrations)).entries.length - applied.length;
  if (applied.length > 0 && missingMigrations > 0)
    throw new OtherVersionError(
      { unknownMigrations: 0, missingMigrations },
      "This database is of an earlier version, and a command does not upgrade it. Use the version that runs on the server (git checkout of its commit), or start the intake of this version first: see docs/admin/upgrade.md.",
    );
}

/** A newer version's tables could be written wrongly by this one. */
export async function refuseNewer(db: Db): Promise<void> {
  const ownMigrations = await knownMigrations();
  const unknown = (await appliedMigrations(db)).filter((tag) => !ownMigrations.includes(tag));
  if (unknown.length > 0)
    throw new OtherVersionError(
      { unknownMigrations: unknown.length, missingMigrations: 0 },
      "This database was changed by a newer version: start that version, or restore the backup from before the upgrade into an empty database.",
    );
}

/** All migrations of a start are one transaction. Throws one sentence with the database's own reason. */
export async function explainFailure(migrate: () => Promise<unknown>): Promise<void> {
  try {
    await migrate();
  } catch (error) {
    let reason = error as Error;
    while (reason.cause instanceof Error) reason = reason.cause;
    const [said = ""] = reason.message.split("\n");
    throw new Error(
      `The tables could not be upgraded, so nothing was changed and the earlier version still starts: ${said}.`,
      { cause: error },
    );
  }
}

/** Migrations of the database, oldest first. One unknown to this version is named by its timestamp. */
export async function appliedMigrations(db: Db): Promise<string[]> {
  const tags = new Map((await readJournal()).entries.map(({ tag, when }) => [when, tag]));
  const { rows } = await db.execute<{ at: string | number }>(
    sql`select created_at as at from drizzle.__drizzle_migrations order by created_at`,
  );
  return rows.map(({ at }) => tags.get(Number(at)) ?? `unknown at ${at}`);
}

/** Runs with a temporary folder that contains only the first `count` migrations. */
export async function withMigrations<T>(count: number, run: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "lapor-migrations-"));
  try {
    const all = await readJournal();
    const entries = all.entries.slice(0, count);
    await mkdir(join(folder, "meta"));
    await writeFile(join(folder, "meta", "_journal.json"), JSON.stringify({ ...all, entries }));
    for (const { tag } of entries)
      await copyFile(join(migrationsFolder, `${tag}.sql`), join(folder, `${tag}.sql`));
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
