/**
 * The public objection page, without account, script or cookie. A reference allows an objection; a ticket
 * shows its outcome.
 */

import type { Context, Hono } from "hono";
import { html } from "hono/html";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import {
  checkAddress,
  countByAddress,
  countByItem,
  countCrowded,
  countWithoutReference,
} from "../../core/check-rate.ts";
import { clientAddress } from "../../core/client-address.ts";
import { problemResponse } from "../../core/problems.ts";
import { readBytes } from "../../core/read-input.ts";
import { normaliseReference } from "../../core/reference-numbers.ts";
import type { Intake } from "../../intake.ts";
import {
  type FoundAddressTicket,
  findAddressTicket,
  formFull,
  receiveAddressObjection,
} from "../store/address-objections.ts";
import { type FoundTicket, findItem, findTicket } from "../store/read-objections.ts";
import { receiveObjection } from "../store/receive-objection.ts";
import { frame, type Html, languageOf, localePath, pairs, say, when } from "./frame.ts";
import {
  addressPage,
  addressPath,
  itemPage,
  objectionId,
  readAddressForm,
  readForm,
  type WrongField,
} from "./objection-pages.ts";

/** Uses the extension's sizes, spaces and colours (`components/ui/tokens.css`). */
const style = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0; background: light-dark(#ffffff, #15181d); color: light-dark(#1a1f29, #e8eaee); }
main { max-width: 40rem; margin: 0 auto; padding: 24px 16px; }
h1, h2, p, ul, dl, dd, fieldset { margin: 0; padding: 0; }
h1 { font-size: 24px; line-height: 1.3; margin: 8px 0 12px; } h2 { font-size: 18px; margin: 24px 0 12px; }
p + p, dl + p, p + dl, ul + p { margin-top: 12px; }
a { color: light-dark(#1f4690, #9dbdf6); }
.head { display: flex; justify-content: space-between; gap: 16px; flex-wrap: wrap; }
.muted { color: light-dark(#555e6d, #a9b1be); font-size: 13px; }
dl { display: grid; grid-template-columns: minmax(8rem, 12rem) 1fr; gap: 8px 16px; }
dt { color: light-dark(#555e6d, #a9b1be); } dd { overflow-wrap: anywhere; white-space: pre-line; }
form { display: grid; gap: 4px; margin-top: 24px; justify-items: start; }
section > form { margin-top: 12px; }
fieldset { border: 0; } legend, form > label { padding: 0; font-weight: 600; margin-top: 12px; }
input + fieldset { margin-top: 12px; }
.choice { display: flex; gap: 8px; align-items: center; min-height: 32px; }
input:not([type=radio]), textarea { box-sizing: border-box; width: 100%; font: inherit; color: inherit; background: light-dark(#ffffff, #15181d); padding: 8px; border: 1px solid light-dark(#7b8494, #7d8799); border-radius: 6px; }
form > p { margin-top: 0; } form > p:not(.muted) { margin-top: 12px; }
button { font: inherit; font-weight: 600; margin-top: 12px; min-height: 40px; padding: 8px 16px; border: 0; border-radius: 6px; background: light-dark(#1f4690, #9dbdf6); color: light-dark(#ffffff, #0e1c38); cursor: pointer; }
:focus-visible { outline: 2px solid light-dark(#1f4690, #9dbdf6); outline-offset: 2px; }
.wrong { padding: 12px; border-radius: 6px; background: light-dark(#fbecea, #3a2122); color: light-dark(#a9221a, #ffa29a); } .wrong ul { padding-left: 24px; }
.veil { margin-top: 12px; padding: 16px; border-radius: 6px; background: light-dark(#e7eaef, #262b33); } .veil code { overflow-wrap: anywhere; }
.ticket code { font-size: 18px; overflow-wrap: anywhere; }
@media (max-width: 480px) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 12px; } }
@media print { .screen { display: none; } a { color: inherit; text-decoration: none; } }
`;

export function mountObjections(app: Hono, intake: Intake): void {
  app.get("/sanggah/style.css", (c) => c.body(style, 200, { "Content-Type": "text/css; charset=utf-8" }));
  app.use("/sanggah/*", async (c, next) => {
    c.header("Cache-Control", "no-store");
    const tooOften = checkAddress(intake, clientAddress(c, intake.isProxy));
    return tooOften ? problemResponse(tooOften) : next();
  });
  app.get("/sanggah", (c) => showStart(c, intake));
  app.get("/sanggah/tiket/:ticket", (c) => showTicket(c, intake));
  app.get(addressPath, (c) => c.html(addressPage(pageParts(c, intake))));
  app.post(addressPath, (c) => submitByAddress(c, intake));
  app.get("/sanggah/:reference", (c) => showItem(c, intake));
  app.post("/sanggah/:reference", (c) => submitObjection(c, intake));
}

/** The start page, and pages with only a message. */
function startPage(language: Language, organisation: string): Html {
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
      ${ask("rujukan", "reference", "openReference")}
      <p><a href="${localePath(language, addressPath)}">${say(language, "noReference")}</a></p>
      ${ask("tiket", "ticket", "openTicket")}`,
  });
}

/** Always the same; does not repeat the input. */
function unknownPage(language: Language): Html {
  return messagePage(language, "unknown");
}

function messagePage(language: Language, heading: "unknown" | "many"): Html {
  return frame({
    language,
    path: "/sanggah",
    heading: say(language, heading),
    body: html`<p>${say(language, `${heading}Hint`)}</p>
      <p><a href="${localePath(language, "/sanggah")}">${say(language, "back")}</a></p>`,
  });
}

/** Redirects the two small forms of the start page. */
function showStart(c: Context, intake: Intake) {
  const language = languageOf(c);
  const [reference, ticket] = [c.req.query("rujukan"), c.req.query("tiket")];
  if (reference) return c.redirect(addressOf(c, `/sanggah/${encodeURIComponent(reference)}`), 303);
  if (ticket) return c.redirect(addressOf(c, `/sanggah/tiket/${encodeURIComponent(ticket)}`), 303);
  return c.html(startPage(language, intake.organisation));
}

/** Looks up invalid references too, so that timing and answer do not differ. */
async function showItem(c: Context, intake: Intake) {
  const item = await findItem(intake.store.db, normaliseReference(c.req.param("reference") ?? ""));
  if (!item) return c.html(unknownPage(languageOf(c)), 404);
  return c.html(itemPage({ language: languageOf(c), organisation: intake.organisation, found: item }));
}

/**
 * Shows an objection's state and reason to its ticket holder, without the name of the person who heard it.
 */
function ticketPage(language: Language, { objection, reversal, reference }: FoundTicket): Html {
  const { ticket, state, receivedAt, dueAt, handledAt, reason } = objection;
  const rows: (readonly [string, string])[] = [
    [say(language, "received"), when(language, receivedAt)],
    ...(state === "open" ? [[say(language, "due"), when(language, dueAt)] as const] : []),
    [say(language, "state"), say(language, `state.${state}`)],
    ...(handledAt ? [[say(language, "heard"), when(language, handledAt)] as const] : []),
    // The reason of an open objection belongs to a proposed dismissal, which is not an answer yet.
    ...(reason === null || state === "open" ? [] : [[say(language, "reason"), reason] as const]),
    ...(reversal ? [[say(language, "outcome"), say(language, `outcome.${reversal}`)] as const] : []),
  ];
  return frame({
    language,
    path: `/sanggah/tiket/${ticket}`,
    heading: say(language, "ticketTitle"),
    body: html`<p class="ticket"><code>${ticket}</code></p>
      <p>${say(language, "keep")}</p>
      ${pairs(rows)}
      <p class="screen"><a href="${localePath(language, `/sanggah/${reference}`)}">${say(language, "asked")}</a></p>`,
  });
}

/** Looks in both places, so that timing does not tell where a ticket is. */
async function showTicket(c: Context, intake: Intake) {
  const language = languageOf(c);
  const ticket = normaliseReference(c.req.param("ticket") ?? "");
  const { db } = intake.store;
  const [found, byAddress] = await Promise.all([
    findTicket(db, ticket),
    findAddressTicket(db, ticket, intake.now()),
  ]);
  if (found) return c.html(ticketPage(language, found));
  return byAddress ? c.html(addressTicketPage(language, byAddress)) : c.html(unknownPage(language), 404);
}

/**
 * An objection by address. Until it is heard or its time limit has passed, the page is the same whether or not
 * a request was found. It never leads to the request.
 */
function addressTicketPage(
  language: Language,
  { own, objection, reversal, isOver, isAsked }: FoundAddressTicket,
): Html {
  const heard = objection && objection.state !== "open" ? objection : undefined;
  const due = isOver ? objection?.dueAt : own.dueAt;
  const state = heard ? say(language, `state.${heard.state}`) : say(language, "state.open");
  const rows: (readonly [string, string])[] = [
    [say(language, "received"), when(language, own.receivedAt)],
    ...(heard || !due ? [] : [[say(language, "due"), when(language, due)] as const]),
    [say(language, "state"), isOver && !objection && !isAsked ? say(language, "state.none") : state],
    ...(heard?.handledAt ? [[say(language, "heard"), when(language, heard.handledAt)] as const] : []),
    ...(heard?.reason ? [[say(language, "reason"), heard.reason] as const] : []),
    ...(heard && reversal ? [[say(language, "outcome"), say(language, `outcome.${reversal}`)] as const] : []),
  ];
  return frame({
    language,
    path: `/sanggah/tiket/${own.ticket}`,
    heading: say(language, "ticketTitle"),
    body: html`<p class="ticket"><code>${own.ticket}</code></p>
      <p>${say(language, "keep")}</p>
      ${pairs(rows)}
      <p class="screen">${say(language, "byAddressNote", { hours: limits.objectionHours })}</p>`,
  });
}

function pageParts(c: Context, { organisation }: Intake) {
  return { language: languageOf(c), organisation };
}

/** Every valid form takes a token, because there is no reference that shows who may object. */
async function submitByAddress(c: Context, intake: Intake) {
  const shown = pageParts(c, intake);
  const bytes = await readBytes(c.req.raw, limits.objectionBytes);
  if (!bytes.ok) return c.html(addressPage({ ...shown, wrong: ["large"] }), 422);
  const form = await readAddressForm(bytes.value, c.req.header("content-type") ?? "");
  if (!form.ok) return c.html(addressPage({ ...shown, wrong: form.wrong, typed: form.typed }), 422);
  const refuse = (seconds: number, wrong: WrongField) =>
    later(c, seconds, addressPage({ ...shown, wrong: [wrong], typed: form.typed }));
  const sender = clientAddress(c, intake.isProxy);
  const tooOften = countByAddress(intake, sender, form.value.subject);
  if (tooOften) return refuse(tooOften.retryAfterSeconds ?? laterSeconds, "many");
  const received = await receiveAddressObjection(intake.store.db, form.value, {
    at: intake.now(),
    isRare: () => countCrowded(intake, sender) === undefined,
  });
  if (received.ok) return c.redirect(addressOf(c, `/sanggah/tiket/${received.value.ticket}`), 303);
  intake.metrics.countRefusal(received.problem.code);
  return refuse(laterSeconds, received.problem.detail === formFull ? "full" : "many");
}

/**
 * Needs no CSRF protection: there is no session, so a forged submission gains nothing over sending it
 * directly.
 */
async function submitObjection(c: Context, intake: Intake) {
  const language = languageOf(c);
  const bytes = await readBytes(c.req.raw, limits.objectionBytes);
  const form = bytes.ok
    ? await readForm(bytes.value, c.req.header("content-type") ?? "")
    : { ok: false as const, wrong: ["large" as const], typed: {} };
  const { db } = intake.store;
  const sender = clientAddress(c, intake.isProxy);
  const reference = normaliseReference(c.req.param("reference") ?? "");
  const item = await findItem(db, reference);
  if (!item) {
    const tooOften = form.ok ? countWithoutReference(intake, sender) : undefined;
    return tooOften
      ? later(c, tooOften.retryAfterSeconds ?? laterSeconds, messagePage(language, "many"))
      : c.html(unknownPage(language), 404);
  }
  const shown = { language, organisation: intake.organisation, found: item };
  if (!form.ok) return c.html(itemPage({ ...shown, wrong: form.wrong, typed: form.typed }), 422);
  const { id: itemId } = item.item;
  const id = objectionId(form.submission, { item: itemId, ...form.value });
  const mayTakePlace = () => countByItem(intake, sender, itemId) === undefined;
  const received = await receiveObjection(db, itemId, { ...form.value, id, mayTakePlace }, intake.now());
  if (received.ok) return c.redirect(addressOf(c, `/sanggah/tiket/${received.value.ticket}`), 303);
  intake.metrics.countRefusal(received.problem.code);
  if (received.problem.code === "objections-many")
    return later(c, laterSeconds, itemPage({ ...shown, wrong: ["many"], typed: form.typed }));
  // It may have been withdrawn since.
  const found = (await findItem(db, reference)) ?? item;
  return c.html(itemPage({ ...shown, found, wrong: ["changed"], typed: form.typed }), 409);
}

const laterSeconds = 3_600;

function later(c: Context, seconds: number, page: Html) {
  c.header("Retry-After", String(seconds));
  return c.html(page, 429);
}

/** Keeps the page's language. */
function addressOf(c: Context, path: string): string {
  return languageOf(c) === "en" ? `${path}?language=en` : path;
}
