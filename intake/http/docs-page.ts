/** A page that lists the API's routes, from the OpenAPI document; loads no external resources. */

import type { Hono } from "hono";
import { html } from "hono/html";
import type { Reach, Route } from "../../utils/shared/contract/route.ts";
import type { Intake } from "../intake.ts";
import { type OpenApi, openApi } from "./openapi.ts";
import { operatorsOnly } from "./operators.ts";

export function mountDocs(app: Hono, intake: Intake): void {
  const document = openApi();
  for (const path of ["/openapi.json", "/docs", "/docs/*"]) app.use(path, operatorsOnly(intake));
  app.get("/openapi.json", (c) => c.json(document));
  app.get("/docs", (c) => c.html(page(document)));
  app.get("/docs/style.css", (c) => c.body(style, 200, { "Content-Type": "text/css; charset=utf-8" }));
}

const reaches: Record<Reach, string> = { own: "own", unit: "their unit's", panel: "the panel's", any: "" };

function describeCallers(callers: Route["callers"]): string {
  const names = Object.entries(callers).map(([caller, reach]) =>
    reaches[reach] ? `${caller} (${reaches[reach]})` : caller,
  );
  return names.join(", ");
}

function page({ info, paths }: OpenApi) {
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => html`<tr id="${operation.operationId}">
        <td><code>${method.toUpperCase()}</code></td>
        <td><code>${path}</code></td>
        <td>${operation.summary}</td>
        <td>${describeCallers(operation["x-callers"])}</td>
      </tr>`,
    ),
  );
  return html`<!doctype html>
    <html lang="id">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Dokumentasi API Lapor Kominfo / API documentation</title>
        <link rel="stylesheet" href="/docs/style.css" />
      </head>
      <body>
        <main>
          <h1>Dokumentasi API Lapor Kominfo <small lang="en">API documentation</small></h1>
          <p lang="en">${info.description}</p>
          <p>Lengkap untuk mesin / <span lang="en">in full for machines</span>: <a href="/openapi.json">openapi.json</a></p>
          <table lang="en">
            <thead>
              <tr><th scope="col">Method</th><th scope="col">Path</th><th scope="col">What it does</th><th scope="col">Who may</th></tr>
            </thead>
            <tbody>${rows}</tbody>
          </table>
        </main>
      </body>
    </html>`;
}

const style = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 64rem; margin: 24px auto; padding: 0 16px; }
h1 { font-size: 24px; } small { font-size: 15px; font-weight: normal; display: block; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 8px; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
`;
