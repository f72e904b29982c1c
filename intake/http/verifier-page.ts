/** Serves the verifier page, under the strict policy in the page itself. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context, Hono } from "hono";
import { html } from "hono/html";
import { sha256Of } from "../core/digest.ts";
import { strictTransportSecurity } from "./headers.ts";

/** Written by `npm run prepare`, which `npm ci` runs. */
const file = join(import.meta.dirname, "../../.output/verify.html");

/** Mounted before the other headers: this page is the only one with a script. */
export function mountVerifier(app: Hono): void {
  app.get("/verify", async (c) => {
    const page = await readFile(file, "utf8").catch(() => undefined);
    return page === undefined ? missing(c) : answer(c, page);
  });
}

/** `frame-ancestors` works only in a header. */
function answer(c: Context, page: string): Response {
  const policy =
    /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? "default-src 'none'";
  protect(c, policy);
  const etag = `"${sha256Of(page)}"`;
  c.header("ETag", etag);
  if (c.req.header("if-none-match") === etag) return c.body(null, 304);
  return c.body(page, 200, { "Content-Type": "text/html; charset=utf-8" });
}

function protect(c: Context, policy: string): void {
  for (const [name, value] of Object.entries({
    "Content-Security-Policy": `${policy}; frame-ancestors 'none'`,
    "Strict-Transport-Security": strictTransportSecurity,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-cache",
  }))
    c.header(name, value);
}

function missing(c: Context) {
  protect(c, "default-src 'none'");
  return c.html(
    html`<!doctype html>
      <html lang="id">
        <meta charset="utf-8" />
        <title>Pemeriksa bukti / evidence checker</title>
        <p>Halaman pemeriksa belum dibuat di server ini. Jalankan <code>npm run prepare</code>, lalu muat ulang.</p>
        <p lang="en">The checking page was not built on this server. Run <code>npm run prepare</code>, then reload.</p>
      </html>`,
    404,
  );
}
