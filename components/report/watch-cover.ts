/** Tells whether an element of the framed form is wholly visible, and where the browser can see it, uncovered. */

/** Version 2 of the observer also tells what lies over the element; only Chromium has it. */
interface EntryV2 extends IntersectionObserverEntry {
  isVisible?: boolean;
}
interface InitV2 extends IntersectionObserverInit {
  trackVisibility: true;
  /** Milliseconds between two looks; 100 is the least allowed. */
  delay: number;
}

/**
 * In a frame Chromium now and then keeps to itself what changed within `delay` of its last look, and "send" would stay
 * dead, or alive under a cover: it is asked anew this often, which makes it look.
 */
const lookAgainMs = 250;

export function watchCover(element: HTMLElement | null, tell: (uncovered: boolean) => void): () => void {
  if (!element) return () => undefined;
  const v2 = "isVisible" in IntersectionObserverEntry.prototype;
  const options: InitV2 | IntersectionObserverInit = v2
    ? ({ threshold: [0, 0.5, 0.95, 1], trackVisibility: true, delay: 100 } satisfies InitV2)
    : { threshold: [0, 0.5, 0.95, 1] };
  const observer = new IntersectionObserver((entries) => {
    const last: EntryV2 | undefined = entries.at(-1);
    if (!last) return;
    tell(last.intersectionRatio >= 0.95 && (!v2 || last.isVisible === true));
  }, options);
  observer.observe(element);
  const again = setInterval(() => {
    observer.disconnect();
    observer.observe(element);
  }, lookAgainMs);
  return () => {
    clearInterval(again);
    observer.disconnect();
  };
}
