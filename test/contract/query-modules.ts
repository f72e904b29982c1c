/** Finds the intake's modules that send SQL through a `Db`. */

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
const usesDb = /import (?:type )?\{[^}]*\bDb\b[^}]*\} from|from "drizzle-orm/;
const sendsSql = /\bsql`|\.(?:select\w*|insert|update|delete|execute|transaction|\$count)\(/;

/** Paths relative to the project, sorted. */
export function queryModules(): string[] {
  return globSync("intake/**/*.ts", { cwd: root })
    .filter((path) => !path.startsWith("intake/db/schema/"))
    .filter((path) => {
      const text = readFileSync(join(root, path), "utf8");
      return usesDb.test(text) && sendsSql.test(text);
    })
    .sort();
}
