/** Logs bugs to the browser's console. Never logs text from a page or a person. */

/** For bugs only; expected failures are Problems. */
export function logBug(where: string, error: unknown): void {
  // biome-ignore lint/suspicious/noConsole: the one place that may, so that a bug in the background can be found
  console.error(`lapor-kominfo: ${where}`, error);
}
