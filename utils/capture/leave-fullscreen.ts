/** Outside of an element that fills the screen nothing takes input, not even what lies above it. */

/** Undefined where the screen is not held from us; else settles when it is free, or cannot be. */
export function leaveFullscreen(): Promise<void> | undefined {
  const { fullscreenElement: holder } = document;
  // Our elements lie in the root: it may fill the screen.
  if (!holder || holder === document.documentElement) return undefined;
  return document.exitFullscreen().catch(() => undefined);
}
