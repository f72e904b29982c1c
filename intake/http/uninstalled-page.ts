/** The page shown after the extension is removed with unsent reports: their number, and what to do now. */

import type { Hono } from "hono";
import { html } from "hono/html";

/** The address contains only a number. The page has no script and the common policy. */
export function mountUninstalled(app: Hono): void {
  app.get("/uninstalled", (c) => {
    c.header("Cache-Control", "no-store");
    return c.html(page(readCount(c.req.query("n"))));
  });
  app.get("/uninstalled/style.css", (c) =>
    c.body(pageStyle, 200, { "Content-Type": "text/css; charset=utf-8" }),
  );
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
          <p class="muted">Lapor Kominfo</p>
          <h1>${id}</h1>
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
          </section>
        </main>
      </body>
    </html>`;
}

/** Uses the extension's sizes, spaces and colours (`components/ui/tokens.css`). */
export const pageStyle = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0; background: light-dark(#ffffff, #15181d); color: light-dark(#1a1f29, #e8eaee); }
main { max-width: 40rem; margin: 0 auto; padding: 24px 16px; }
h1, h2, p, ol, li { margin: 0; }
h1 { font-size: 24px; line-height: 1.3; } h2 { font-size: 18px; }
h1 + p, h2 + p, p + p:not(.muted), ol + p { margin-top: 12px; }
a { color: light-dark(#1f4690, #9dbdf6); }
ol { padding-left: 24px; } li { margin-top: 8px; }
section { margin-top: 24px; padding-top: 24px; border-top: 1px solid light-dark(#d9dde3, #363d48); }
.muted { color: light-dark(#555e6d, #a9b1be); font-size: 13px; }
`;
