/** A case's page in happy-dom. */

import { Window } from "happy-dom";
import type { SiteCase } from "../../../utils/page/sites/cases.ts";

export function openCase({ address, html, htmlAttributes = {} }: SiteCase): Document {
  const window = new Window({ url: address, settings: { disableJavaScriptFileLoading: true } });
  const document = window.document as unknown as Document;
  for (const [name, value] of Object.entries(htmlAttributes))
    document.documentElement.setAttribute(name, value);
  document.body.innerHTML = html;
  return document;
}
