/** Folders, and files with keys or passwords, that only the intake's own account may open. */

import { mkdir, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import type { Config } from "../config.ts";
import { foldersOf } from "./folders.ts";

const groupAndOthers = 0o077;

/** Creates the intake's folders. Throws as `refuseExposed`. */
export async function checkPrivateFolders(config: Config): Promise<void> {
  for (const folder of foldersOf(config)) {
    // A folder that cannot be created is reported on first use.
    await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => undefined);
    await refuseOpenFolder(folder);
  }
  await refuseExposed(config);
}

/**
 * Throws if a folder or such a file is open to other accounts. The mode is not repaired silently, because the
 * keys may already be known.
 */
export async function refuseExposed(config: Config): Promise<void> {
  for (const folder of foldersOf(config)) await refuseOpenFolder(folder);
  if (config.databaseUrl === undefined) await refuseOpenFolder(join(config.dataDir, "db"));
  const stray = join(config.dataDir, "recipes-key.json");
  if (await exists(stray))
    throw new Error(
      `Move ${stray} to the machine that publishes recipes and name it there in RECIPES_KEY. It signs recipes for every browser.`,
    );
  const recipesKey = config.recipesDesk ? config.recipesKey : undefined;
  if (recipesKey?.startsWith(join(config.dataDir, sep)))
    throw new Error(
      `Move ${recipesKey} out of DATA_DIR and name it in RECIPES_KEY. Anyone who can read the data could sign recipes for every browser.`,
    );
  for (const file of [config.intakeKey, config.filesKey, config.cells?.path, recipesKey])
    if (file) await refuseOpenMode(file, `chmod 600 ${file}`);
}

export function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function refuseOpenFolder(folder: string): Promise<void> {
  return refuseOpenMode(folder, `chmod -R go-rwx ${folder}`);
}

/** Windows has no such mode bits. */
async function refuseOpenMode(path: string, remedy: string): Promise<void> {
  if (process.platform === "win32") return;
  const stats = await stat(path).catch(() => undefined);
  if (!stats || (stats.mode & groupAndOthers) === 0) return;
  const mode = (stats.mode & 0o777).toString(8);
  throw new Error(
    `Other accounts of this machine can open ${path} (mode ${mode}). Run: ${remedy}\nIf others use this machine, its keys may be known: see SECURITY.md.`,
  );
}
