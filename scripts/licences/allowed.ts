/** Which licences may go with code under MIT: those that ask for their notice, and at most for the source of their own files. */

/**
 * Apache-2.0 and Zlib ask to keep notices; OFL-1.1 covers typefaces, which we embed in documents unchanged. MPL-2.0 covers
 * single files: we use them unmodified, and `licences.txt` names where their source is.
 */
const allowed = new Set([
  "MIT",
  "MIT-0",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "Zlib",
  "CC0-1.0",
  "Unlicense",
  "BlueOak-1.0.0",
  "OFL-1.1",
  "MPL-2.0",
]);

/** Of an SPDX expression: with `OR` one of them is enough, with `AND` all must be allowed; nothing else is understood. */
export function isAllowed(expression: string): boolean {
  const bare = expression.trim().replace(/^\((.*)\)$/, "$1");
  if (/[()]/.test(bare)) return false;
  return bare
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((licence) => allowed.has(licence.trim())));
}
