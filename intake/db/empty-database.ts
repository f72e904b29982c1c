/**
 * A migrated database without rows, as a folder. A first start copies it, because PGlite takes three seconds to make
 * one. `npm ci` makes it; without it the start only takes longer.
 */

import { createHash } from "node:crypto";
import { chmod, cp, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { migrationsFolder } from "./migrations.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, ".output/empty-database");
/** Names the version. */
const engine = join(root, "node_modules/@electric-sql/pglite/package.json");

/** The name depends on the migrations and on PGlite's version, so another version never uses this database. */
async function nameOf(migrations: string): Promise<string> {
  const hash = createHash("sha256").update(await readFile(engine));
  for (const file of (await readdir(migrations)).filter((name) => name.endsWith(".sql")).sort())
    hash.update(file).update(await readFile(join(migrations, file)));
  return hash.digest("hex").slice(0, 16);
}

/** `migrate` brings an empty database to this version. Returns false if there is one already. */
export async function makeEmptyDatabase(
  migrate: (client: PGlite) => Promise<void>,
  place = folder,
): Promise<boolean> {
  const made = join(place, await nameOf(migrationsFolder));
  const [first, ...others] = await readdir(place).catch(() => []);
  if (first !== undefined && others.length === 0 && join(place, first) === made) return false;
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { recursive: true });
  const unfinished = `${made}.unfinished`;
  const client = await PGlite.create({ dataDir: unfinished });
  await migrate(client).finally(() => client.close());
  await openToAll(unfinished);
  await rename(unfinished, made);
  return true;
}

/** The account that runs the intake is seldom the one that installed it; nothing in here is secret. */
async function openToAll(path: string): Promise<void> {
  await chmod(path, 0o755);
  for (const entry of await readdir(path, { withFileTypes: true, recursive: true }))
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
}

/** Copies it to a path where nothing is, whole or not at all. Returns whether there was one for these migrations. */
export async function copyEmptyDatabase(path: string, migrations: string, place = folder): Promise<boolean> {
  const source = join(place, await nameOf(migrations));
  const unfinished = `${path}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  try {
    await cp(source, unfinished, { recursive: true });
    await rename(unfinished, path);
    return true;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
