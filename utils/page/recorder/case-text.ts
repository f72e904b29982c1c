/** Formats a recorded case as source text, to be pasted into a site's case file and corrected by hand. */

import type { Recorded } from "./record.ts";

export function caseText({ case: { html, ...one }, differences }: Recorded): string {
  const notes = differences.map((difference) => `  // Check: ${difference}.\n`).join("");
  const rest = JSON.stringify(one, null, 2)
    .replace(/^(\s*)"([a-zA-Z]\w*)":/gm, "$1$2:")
    .slice(1, -1)
    .trimEnd();
  const markup = html.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");
  return `{\n${notes}  html: \`${markup}\`,${rest},\n}`;
}
