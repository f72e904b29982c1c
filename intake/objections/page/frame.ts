/** Common frame of the public pages. */

import { html } from "hono/html";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { localePath, say } from "./texts.ts";

export type Html = ReturnType<typeof html>;

export interface Framed {
  language: Language;
  /** Path of this page, without the language. */
  path: string;
  heading: string;
  body: Html | Html[];
}

export function frame({ language, path, heading, body }: Framed): Html {
  const other = language === "id" ? "en" : "id";
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        <title>${heading}, Lapor Kominfo</title>
        <link rel="stylesheet" href="/sanggah/style.css" />
      </head>
      <body>
        <main>
          <p class="muted head">
            <a href="${localePath(language, "/sanggah")}">Lapor Kominfo</a>
            <a class="screen" href="${localePath(other, path)}" lang="${other}" hreflang="${other}">${say(language, "other")}</a>
          </p>
          <h1>${heading}</h1>
          ${body}
        </main>
      </body>
    </html>`;
}

/** A definition list. */
export function pairs(rows: readonly (readonly [string, string | Html])[]): Html {
  return html`<dl>${rows.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}
