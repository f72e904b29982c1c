/** This program's version. */

import { readFileSync } from "node:fs";

const file = readFileSync(new URL("../../package.json", import.meta.url), "utf8");

/** As in `1.0.0`; the extension of the same release has the same. */
export const { version } = JSON.parse(file) as { version: string };
