/** Follows the site's own light or dark theme. */

import { matches } from "./select.ts";
import type { Site } from "./site.ts";

/** Whether the page is dark now: by the site's marks on its root or body. */
export function isDark(site: Site, document: Document): boolean {
  const roots = [document.documentElement, document.body];
  return site.dark.some((selector) => roots.some((root) => root && matches(root, selector)));
}

/** Calls back when the theme changes; sites write it into attributes of the root or the body. Returns a look at it. */
export function watchTheme(
  site: () => Site,
  document: Document,
  signal: AbortSignal,
  changed: (dark: boolean) => void,
): () => void {
  let dark = isDark(site(), document);
  const look = () => {
    const now = isDark(site(), document);
    if (now === dark) return;
    dark = now;
    changed(now);
  };
  const observer = new MutationObserver(look);
  observer.observe(document.documentElement, { attributes: true });
  // The script starts before there is a body.
  if (document.body) observer.observe(document.body, { attributes: true });
  else {
    const begin = () => {
      observer.observe(document.body, { attributes: true });
      look();
    };
    document.addEventListener("DOMContentLoaded", begin, { once: true, signal });
  }
  signal.addEventListener("abort", () => observer.disconnect());
  return look;
}
