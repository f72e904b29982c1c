/**
 * Shows an objection's state and reason to its ticket holder, without the name of the person who heard it.
 */

import { html } from "hono/html";
import type { Language } from "../../../utils/shared/contract/site.ts";
import type { FoundTicket } from "../store/reads.ts";
import { frame, type Html, pairs } from "./frame.ts";
import { at, say, when } from "./words.ts";

export function ticketPage(language: Language, { objection, reversal, reference }: FoundTicket): Html {
  const { ticket, state, receivedAt, dueAt, handledAt, reason } = objection;
  const rows: (readonly [string, string])[] = [
    [say(language, "received"), when(language, receivedAt)],
    ...(state === "open" ? [[say(language, "due"), when(language, dueAt)] as const] : []),
    [say(language, "state"), say(language, `state.${state}`)],
    ...(handledAt ? [[say(language, "heard"), when(language, handledAt)] as const] : []),
    ...(reason === null ? [] : [[say(language, "reason"), reason] as const]),
    ...(reversal ? [[say(language, "outcome"), say(language, `outcome.${reversal}`)] as const] : []),
  ];
  return frame({
    language,
    path: `/sanggah/tiket/${ticket}`,
    heading: say(language, "ticketTitle"),
    body: html`<p class="ticket"><code>${ticket}</code></p>
      <p>${say(language, "keep")}</p>
      ${pairs(rows)}
      <p class="screen"><a href="${at(language, `/sanggah/${reference}`)}">${say(language, "asked")}</a></p>`,
  });
}
