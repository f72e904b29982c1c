/** Licences compatible with MIT: those that require their notice, and at most the source of their own files. */

/**
 * Apache-2.0 and Zlib require notices. OFL-1.1 covers typefaces, which we embed in documents unchanged. MPL-2.0 covers
 * single files: we use them unmodified, and `licences.txt` names their source.
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

/** Evaluates an SPDX expression: one allowed licence of an `OR`, all of an `AND`. Rejects any other syntax. */
export function isAllowed(expression: string): boolean {
  const bare = expression.trim().replace(/^\((.*)\)$/, "$1");
  if (/[()]/.test(bare)) return false;
  return bare
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((licence) => allowed.has(licence.trim())));
}
