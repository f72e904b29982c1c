/** The page to which links to a case lead, in mails and from colleagues: how to open it in the extension. */

import type { Hono } from "hono";
import { html } from "hono/html";
import { openPath } from "../../utils/shared/contract/screen-addresses.ts";
import { productName } from "../core/product-name.ts";
import { mountPageStyle, plainPage } from "./plain-page.ts";

/** Address in mails of earlier versions. */
const formerPath = "/peringatan";

/** The same for everyone: the case is named after `#`, which browsers do not send. */
export function mountOpenPage(app: Hono): void {
  app.get(openPath, (c) => c.html(page()));
  app.get(formerPath, (c) => c.redirect(openPath));
  mountPageStyle(app, openPath);
}

function page() {
  return plainPage(
    { path: openPath, title: `${productName}: buka di ekstensi / open in the extension` },
    html`<h1>Buka di ekstensi</h1>
          <ol>
            <li>Tetap di halaman ini dan tekan ikon ${productName} di bilah alat peramban. Yang dimaksud tautan ini terbuka di tab baru.</li>
            <li>Bila yang terbuka bukan itu: pilih tab Peringatan, atau cari nomor di surel dalam Antrean.</li>
            <li>Untuk peringatan, tekan “Saya tangani”, agar yang lain tahu.</li>
          </ol>
          <section lang="en">
            <h2>Open in the extension</h2>
            <ol>
              <li>Stay on this page and press the icon of ${productName} in the browser's toolbar. What this link names opens in a new tab.</li>
              <li>If something else opens: choose the tab Alerts, or search for the mail's number in the Queue.</li>
              <li>For an alert, press “I will handle it”, so that the others know.</li>
            </ol>
          </section>`,
  );
}
