/** Frame of short public pages that tell what to do next, in Indonesian and English. They have no form. */

import type { Hono } from "hono";
import { html } from "hono/html";
import { productName } from "../core/product-name.ts";

type Html = ReturnType<typeof html>;

/** `body` follows the product's name. Its English part is a `section`. */
export function plainPage({ path, title }: { path: string; title: string }, body: Html): Html {
  return html`<!doctype html>
    <html lang="id">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="stylesheet" href="${path}/style.css" />
      </head>
      <body>
        <main>
          <p class="muted">${productName}</p>
          ${body}
        </main>
      </body>
    </html>`;
}

export function mountPageStyle(app: Hono, path: string): void {
  app.get(`${path}/style.css`, (c) => c.body(pageStyle, 200, { "Content-Type": "text/css; charset=utf-8" }));
}

/** Uses the extension's sizes, spaces and colours (`components/ui/tokens.css`). */
const pageStyle = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0; background: light-dark(#ffffff, #15181d); color: light-dark(#1a1f29, #e8eaee); }
main { max-width: 40rem; margin: 0 auto; padding: 24px 16px; }
h1, h2, p, ol, ul, li { margin: 0; }
h1 { font-size: 24px; line-height: 1.3; } h2 { font-size: 18px; }
h1 + p, h2 + p, p + p:not(.muted), ol + p, p + ul, details + p { margin-top: 12px; }
a { color: light-dark(#1f4690, #9dbdf6); }
ol, ul { padding-left: 24px; } li { margin-top: 8px; }
section { margin-top: 24px; padding-top: 24px; border-top: 1px solid light-dark(#d9dde3, #363d48); }
details { margin-top: 12px; } summary { cursor: pointer; } details svg { display: block; width: 240px; margin-top: 12px; }
code { overflow-wrap: anywhere; }
.muted { color: light-dark(#555e6d, #a9b1be); font-size: 13px; }
`;
