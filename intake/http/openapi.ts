/** Derives the OpenAPI 3.1 document from the contract's routes. */

import type { Hono } from "hono";
import { html } from "hono/html";
import { z } from "zod";
import { problemDocument } from "../../utils/shared/contract/problem.ts";
import type { Reach, Route } from "../../utils/shared/contract/route.ts";
import { routes } from "../../utils/shared/contract/routes.ts";
import { problemCodes, statusOf } from "../core/problems.ts";
import { productName } from "../core/product-name.ts";
import { fileTypes as bodyTypes } from "../evidence/open-upload.ts";
import type { Intake } from "../intake.ts";
import { operatorsOnly } from "./operators.ts";

type Json = Record<string, unknown>;

export interface OpenApi {
  openapi: string;
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, Operation>>;
  components: Json;
}

export interface Operation extends Json {
  operationId: string;
  summary: string;
  /** Allowed callers with their scopes; see `Reach` in the contract. */
  "x-callers": Route["callers"];
}

export function openApi(): OpenApi {
  const paths: OpenApi["paths"] = {};
  for (const [name, route] of Object.entries<Route>(routes)) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Lapor Kominfo intake",
      version: "1",
      description:
        "Every request except those with an API key is signed by an enrolled device: a proof in the shape of DPoP (RFC 9449) whose claims also cover the query (`htq`) and the body (`body_sha256`). A 401 with `nonce-needed` carries the nonce to sign with in `DPoP-Nonce`; so does every other answer. `x-callers` lists who may call an operation and with which scope: `own` (the person's own records), `unit` (the cases of the person's unit, and the person's own records) or `any`. A record out of scope is answered like one that does not exist.",
    },
    paths,
    components: {
      securitySchemes: {
        proof: {
          type: "apiKey",
          in: "header",
          name: "DPoP",
          description: "Compact JWS, `typ` dpop+jwt, ES256, one use.",
        },
        key: { type: "http", scheme: "bearer", description: "API key created by `lapor keys add`." },
      },
      schemas: { Problem: schemaOf(problemDocument, "output") },
      headers: { "DPoP-Nonce": { description: "Sign the next proof with it.", schema: { type: "string" } } },
      responses: { Problem: problemResponse },
    },
  };
}

const problemResponse = {
  description: `RFC 9457 problem; \`code\` is one of ${problemCodes.map((code) => `${code} (${statusOf(code)})`).join(", ")}`,
  headers: { "DPoP-Nonce": { $ref: "#/components/headers/DPoP-Nonce" } },
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

function operation(name: string, route: Route): Operation {
  const { summary, callers, params, query, body, answer, fileTypes = ["image/webp", "image/png"] } = route;
  const parameters = [...parametersIn("path", params), ...parametersIn("query", query)];
  const byKey = Object.keys(callers).some((caller) => caller.startsWith("key:"));
  return {
    operationId: name,
    summary,
    "x-callers": callers,
    security: callers.anyone ? [] : [{ proof: [] }, ...(byKey ? [{ key: [] }] : [])],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body === undefined ? {} : { requestBody: { required: true, content: bodyContent(body) } }),
    responses: {
      200: {
        description: "Done",
        headers: problemResponse.headers,
        content: answer === "file" ? fileContent(fileTypes) : jsonContent(answer, "output"),
      },
      "4XX": { $ref: "#/components/responses/Problem" },
      "5XX": { $ref: "#/components/responses/Problem" },
    },
  };
}

function parametersIn(place: "path" | "query", shape: z.ZodObject | undefined): Json[] {
  return Object.entries(shape?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: place,
    required: place === "path",
    schema: schemaOf(schema as z.ZodType, "input"),
  }));
}

function bodyContent(body: NonNullable<Route["body"]>): Json {
  return body === "file" ? fileContent(bodyTypes) : jsonContent(body, "input");
}

function jsonContent(shape: z.ZodType, io: "input" | "output"): Json {
  return { "application/json": { schema: schemaOf(shape, io) } };
}

function fileContent(types: readonly string[]): Json {
  return Object.fromEntries(types.map((type) => [type, { schema: { type: "string", format: "binary" } }]));
}

function schemaOf(shape: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io });
  return schema;
}

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
        <title>Dokumentasi API ${productName} / API documentation</title>
        <link rel="stylesheet" href="/docs/style.css" />
      </head>
      <body>
        <main>
          <h1>Dokumentasi API ${productName} <small lang="en">API documentation</small></h1>
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
code { overflow-wrap: anywhere; }
@media (max-width: 56rem) {
  table, tbody, tr, td { display: block; padding: 0; border: 0; overflow-wrap: anywhere; }
  thead { display: none; }
  tr { padding: 8px 0; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
}
`;
