/** The page to which mails about alerts lead: how to open the alert in the extension. */

import type { Hono } from "hono";
import { html } from "hono/html";
import { alertsPath } from "../alerts/rules/compose-mail.ts";
import { mountPageStyle, plainPage } from "./plain-page.ts";

/** The same for everyone: an intake cannot open a page of the extension, and the address names no alert. */
export function mountAlertsPage(app: Hono): void {
  app.get(alertsPath, (c) => c.html(page()));
  mountPageStyle(app, alertsPath);
}

function page() {
  return plainPage(
    { path: alertsPath, title: "Lapor Kominfo: peringatan / alerts" },
    html`<h1>Buka peringatan di ekstensi</h1>
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
          </section>`,
  );
}
