/** Follows the site's light or dark theme. */

import type { Site } from "../site.ts";
import { matches } from "./select.ts";

export function isDarkTheme(site: Site, document: Document): boolean {
  const roots = [document.documentElement, document.body];
  return site.dark.some((selector) => roots.some((root) => root && matches(root, selector)));
}

/**
 * Calls back on theme changes, which sites write to attributes of the root or body. Returns a function that
 * checks at once.
 */
export function watchTheme(
  site: () => Site,
  document: Document,
  signal: AbortSignal,
  changed: (dark: boolean) => void,
): () => void {
  let dark = isDarkTheme(site(), document);
  const update = () => {
    const now = isDarkTheme(site(), document);
    if (now === dark) return;
    dark = now;
    changed(now);
  };
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, { attributes: true });
  // The script can start before the body exists.
  if (document.body) observer.observe(document.body, { attributes: true });
  else {
    const begin = () => {
      observer.observe(document.body, { attributes: true });
      update();
    };
    document.addEventListener("DOMContentLoaded", begin, { once: true, signal });
  }
  signal.addEventListener("abort", () => observer.disconnect());
  return update;
}
