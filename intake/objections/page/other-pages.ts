/** The start page, and pages with only a message. */

import { html } from "hono/html";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { frame, type Html } from "./frame.ts";
import { at, say } from "./words.ts";

export function startPage(language: Language, organisation: string): Html {
  const ask = (
    name: "rujukan" | "tiket",
    key: "reference" | "ticket",
    send: "openReference" | "openTicket",
  ) =>
    html`<form method="get" action="/sanggah">
      <label for="${name}">${say(language, key)}</label>
      <p class="muted" id="${name}-hint">${say(language, `${key}Hint`)}</p>
      <input id="${name}" name="${name}" required maxlength="60" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="${name}-hint" />
      ${language === "en" ? html`<input type="hidden" name="language" value="en" />` : ""}
      <button>${say(language, send)}</button>
    </form>`;
  return frame({
    language,
    path: "/sanggah",
    heading: say(language, "title"),
    body: html`<p>${say(language, "introduction", { organisation })}</p>
      ${ask("rujukan", "reference", "openReference")} ${ask("tiket", "ticket", "openTicket")}`,
  });
}

/** Always the same; does not repeat the input. */
export function unknownPage(language: Language): Html {
  return said(language, "unknown", "unknownHint");
}

export function tooManyPage(language: Language): Html {
  return said(language, "many", "manyHint");
}

function said(language: Language, heading: "unknown" | "many", hint: "unknownHint" | "manyHint"): Html {
  return frame({
    language,
    path: "/sanggah",
    heading: say(language, heading),
    body: html`<p>${say(language, hint)}</p>
      <p><a href="${at(language, "/sanggah")}">${say(language, "back")}</a></p>`,
  });
}
