/** Files made on the device or fetched from the intake, for the person to save. */

export interface SavedFile {
  /** A `blob:` address. The code that saves the file must revoke it. */
  address: string;
  name: string;
}

export function toSavedFile(name: string, content: Blob): SavedFile {
  return { address: URL.createObjectURL(content), name };
}
