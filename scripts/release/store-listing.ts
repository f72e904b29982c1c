/** Texts of a store listing with the names of the build. */

import { type Names, withNames } from "./names.ts";

/** Stores accept this many characters as the short text. */
const maxShortChars = 132;

/** Also counts the short text's characters again. Throws if it became too long. */
export function storeListing(listing: string, messages: string, names: Names): string {
  const { description } = JSON.parse(messages) as { description: { message: string } };
  const short = withNames(description.message, names);
  if (short.length > maxShortChars)
    throw new Error(
      `The short text has ${short.length} characters with these names; stores accept ${maxShortChars}.`,
    );
  return withNames(listing, names).replace(/\((\d+) (karakter|characters)\)/, `(${short.length} $2)`);
}
