/** What opens when the extension was removed while reports still waited in it: how many, and what can be done now. */

import type { Hono } from "hono";
import { html } from "hono/html";

/** The address tells a number and nothing else; a page with no script, under the policy of all pages. */
export function mountUninstalled(app: Hono): void {
  app.get("/uninstalled", (c) => {
    c.header("Cache-Control", "no-store");
    return c.html(page(readCount(c.req.query("n"))));
  });
  app.get("/uninstalled/style.css", (c) => c.body(style, 200, { "Content-Type": "text/css; charset=utf-8" }));
}

/** More than 9,999, which no outbox holds, is no count of ours. */
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
  return html`<!doctype html>
    <html lang="id">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        <title>Lapor Kominfo: ekstensi dihapus / extension removed</title>
        <link rel="stylesheet" href="/uninstalled/style.css" />
      </head>
      <body>
        <main>
          <h1>${id}</h1>
          <p>Ekstensi Lapor Kominfo dihapus saat laporan masih menunggu. Laporan itu hanya ada di peramban tersebut dan sudah terhapus bersamanya.</p>
          <ol>
            <li>Memasang ulang ekstensi tidak mengembalikannya.</li>
            <li>Pasang ulang, daftarkan peramban dengan kode baru, lalu laporkan lagi kiriman yang masih ada.</li>
            <li>Beri tahu pengelola berapa laporan yang hilang, dan nomornya bila Anda mencatatnya.</li>
          </ol>
          <section lang="en">
            <h2>${en}</h2>
            <p>Lapor Kominfo was removed while reports were still waiting. They existed in that browser only and were removed with it.</p>
            <ol>
              <li>Installing the extension again does not bring them back.</li>
              <li>Install it, enrol the browser with a new code, and report again what is still online.</li>
              <li>Tell the administrator how many reports were lost, and their numbers if you noted them.</li>
            </ol>
          </section>
        </main>
      </body>
    </html>`;
}

const style = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 38rem; margin: 32px auto; padding: 0 16px; }
h1 { font-size: 24px; } h2 { font-size: 18px; }
section { margin-top: 32px; padding-top: 16px; border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
`;
