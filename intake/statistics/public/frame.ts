/** Shared parts of the public pages of figures and decisions: head, title, the other language, and the list of months. */

import { html } from "hono/html";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { startOfMonth } from "../../../utils/shared/policy/jakarta-months.ts";
import { productName } from "../../core/product-name.ts";

type Html = ReturnType<typeof html>;

interface Frame {
  language: Language;
  organisation: string;
  title: string;
  about: string;
  /** The same page in the other language. */
  other: { language: Language; address: string; label: string };
  body: Html;
}

export const otherLanguage = (language: Language): Language => (language === "id" ? "en" : "id");

/** A page without script. */
export function frame({ language, organisation, title, about, other, body }: Frame): Html {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}, ${organisation}</title>
        <link rel="stylesheet" href="/angka/gaya.css" />
      </head>
      <body>
        <main>
          <p class="muted">${productName}, ${organisation}</p>
          <h1>${title}</h1>
          <p class="about">${about}</p>
          <p><a href="${other.address}" lang="${other.language}" hreflang="${other.language}">${other.label}</a></p>
          ${body}
        </main>
      </body>
    </html>`;
}

interface MonthList {
  language: Language;
  label: string;
  /** Newest first. */
  months: readonly string[];
  current: string | undefined;
  addressOf(month: string): string;
}

export function monthList({ language, label, months, current, addressOf }: MonthList): Html {
  return html`<nav aria-label="${label}">
    <h2>${label}</h2>
    <ul class="months">
      ${months.map(
        (month) =>
          html`<li><a href="${addressOf(month)}" aria-current="${month === current ? "page" : "false"}">${monthName(language, month)}</a></li>`,
      )}
    </ul>
  </nav>`;
}

/** For example `November 2026`. */
export function monthName(language: Language, month: string): string {
  const options = { month: "long", year: "numeric", timeZone: "Asia/Jakarta" } as const;
  return startOfMonth(month).toLocaleDateString(language === "id" ? "id-ID" : "en-GB", options);
}
