/** Name and version of this program, for archives. */

import { readFileSync } from "node:fs";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

export const software = `lapor-kominfo ${version}`;
