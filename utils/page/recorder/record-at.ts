/** Records the post around an element, or the next post that a person clicks. */

import { findPosts } from "../sites/engine/find-posts.ts";
import { siteOf } from "../sites/engine/matches.ts";
import { siteFields } from "../sites/index.ts";
import { type RecordedCase, recordCase } from "./record-case.ts";

/** Formats a recorded case as source text, to be pasted into a site's case file and corrected by hand. */
export function caseText({ case: { html, ...one }, differences }: RecordedCase): string {
  const notes = differences.map((difference) => `  // Check: ${difference}.\n`).join("");
  const rest = JSON.stringify(one, null, 2)
    .replace(/^(\s*)"([a-zA-Z]\w*)":/gm, "$1$2:")
    .slice(1, -1)
    .trimEnd();
  const markup = html.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");
  return `{\n${notes}  html: \`${markup}\`,${rest},\n}`;
}

/** Returns the case's source text; undefined if the element is not in a post of one of the sites. */
export function recordAt(element: Element, document: Document, address = document.URL): string | undefined {
  const site = siteOf(address);
  if (!site) return undefined;
  const page = { document, address };
  // The innermost post: a comment instead of the post above it.
  const match = findPosts(document, site, page)
    .filter((post) => post.identity && post.element.contains(element))
    .toSorted((a, b) => (a.element.contains(b.element) ? 1 : -1))[0];
  return match && caseText(recordCase(match, { site, fields: siteFields[site.id](), page }));
}

/** Waits for a click on a post, which the page does not receive. Escape cancels. */
export function recordNext(document: Document): Promise<string | undefined> {
  const stop = new AbortController();
  const { style } = document.documentElement;
  const cursor = style.cursor;
  style.cursor = "crosshair";
  return new Promise<string | undefined>((resolve) => {
    const on = (type: "click" | "keydown", act: (event: Event) => void) =>
      document.addEventListener(type, act, { capture: true, signal: stop.signal });
    on("click", (event) => {
      if (!event.isTrusted || !(event.target instanceof Element)) return;
      const text = recordAt(event.target, document);
      if (text === undefined) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      resolve(text);
    });
    on("keydown", (event) => {
      if ((event as KeyboardEvent).key === "Escape") resolve(undefined);
    });
  }).finally(() => {
    stop.abort();
    style.cursor = cursor;
  });
}
