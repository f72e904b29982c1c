/** Pages in place of problems, for people who follow a link: in a letter, or to the public figures. */

import type { Context, Hono, Next } from "hono";
import { html } from "hono/html";
import type { ProblemDocument } from "../../utils/shared/contract/problem.ts";
import type { Language } from "../../utils/shared/contract/site.ts";
import { type ProblemPageKey, problemPageTexts } from "../../utils/shared/i18n/problem-page.ts";
import { productName } from "../core/product-name.ts";
import { plainPage } from "./plain-page.ts";

export function mountProblemPages(app: Hono): void {
  app.use((c, next) => (isForPeople(c) ? answerWithPage(c, next) : next()));
}

async function answerWithPage(c: Context, next: Next): Promise<void> {
  await next();
  if (c.res.headers.get("Content-Type") !== "application/problem+json") return;
  const { code } = (await c.res.json()) as ProblemDocument;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
  c.res = new Response(String(await page(c.req.path, code)), { status: c.res.status, headers });
}

/** A browser accepts this type where a person opens an address; programs ask for anything, or for JSON. */
function isForPeople({ req }: Context): boolean {
  const isPage = !req.path.startsWith("/v1/") || req.path.startsWith("/v1/handed/");
  return isPage && (req.header("Accept")?.includes("text/html") ?? false);
}

type Subject = "evidence" | "month" | "missing" | "many" | "away";

function subjectOf(path: string, code: string): Subject {
  if (code === "too-many-requests") return "many";
  if (code === "intake-unavailable" || code === "internal") return "away";
  if (path.startsWith("/v1/handed/") || path.startsWith("/bukti/")) return "evidence";
  return code === "month-unknown" ? "month" : "missing";
}

function page(path: string, code: string) {
  const subject = subjectOf(path, code);
  const say = (language: Language, key: ProblemPageKey) => problemPageTexts[language][key];
  const next = (language: Language) => {
    if (subject === "month") {
      const start = path.startsWith("/keputusan") ? "/keputusan" : "/angka";
      return link(language, start, say(language, "months"));
    }
    return subject === "missing" ? link(language, "/", say(language, "home")) : "";
  };
  return plainPage(
    { path: "", title: `${productName}: ${say("id", subject)} / ${say("en", subject)}` },
    html`<h1>${say("id", subject)}</h1>
          <p>${say("id", `${subject}Hint`)}</p>
          ${next("id")}
          <section lang="en">
            <h2>${say("en", subject)}</h2>
            <p>${say("en", `${subject}Hint`)}</p>
            ${next("en")}
          </section>`,
  );
}

function link(language: Language, path: string, label: string) {
  const address = language === "en" && path !== "/" ? `${path}?language=en` : path;
  return html`<p><a href="${address}">${label}</a></p>`;
}
