/** Public figures: `/angka`, with a permanent address for each month. */

import type { Context, Hono } from "hono";
import { month } from "../../utils/shared/contract/figures.ts";
import { checkAddress } from "../core/check-rate.ts";
import { clientAddress } from "../core/client-address.ts";
import { problemResponse } from "../core/problems.ts";
import type { Intake } from "../intake.ts";
import { createEditions, type Form, publicSchema, readLanguage } from "./public/cached-figures.ts";
import { style } from "./public/style.ts";

const named = /^(.+?)(?:\.(csv|json))?$/;

export function mountPublicFigures(app: Hono, intake: Intake): void {
  const { store, organisation } = intake;
  const editions = createEditions(store.db, organisation);

  async function answer(c: Context, form: Form, asked: string | undefined) {
    const tooOften = checkAddress(intake, clientAddress(c, intake.isProxy));
    if (tooOften) return problemResponse(tooOften);
    const edition = await editions.read(form, asked, readLanguage.parse(c.req.query("language")));
    if (!edition) return unknown();
    const etag = `"${edition.etag}"`;
    c.header("ETag", etag);
    // The list of months grows, but the figures of a final month do not change.
    c.header("Cache-Control", `public, max-age=${edition.isFinal && form !== "html" ? 86_400 : 300}`);
    if (c.req.header("if-none-match") === etag) return c.body(null, 304);
    return c.body(edition.body, 200, { "Content-Type": edition.type });
  }

  app.get("/angka", (c) => answer(c, "html", undefined));
  app.get("/angka/gaya.css", (c) => c.body(style, 200, { "Content-Type": "text/css; charset=utf-8" }));
  app.get("/angka/skema.json", (c) =>
    c.body(publicSchema, 200, { "Content-Type": "application/schema+json" }),
  );
  app.get("/angka/:name", (c) => {
    const [, name, form = "html"] = named.exec(c.req.param("name")) ?? [];
    const asked = month.safeParse(name);
    return asked.success ? answer(c, form as Form, asked.data) : unknown();
  });
}

function unknown(): Response {
  return problemResponse({ code: "month-unknown", retry: "never" });
}
