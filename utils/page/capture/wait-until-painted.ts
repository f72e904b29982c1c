/** Waits until the page is drawn in its current state. */

const longestPaintMs = 200;
const longestLoadMs = 600;
const pollMs = 30;

/**
 * Resolves once a newly drawn frame is on its way to the screen, or after a timeout, because hidden tabs draw
 * no frames.
 */
export function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, longestPaintMs);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}

/** After scrolling, gives lazily loaded pictures a moment to appear. */
export async function waitUntilPainted(post: Element): Promise<void> {
  const endMs = performance.now() + longestLoadMs;
  while (performance.now() < endMs && [...post.querySelectorAll("img")].some(isLoading)) {
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  await nextPaint();
}

function isLoading(image: HTMLImageElement): boolean {
  if (image.complete) return false;
  const { top, bottom, width } = image.getBoundingClientRect();
  return width > 0 && bottom > 0 && top < innerHeight;
}
