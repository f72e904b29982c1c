/** What whoever checks may add. */

export interface CheckOptions {
  /** RFC 7638 thumbprint that the ministry publishes, 43 characters; the keys in a file show only that it fits together. */
  intakeKey?: string;
  /** From 0 to 1. */
  onProgress?: (done: number) => void;
}
