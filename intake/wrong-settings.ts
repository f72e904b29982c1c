/** Finds wrong settings, also in the files that they name, as a start of the intake would. Changes nothing. */

import { isAbsolute } from "node:path";
import leven from "leven";
import { findWrongFiles } from "./admin/check-files.ts";
import { readConfig, settings, wrongSettings } from "./config.ts";
import { signOnSettings } from "./people/sign-on/sign-on-settings.ts";

/** Commands run in another folder than the intake. */
const paths = ["DATA_DIR", "INTAKE_KEY", "FILES_KEY", "RECIPES_KEY", "RETENTION", "CELLS"];

const known = [...Object.keys(settings.shape), ...Object.keys(signOnSettings.shape), "OIDC_MAX_AGE_DAYS"];
/** Shorter names are often variables of other programs. */
const shortestChars = 6;
/** Allows one wrong character in this many. */
const charsPerFault = 4;

/**
 * Finds variables that resemble a setting and are probably misspelt. The setting's default would apply without a warning:
 * without `OIDC_UNIT_CLAIM`, for example, people see the cases of all units.
 */
function findMisspelt(env: Record<string, string | undefined>): string[] {
  const unknown = Object.keys(env).filter((name) => env[name] && !known.includes(name));
  return unknown.flatMap((name) => {
    const isNear = (setting: string) => leven(name, setting) <= setting.length / charsPerFault;
    const meant = known.find((setting) => setting.length >= shortestChars && isNear(setting));
    if (meant) return [`${name}: is no setting; ${meant} was perhaps meant`];
    return name.startsWith("OIDC_") ? [`${name}: is no setting`] : [];
  });
}

/** Returns one sentence per fault. */
export async function findWrongSettings(
  env: Record<string, string | undefined> = process.env,
): Promise<string[]> {
  const wrong = wrongSettings(env);
  if (wrong.length > 0) return [...wrong, ...findMisspelt(env)];
  const relative = paths.filter((name) => env[name] && !isAbsolute(env[name]));
  return [
    ...findMisspelt(env),
    ...relative.map((name) => `${name}: must be an absolute path, because commands run in other folders`),
    ...(await findWrongFiles(readConfig(env))),
  ];
}
