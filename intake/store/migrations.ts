/** Which migrations there are, which ones a database has had, and how to stop before the newest. */

import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "./store.ts";

export const migrationsFolder = fileURLToPath(new URL("./migrations", import.meta.url));

const entry = z.looseObject({ tag: z.string(), when: z.int() });
const journal = z.looseObject({ entries: z.array(entry) });

async function readJournal() {
  return journal.parse(JSON.parse(await readFile(join(migrationsFolder, "meta", "_journal.json"), "utf8")));
}

/** Those of this version, oldest first. */
export async function knownMigrations(): Promise<string[]> {
  return (await readJournal()).entries.map(({ tag }) => tag);
}

/** Those of the database, oldest first; one that this version does not know by the time it was made. */
export async function appliedMigrations(db: Db): Promise<string[]> {
  const tags = new Map((await readJournal()).entries.map(({ tag, when }) => [when, tag]));
  const { rows } = (await db.execute(
    sql`select created_at as at from drizzle.__drizzle_migrations order by created_at`,
  )) as unknown as { rows: { at: string | number }[] };
  return rows.map(({ at }) => tags.get(Number(at)) ?? `unknown at ${at}`);
}

/** Gives a folder with the first `count` migrations only, for as long as `run` takes. */
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
