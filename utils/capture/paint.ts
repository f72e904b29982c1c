/** Waits until the page is drawn as it now is. */

const longestPaintMs = 200;
const longestLoadMs = 600;
const lookAgainMs = 30;

/** Resolves once a frame drawn from now on is on its way to the screen; a hidden tab paints none. */
export function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, longestPaintMs);
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}

/** After scrolling: pictures that the site loads only when they come into view get a moment. */
export async function settle(post: Element): Promise<void> {
  const endMs = performance.now() + longestLoadMs;
  while (performance.now() < endMs && [...post.querySelectorAll("img")].some(isLoading)) {
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
  }
  await nextPaint();
}

function isLoading(image: HTMLImageElement): boolean {
  if (image.complete) return false;
  const { top, bottom, width } = image.getBoundingClientRect();
  return width > 0 && bottom > 0 && top < innerHeight;
}
