/**
 * The public objection page, without account, script or cookie. A reference allows an objection; a ticket
 * shows its outcome.
 */

import type { Context, Hono } from "hono";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { checkAddress, countReference } from "../../core/check-rate.ts";
import { clientAddress } from "../../core/client-address.ts";
import { type HttpProblem, problemResponse } from "../../core/problems.ts";
import { readBytes } from "../../core/read-input.ts";
import { typedReference } from "../../core/reference.ts";
import type { Intake } from "../../intake.ts";
import { findItem, findTicket } from "../store/reads.ts";
import { receiveObjection } from "../store/receive.ts";
import { itemPage } from "./item-page.ts";
import { startPage, tooManyPage, unknownPage } from "./other-pages.ts";
import { readForm } from "./read-form.ts";
import { style } from "./style.ts";
import { ticketPage } from "./ticket-page.ts";
import { languageOf } from "./words.ts";

export function mountObjections(app: Hono, intake: Intake): void {
  app.get("/sanggah/style.css", (c) => c.body(style, 200, { "Content-Type": "text/css; charset=utf-8" }));
  app.use("/sanggah/*", async (c, next) => {
    c.header("Cache-Control", "no-store");
    const tooOften = checkAddress(intake, clientAddress(c, intake.isProxy));
    return tooOften ? problemResponse(tooOften) : next();
  });
  app.get("/sanggah", (c) => start(c, intake));
  app.get("/sanggah/tiket/:ticket", (c) => showTicket(c, intake));
  app.get("/sanggah/:reference", (c) => showItem(c, intake));
  app.post("/sanggah/:reference", (c) => object(c, intake));
}

/** Redirects the two small forms of the start page. */
function start(c: Context, intake: Intake) {
  const language = languageOf(c);
  const [reference, ticket] = [c.req.query("rujukan"), c.req.query("tiket")];
  if (reference) return c.redirect(addressOf(c, `/sanggah/${encodeURIComponent(reference)}`), 303);
  if (ticket) return c.redirect(addressOf(c, `/sanggah/tiket/${encodeURIComponent(ticket)}`), 303);
  return c.html(startPage(language, intake.organisation));
}

/** Looks up invalid references too, so that timing and answer do not differ. */
async function showItem(c: Context, intake: Intake) {
  const found = await findItem(intake.store.db, typedReference(c.req.param("reference") ?? ""));
  if (!found) return c.html(unknownPage(languageOf(c)), 404);
  return c.html(itemPage({ language: languageOf(c), organisation: intake.organisation, found }));
}

async function showTicket(c: Context, intake: Intake) {
  const found = await findTicket(intake.store.db, typedReference(c.req.param("ticket") ?? ""));
  return found ? c.html(ticketPage(languageOf(c), found)) : c.html(unknownPage(languageOf(c)), 404);
}

/**
 * Needs no CSRF protection: there is no session, so a forged submission gains nothing over sending it
 * directly.
 */
async function object(c: Context, intake: Intake) {
  const language = languageOf(c);
  const bytes = await readBytes(c.req.raw, limits.objectionBytes);
  const form = bytes.ok
    ? await readForm(bytes.value, c.req.header("content-type") ?? "")
    : { ok: false as const, wrong: ["large" as const], typed: {} };
  const { db } = intake.store;
  const found = await findItem(db, typedReference(c.req.param("reference") ?? ""));
  if (!found) {
    const tooOften = form.ok ? countReference(intake, clientAddress(c, intake.isProxy)) : undefined;
    return tooOften ? tooMany(c, tooOften) : c.html(unknownPage(language), 404);
  }
  const shown = { language, organisation: intake.organisation, found };
  if (!form.ok) return c.html(itemPage({ ...shown, wrong: form.wrong, typed: form.typed }), 422);
  const received = await receiveObjection(db, found.item.id, form.value, intake.now());
  if (received.ok) return c.redirect(addressOf(c, `/sanggah/tiket/${received.value.ticket}`), 303);
  intake.metrics.countRefusal(received.problem.code);
  return received.problem.code === "objections-many"
    ? tooMany(c, { code: "objections-many", retry: "later", retryAfterSeconds: 3_600 })
    : c.html(itemPage(shown), 409);
}

function tooMany(c: Context, { retryAfterSeconds }: HttpProblem) {
  c.header("Retry-After", String(retryAfterSeconds));
  return c.html(tooManyPage(languageOf(c)), 429);
}

/** Keeps the page's language. */
function addressOf(c: Context, path: string): string {
  return languageOf(c) === "en" ? `${path}?language=en` : path;
}
