/** Finds wrong settings, also in the files that they name, as a start of the intake would. Changes nothing. */

import { isAbsolute } from "node:path";
import { findWrongFiles } from "./admin/check-files.ts";
import { readConfig, wrongSettings } from "./config.ts";

/** Commands run in another folder than the intake. */
const paths = ["DATA_DIR", "INTAKE_KEY", "FILES_KEY", "RECIPES_KEY", "RETENTION", "CELLS"];

/** Returns one sentence per fault. */
export async function findWrongSettings(
  env: Record<string, string | undefined> = process.env,
): Promise<string[]> {
  const wrong = wrongSettings(env);
  if (wrong.length > 0) return wrong;
  const relative = paths.filter((name) => env[name] && !isAbsolute(env[name]));
  return [
    ...relative.map((name) => `${name}: must be an absolute path, because commands run in other folders`),
    ...(await findWrongFiles(readConfig(env))),
  ];
}
