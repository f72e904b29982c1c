/** The page shown after the extension is removed with unsent reports: their number, and what to do now. */

import type { Hono } from "hono";
import { html } from "hono/html";
import { productName } from "../core/product-name.ts";
import { mountPageStyle, plainPage } from "./plain-page.ts";

const uninstalledPath = "/uninstalled";

/** The address contains only a number. The page has no script and the common policy. */
export function mountUninstalled(app: Hono): void {
  app.get(uninstalledPath, (c) => {
    c.header("Cache-Control", "no-store");
    return c.html(page(readCount(c.req.query("n"))));
  });
  mountPageStyle(app, uninstalledPath);
}

/** More than 9,999 exceeds any outbox and is ignored. */
function readCount(n = ""): number | undefined {
  return /^[1-9]\d{0,3}$/.test(n) ? Number(n) : undefined;
}

function page(count: number | undefined) {
  const [id, en] =
    count === undefined
      ? ["Mungkin ada laporan yang belum terkirim", "Some reports may not have been sent"]
      : [
          `${count} laporan belum terkirim`,
          `${count} ${count === 1 ? "report was" : "reports were"} not sent`,
        ];
  return plainPage(
    { path: uninstalledPath, title: `${productName}: ekstensi dihapus / extension removed` },
    html`<h1>${id}</h1>
          <p>Ekstensi dihapus saat laporan masih menunggu. Laporan itu hanya ada di peramban tersebut dan sudah terhapus bersamanya; memasang ulang ekstensi tidak mengembalikannya.</p>
          <ol>
            <li>Pasang ulang ekstensi, daftarkan peramban lagi, lalu laporkan lagi kiriman yang masih ada.</li>
            <li>Beri tahu pengelola berapa laporan yang hilang, dan nomornya bila Anda mencatatnya.</li>
          </ol>
          <section lang="en">
            <h2>${en}</h2>
            <p>The extension was removed while reports were still waiting. They existed in that browser only and were removed with it; installing the extension again does not bring them back.</p>
            <ol>
              <li>Install the extension again, enrol the browser again, and report again what is still online.</li>
              <li>Tell the administrator how many reports were lost, and their numbers if you noted them.</li>
            </ol>
          </section>`,
  );
}
