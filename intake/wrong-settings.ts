/** Finds wrong settings, also in the files that they name, as a start of the intake would. Changes nothing. */

import { isAbsolute } from "node:path";
import { findWrongFiles } from "./admin/check-files.ts";
import { readConfig, settings, wrongSettings } from "./config.ts";
import { signOnSettings } from "./people/sign-on/sign-on-settings.ts";

/** Commands run in another folder than the intake. */
const paths = ["DATA_DIR", "INTAKE_KEY", "FILES_KEY", "RECIPES_KEY", "RETENTION", "CELLS"];

const known = [...Object.keys(settings.shape), ...Object.keys(signOnSettings.shape), "OIDC_MAX_AGE_DAYS"];
/** Other programs have short names of their own. */
const shortestChars = 6;
/** Wrong characters in a name: at most one in so many. */
const charsPerFault = 4;

/**
 * Names that are no settings but were perhaps meant as some: their defaults would apply without a word. Without
 * `OIDC_UNIT_CLAIM`, for example, people see the cases of all units.
 */
function findMisspelt(env: Record<string, string | undefined>): string[] {
  const unknown = Object.keys(env).filter((name) => env[name] && !known.includes(name));
  return unknown.flatMap((name) => {
    const isNear = (setting: string) => editsBetween(name, setting) <= setting.length / charsPerFault;
    const meant = known.find((setting) => setting.length >= shortestChars && isNear(setting));
    if (meant) return [`${name}: is no setting; ${meant} was perhaps meant`];
    return name.startsWith("OIDC_") ? [`${name}: is no setting`] : [];
  });
}

/** Levenshtein distance. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [above, char] of [...one].entries()) {
    const next = [above + 1];
    for (const [index, wanted] of [...other].entries()) {
      const [replaced = 0, added = 0] = row.slice(index);
      next.push(Math.min(replaced + (char === wanted ? 0 : 1), added + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** Returns one sentence per fault. */
export async function findWrongSettings(
  env: Record<string, string | undefined> = process.env,
): Promise<string[]> {
  const wrong = wrongSettings(env);
  if (wrong.length > 0) return wrong;
  const relative = paths.filter((name) => env[name] && !isAbsolute(env[name]));
  return [
    ...findMisspelt(env),
    ...relative.map((name) => `${name}: must be an absolute path, because commands run in other folders`),
    ...(await findWrongFiles(readConfig(env))),
  ];
}
