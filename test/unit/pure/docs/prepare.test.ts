/** `npm ci` ends with a script that no type check reads. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "../../../../scripts/release");

test("the modules that npm run prepare imports exist", () => {
  const text = readFileSync(join(folder, "prepare.mjs"), "utf8");
  const paths = [...text.matchAll(/import\("([^"]+)"\)/g)].map(([, path = ""]) => path);
  expect(paths).toHaveLength(4);
  expect(paths.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
});
