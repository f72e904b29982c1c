/** `npm run subject`: reads addresses from standard input, one per line; prints address, tab, and subject or problem code. */

import "./help.ts";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { parseAddress } from "../../utils/shared/subject/parse-address.ts";

// The reader may close the pipe early, as `head` does.
process.stdout.on("error", () => process.exit());

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (line.trim() === "") continue;
  const parsed = parseAddress(line);
  const written = `${line}\t${parsed.ok ? parsed.value.subject : parsed.problem.code}\n`;
  if (!process.stdout.write(written)) await once(process.stdout, "drain");
}
