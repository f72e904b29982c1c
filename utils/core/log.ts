/** Where bugs are written: the browser's own console, never with what a page or a person wrote. */

/** Expected failures are Problems; this is for what should not happen. */
export function logBug(where: string, error: unknown): void {
  // biome-ignore lint/suspicious/noConsole: the one place that may, so that a bug in the background can be found
  console.error(`lapor-kominfo: ${where}`, error);
}
