/** Pages in happy-dom, which keeps each window, about a megabyte, until it is closed. */

import { Window } from "happy-dom";
import type { SiteCase } from "../../../utils/page/sites/cases.ts";

const opened = new Set<Window>();

/** An empty page at this address, until `closeDocuments`. */
export function openDocument(url: string): Document {
  const window = new Window({ url, settings: { disableJavaScriptFileLoading: true } });
  opened.add(window);
  return window.document as unknown as Document;
}

export function openCase({ address, html, htmlAttributes = {} }: SiteCase): Document {
  const document = openDocument(address);
  for (const [name, value] of Object.entries(htmlAttributes))
    document.documentElement.setAttribute(name, value);
  document.body.innerHTML = html;
  return document;
}

/** Closes all that were opened. Without it, each collection of garbage walks through every page of the run. */
export async function closeDocuments(): Promise<void> {
  const windows = [...opened];
  opened.clear();
  await Promise.all(windows.map((window) => window.happyDOM.close()));
}
