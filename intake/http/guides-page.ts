/** The guides for people (`docs/id`) and the privacy policy, as pages without script: `/panduan`, `/privasi`. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context, Hono } from "hono";
import { html } from "hono/html";
import { guideNames } from "../../utils/shared/contract/guides.ts";
import type { Language } from "../../utils/shared/contract/site.ts";
import { checkAddress } from "../core/check-rate.ts";
import { clientAddress } from "../core/client-address.ts";
import { sha256Of } from "../core/digest.ts";
import { problemResponse } from "../core/problems.ts";
import { productName, withProductName } from "../core/product-name.ts";
import { type MarkdownTargets, renderMarkdown, titleOf } from "../documents/markdown.ts";
import type { Intake } from "../intake.ts";

const docs = join(import.meta.dirname, "../../docs");
const pictureName = /^[\w-]+\.png$/;
const freshSeconds = 3_600;

interface Page {
  language: Language;
  /** Below `docs`. */
  file: string;
  nav: readonly (readonly [address: string, words: string])[];
}

const all = [["/panduan", "Semua panduan"]] as const;

export function mountGuides(app: Hono, intake: Intake): void {
  const kept = new Map<string, Promise<string>>();

  async function answer(c: Context, page: Page) {
    const made = kept.get(page.file) ?? makePage(page);
    kept.set(page.file, made);
    made.catch(() => kept.delete(page.file));
    return send(c, await made, "text/html; charset=utf-8");
  }

  app.use("/panduan/*", async (c, next) => {
    const tooOften = checkAddress(intake, clientAddress(c, intake.isProxy));
    return tooOften ? problemResponse(tooOften) : next();
  });
  app.get("/panduan/gaya.css", (c) => c.body(style, 200, { "Content-Type": "text/css; charset=utf-8" }));
  app.get("/panduan/gambar/:name", async (c) => {
    const name = c.req.param("name");
    if (!pictureName.test(name)) return c.notFound();
    const bytes = await readFile(join(docs, "images", name)).catch(() => undefined);
    return bytes ? send(c, new Uint8Array(bytes), "image/png") : c.notFound();
  });
  app.get("/panduan", (c) => answer(c, { language: "id", file: "id/README.md", nav: [] }));
  app.get("/panduan/:name", (c) => {
    const name = guideNames.find((guideName) => guideName === c.req.param("name"));
    return name ? answer(c, { language: "id", file: `id/${name}.md`, nav: all }) : c.notFound();
  });
  app.get("/privasi", (c) =>
    c.req.query("language") === "en"
      ? answer(c, { language: "en", file: "../PRIVACY.md", nav: [["/privasi", "Bahasa Indonesia"]] })
      : answer(c, { language: "id", file: "id/privasi.md", nav: [["/privasi?language=en", "English"]] }),
  );
}

function send(c: Context, body: string | Uint8Array<ArrayBuffer>, type: string) {
  const etag = `"${sha256Of(body)}"`;
  c.header("ETag", etag);
  c.header("Cache-Control", `public, max-age=${freshSeconds}`);
  if (c.req.header("if-none-match") === etag) return c.body(null, 304);
  return c.body(body, 200, { "Content-Type": type });
}

async function makePage({ language, file, nav }: Page): Promise<string> {
  const text = withProductName(await readFile(join(docs, file), "utf8"));
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${titleOf(text)}, ${productName}</title>
        <link rel="stylesheet" href="/panduan/gaya.css" />
      </head>
      <body>
        <main>
          <p class="muted head">
            <span>${productName}</span>
            ${nav.map(([address, words]) => html`<a href="${address}">${words}</a>`)}
          </p>
          ${renderMarkdown(text, targets)}
        </main>
      </body>
    </html>`;
  return String(await page);
}

/** Other documents are in the repository only, so their names are shown without a link. */
const targets: MarkdownTargets = {
  link(target) {
    const [, name] = /^(?:id\/|docs\/id\/)?([a-z]+)\.md$/.exec(target) ?? [];
    if (name === "privasi" || target.endsWith("PRIVACY.md")) return "/privasi";
    if (target === "README.md") return "/panduan";
    return guideNames.some((guideName) => guideName === name) ? `/panduan/${name}` : undefined;
  },
  picture(target) {
    const name = target.split("/").at(-1) ?? "";
    return pictureName.test(name) ? `/panduan/gambar/${name}` : undefined;
  },
};

/** Uses the extension's sizes, spaces and colours (`components/ui/tokens.css`). */
const style = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0; background: light-dark(#ffffff, #15181d); color: light-dark(#1a1f29, #e8eaee); }
main { max-width: 44rem; margin: 0 auto; padding: 24px 16px; overflow-wrap: anywhere; }
h1, h2, h3, p, ul, ol, li { margin: 0; }
h1 { font-size: 24px; line-height: 1.3; margin-top: 8px; } h2 { margin-top: 24px; font-size: 18px; } h3 { margin-top: 16px; font-size: 15px; }
p, ul, ol, .wide { margin-top: 12px; }
ul, ol { padding-left: 24px; } li + li { margin-top: 8px; }
.head { display: flex; justify-content: space-between; gap: 16px; flex-wrap: wrap; margin: 0; }
.muted { color: light-dark(#555e6d, #a9b1be); font-size: 13px; }
a { color: light-dark(#1f4690, #9dbdf6); }
:focus-visible { outline: 2px solid light-dark(#1f4690, #9dbdf6); outline-offset: 2px; }
img { display: block; max-width: 100%; max-height: 32rem; border: 1px solid light-dark(#d9dde3, #363d48); border-radius: 6px; }
code { font-size: 13px; padding: 0 4px; border-radius: 6px; background: light-dark(#e7eaef, #262b33); }
.wide { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { min-width: 6rem; padding: 8px 16px 8px 0; border-bottom: 1px solid light-dark(#d9dde3, #363d48); text-align: left; vertical-align: top; }
th { color: light-dark(#555e6d, #a9b1be); font-size: 13px; font-weight: 500; }
@media (max-width: 30rem) { th, td { min-width: 0; padding-right: 8px; } }
`;
