import type { SavedFile } from "../../utils/extension/browser/saved-file.ts";

export type { SavedFile };

/** Object URLs are revoked after this time, when every browser has begun to save. */
const freeMs = 60_000;

export function saveFile({ address, name }: SavedFile): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), freeMs);
}
