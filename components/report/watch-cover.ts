/** Observes whether an element of the framed form is entirely visible and, where the browser supports it, uncovered. */

/** IntersectionObserver v2 also detects covering elements. Only Chromium has it. */
interface EntryV2 extends IntersectionObserverEntry {
  isVisible?: boolean;
}
interface InitV2 extends IntersectionObserverInit {
  trackVisibility: true;
  /** Milliseconds between notifications; the minimum is 100. */
  delay: number;
}

/**
 * Chromium sometimes does not notify a frame of a change within `delay` of the last notification. "Send" would then stay
 * disabled, or enabled under a cover. Observing again at this interval forces a notification.
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
