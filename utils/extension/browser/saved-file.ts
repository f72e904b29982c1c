export interface SavedFile {
  /** A `blob:` address. The code that saves the file must revoke it. */
  address: string;
  name: string;
}
