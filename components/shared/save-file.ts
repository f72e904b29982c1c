/** Gives the person a file to keep, as any download. */

import type { SavedFile } from "../../utils/review/saved-file.ts";

export type { SavedFile };

/** Long enough for any browser to have begun saving. */
const freeMs = 60_000;

export function saveFile({ address, name }: SavedFile): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), freeMs);
}
