/** Gives the person a file to keep, as any download. */

export interface SavedFile {
  /** A `blob:` address, freed here. */
  address: string;
  name: string;
}

/** Long enough for any browser to have begun saving. */
const freeMs = 60_000;

export function saveFile({ address, name }: SavedFile): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), freeMs);
}
