/** Starts the publisher's program, which checks and signs packs, in a separate process: only there is the key read. */

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import { logLine } from "../core/log.ts";

const program = join(import.meta.dirname, "../../scripts/release/recipes.ts");
const longestMs = 60_000;
const detailChars = 500;

export interface Publisher {
  /** False where the program or the key is missing: the command has to be run elsewhere. */
  isReady(): boolean;
  /** Runs an act such as `publish --proposal ID` and returns the new version. */
  run(words: readonly string[]): Promise<Result<{ version: number }>>;
}

export interface PublisherSettings {
  dataDir: string;
  databaseUrl: string | undefined;
  recipesKey: string;
}

export function createPublisher({ dataDir, databaseUrl, recipesKey }: PublisherSettings): Publisher {
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    RECIPES_KEY: recipesKey,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
  };
  return {
    isReady: () => existsSync(program) && existsSync(recipesKey),
    async run(words) {
      try {
        const { stdout } = await promisify(execFile)(process.execPath, [program, ...words, "--json"], {
          env,
          timeout: longestMs,
        });
        return ok(z.object({ version: z.int() }).parse(JSON.parse(stdout)));
      } catch (error) {
        const detail = String((error as { stderr?: string }).stderr || error).slice(0, detailChars);
        logLine("recipes-not-published", { detail });
        return fail("recipes-publisher", detail);
      }
    },
  };
}
