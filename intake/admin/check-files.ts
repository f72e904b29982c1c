/** Reads the files that settings name, as a start of the intake would. Changes nothing. */

import { join, sep } from "node:path";
import type { Config } from "../config.ts";
import { readPrivateKey } from "../core/key-file.ts";
import { exists, refuseExposed } from "../core/private-folders.ts";
import { readServers } from "../db/servers.ts";
import { readRetention } from "../evidence/retention-file.ts";

/** Returns one sentence per fault of a file that a setting names. */
export async function findWrongFiles(config: Config): Promise<string[]> {
  const { retention, cells, intakeKey, filesKey, recipesKey, dataDir } = config;
  const checkKey = (name: string, path: string | undefined) => async () => {
    if (path === undefined) return;
    await readPrivateKey(path).catch((error: Error) => {
      throw new Error(`${name}: ${error.message}`, { cause: error });
    });
  };
  const checks = [
    () => readRetention(retention),
    async () => cells && (await readServers(cells)),
    checkKey("INTAKE_KEY", intakeKey),
    checkKey("FILES_KEY", filesKey),
    async () => {
      // The default is in the account's home, which may be DATA_DIR.
      if (recipesKey.startsWith(join(dataDir, sep)) && (await exists(recipesKey)))
        throw new Error(`RECIPES_KEY: move ${recipesKey} out of DATA_DIR`);
    },
    () => refuseExposed(config),
  ];
  const sentences: string[] = [];
  for (const check of checks)
    await check().catch((error: Error) => sentences.push(...error.message.split("\n")));
  return sentences;
}
