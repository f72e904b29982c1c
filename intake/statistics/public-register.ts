/** The public register of decisions: `/keputusan`, a page of a month at a time, cached. */

import type { Context, Hono } from "hono";
import { z } from "zod";
import { month as monthShape } from "../../utils/shared/contract/figures.ts";
import {
  type PublicRegister,
  publicRegister,
  registerVersion,
} from "../../utils/shared/contract/public-register.ts";
import type { Language } from "../../utils/shared/contract/site.ts";
import { digestHex } from "../../utils/shared/seal/digest.ts";
import { checkAddress } from "../core/check-rate.ts";
import { clientAddress } from "../core/client-address.ts";
import { problemResponse } from "../core/problems.ts";
import type { Intake } from "../intake.ts";
import { readLanguage } from "./public/cached-figures.ts";
import { renderRegister } from "./public/register-page.ts";
import { listRegisterMonths, type RegisterMonth, readRegister } from "./store/published-decisions.ts";

export const registerRows = 100;

/** How long an answer is served again without asking the database. */
const freshMs = 300_000;

const maxEditions = 500;

const schema = JSON.stringify(z.toJSONSchema(publicRegister));

const named = /^(.+?)(\.json)?$/;

interface Wanted {
  form: "html" | "json";
  month: string | undefined;
  page: number;
  language: Language;
}

export function mountPublicRegister(app: Hono, intake: Intake): void {
  const read = createReader(intake);

  async function answer(c: Context, wanted: Omit<Wanted, "language" | "page">) {
    const tooOften = checkAddress(intake, clientAddress(c, intake.isProxy));
    if (tooOften) return problemResponse(tooOften);
    const page = z.coerce
      .number()
      .int()
      .min(1)
      .max(100_000)
      .safeParse(c.req.query("hal") ?? 1);
    const language = readLanguage.parse(c.req.query("language"));
    const body = page.success ? await read({ ...wanted, page: page.data, language }) : undefined;
    if (body === undefined) return problemResponse({ code: "month-unknown", retry: "never" });
    const etag = `"${await digestHex(body)}"`;
    c.header("ETag", etag);
    c.header("Cache-Control", `public, max-age=${freshMs / 1_000}`);
    if (c.req.header("if-none-match") === etag) return c.body(null, 304);
    const type = wanted.form === "html" ? "text/html" : "application/json";
    return c.body(body, 200, { "Content-Type": `${type}; charset=utf-8` });
  }

  app.get("/keputusan", (c) => answer(c, { form: "html", month: undefined }));
  app.get("/keputusan/skema.json", (c) => c.body(schema, 200, { "Content-Type": "application/schema+json" }));
  app.get("/keputusan/:name", (c) => {
    const [, name, json] = named.exec(c.req.param("name")) ?? [];
    const asked = monthShape.safeParse(name);
    if (!asked.success) return problemResponse({ code: "month-unknown", retry: "never" });
    return answer(c, { form: json ? "json" : "html", month: asked.data });
  });
}

/** Keys exist only for pages that exist, so that no visitor can fill the cache or make the database work. */
function createReader({ store: { db }, organisation, now }: Intake) {
  const kept = new Map<string, { until: number; made: Promise<unknown> }>();

  function fresh<T>(key: string, make: () => Promise<T>): Promise<T> {
    const at = now().getTime();
    const cached = kept.get(key);
    if (cached && cached.until > at) return cached.made as Promise<T>;
    if (kept.size >= maxEditions) kept.clear();
    const made = make();
    kept.set(key, { until: at + freshMs, made });
    made.catch(() => kept.delete(key));
    return made;
  }

  return async ({ form, month, page, language }: Wanted): Promise<string | undefined> => {
    const months = await fresh("months", () => listRegisterMonths(db, now()));
    const wanted = month === undefined ? months[0] : months.find((row) => row.month === month);
    if (!wanted) return form === "html" && month === undefined ? empty(language) : undefined;
    if (page > pagesOf(wanted)) return undefined;
    const register = await fresh([wanted.month, page].join(), () => readPage(wanted, page));
    if (form === "json") return JSON.stringify(register);
    const names = months.map((row) => row.month);
    return fresh([wanted.month, page, language, names.length].join(), async () =>
      String(await renderRegister({ language, organisation, register, months: names })),
    );
  };

  async function readPage(wanted: RegisterMonth, page: number): Promise<PublicRegister> {
    const { month, total } = wanted;
    const decisions = await readRegister(db, { month, page, rows: registerRows }, now());
    // Parsed, so that nothing outside the contract is published.
    return publicRegister.parse({
      version: registerVersion,
      month,
      page,
      pages: pagesOf(wanted),
      total,
      decisions,
    });
  }

  async function empty(language: Language): Promise<string> {
    return String(await renderRegister({ language, organisation, register: undefined, months: [] }));
  }
}

function pagesOf({ total }: RegisterMonth): number {
  return Math.ceil(total / registerRows);
}
