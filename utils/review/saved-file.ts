/** A file that was made on the device for the person to keep. */

export interface SavedFile {
  /** A `blob:` address; whoever saves the file frees it. */
  address: string;
  name: string;
}
