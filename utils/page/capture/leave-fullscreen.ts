/** While an element is in fullscreen, no element outside it receives input, even above it. */

/** Returns undefined if fullscreen is not in the way. Otherwise settles once it has ended or cannot be ended. */
export function leaveFullscreen(): Promise<void> | undefined {
  const { fullscreenElement: holder } = document;
  // Our elements are children of the root, which may itself be in fullscreen.
  if (!holder || holder === document.documentElement) return undefined;
  return document.exitFullscreen().catch(() => undefined);
}
