/** Runs in every frame before its own code: records the click in the page and, in a framed page, when it is usable. */

/** `wanted`: selector of the element that must exist and have the focus in the framed page `path`. */
export function noteReady({ path, wanted }: { path: string; wanted: string }): void {
  const now = () => performance.timeOrigin + performance.now();
  const marks = window as unknown as { benchClickMs?: number; benchReady?: Promise<number> };
  if (window.top === window) {
    addEventListener(
      "click",
      (event) => {
        marks.benchClickMs = performance.timeOrigin + event.timeStamp;
      },
      true,
    );
    return;
  }
  if (location.pathname !== path) return;
  marks.benchReady = new Promise((resolve) => {
    const stop = new AbortController();
    const look = () => {
      const target = document.querySelector(wanted);
      if (!target || document.activeElement !== target || !document.hasFocus()) return;
      stop.abort();
      observer.disconnect();
      // The frame that shows it.
      requestAnimationFrame(() => resolve(now()));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true });
    addEventListener("focus", look, { capture: true, signal: stop.signal });
    addEventListener("DOMContentLoaded", look, { signal: stop.signal });
    look();
  });
}
