/** Lets the browser save a file that was made on the device. */

/** A file that was made, as an address to save it from. */
export interface MadeFile {
  address: string;
  name: string;
}

/** Long enough for any browser to have begun saving. */
const freeMs = 60_000;

export function saveFile({ address, name }: MadeFile): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), freeMs);
}
