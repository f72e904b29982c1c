/** Optional inputs of a check. */

export interface CheckOptions {
  /**
   * RFC 7638 thumbprint that the ministry publishes, 43 characters. Without it a check proves only that the
   * file is consistent with its own keys.
   */
  intakeKey?: string;
  /** From 0 to 1. */
  onProgress?: (done: number) => void;
}
