/** Common frame of the public pages. */

import type { Context } from "hono";
import { html } from "hono/html";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { fill } from "../../../utils/shared/i18n/fill-placeholders.ts";
import { type ObjectionPageKey, objectionPageTexts } from "../../../utils/shared/i18n/objection-page.ts";
import { dateTime, jakartaMinutes } from "../../../utils/shared/i18n/time.ts";
import { productName } from "../../core/product-name.ts";

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
        <title>${heading}, ${productName}</title>
        <link rel="stylesheet" href="/sanggah/style.css" />
      </head>
      <body>
        <main>
          <p class="muted head">
            <a href="${localePath(language, "/sanggah")}">${productName}</a>
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

export function languageOf(c: Context): Language {
  return c.req.query("language") === "en" ? "en" : "id";
}

export function say(
  language: Language,
  key: ObjectionPageKey,
  values: Record<string, string | number> = {},
): string {
  return fill(objectionPageTexts[language][key], values);
}

export function when(language: Language, at: Date): string {
  return dateTime(language, at.toISOString(), jakartaMinutes);
}

/** A local address in the page's language. */
export function localePath(language: Language, path: string): string {
  return language === "en" ? `${path}?language=en` : path;
}
