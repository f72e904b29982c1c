/** Files made on the device or fetched from the intake, which the person saves. */

export interface SavedFile {
  /** A `blob:` address, which `saveFile` revokes. */
  address: string;
  name: string;
}

export function toSavedFile(name: string, content: Blob): SavedFile {
  return { address: URL.createObjectURL(content), name };
}

/** Object URLs are revoked after this time, when every browser has begun to save. */
const freeMs = 60_000;

/** Needs a document: the person's browser saves the file as if they had followed a download link. */
export function saveFile({ address, name }: SavedFile): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), freeMs);
}
