/** The page to which mails about alerts lead: how to open the alert in the extension. */

import type { Hono } from "hono";
import { html } from "hono/html";
import { alertsPath } from "../alerts/rules/compose-mail.ts";
import { pageStyle } from "./uninstalled-page.ts";

/** The same for everyone: an intake cannot open a page of the extension, and the address names no alert. */
export function mountAlertsPage(app: Hono): void {
  app.get(alertsPath, (c) => c.html(page()));
  app.get(`${alertsPath}/style.css`, (c) =>
    c.body(pageStyle, 200, { "Content-Type": "text/css; charset=utf-8" }),
  );
}

function page() {
  return html`<!doctype html>
    <html lang="id">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        <title>Lapor Kominfo: peringatan / alerts</title>
        <link rel="stylesheet" href="${alertsPath}/style.css" />
      </head>
      <body>
        <main>
          <p class="muted">Lapor Kominfo</p>
          <h1>Buka peringatan di ekstensi</h1>
          <ol>
            <li>Tekan ikon Lapor Kominfo di bilah alat peramban.</li>
            <li>Pilih tab Peringatan, lalu peringatan dengan nomor yang ada di surel.</li>
            <li>Tekan “Saya tangani”, agar yang lain tahu.</li>
          </ol>
          <section lang="en">
            <h2>Open the alert in the extension</h2>
            <ol>
              <li>Press the icon of Lapor Kominfo in the browser's toolbar.</li>
              <li>Choose the tab Alerts, then the alert with the number in the mail.</li>
              <li>Press “I will handle it”, so that the others know.</li>
            </ol>
          </section>
        </main>
      </body>
    </html>`;
}
