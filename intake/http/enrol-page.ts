/**
 * The page to which an enrolment address leads: `/daftar#CODE`. The code is in the fragment, which browsers do not send,
 * so the page is the same for everyone; the extension reads the code from the tab when its icon is pressed.
 */

import type { Hono } from "hono";
import { html } from "hono/html";
import { enrolPath } from "../../utils/shared/contract/guides.ts";
import { mountPageStyle, plainPage } from "./plain-page.ts";

export function mountEnrolPage(app: Hono): void {
  app.get(enrolPath, (c) => {
    c.header("Cache-Control", "no-store");
    return c.html(page());
  });
  mountPageStyle(app, enrolPath);
}

function page() {
  return plainPage(
    { path: enrolPath, title: "Lapor Kominfo: pendaftaran / enrolment" },
    html`<h1>Daftarkan peramban Anda</h1>
          <p>Alamat halaman ini memuat kode sekali pakai, hanya untuk Anda. Jangan teruskan kepada orang lain.</p>
          <ol>
            <li>Pastikan ekstensi Lapor Kominfo terpasang di peramban ini. Di komputer kantor biasanya sudah ada; bila belum, mintalah kepada pengelola.</li>
            <li>Tetap di halaman ini, tekan ikon Lapor Kominfo di bilah alat peramban, lalu “Pakai undangan ini”.</li>
            <li>Periksa alamat pusat laporannya, lalu tekan “Daftarkan peramban ini”.</li>
          </ol>
          <p>Tidak berhasil? Salin bagian setelah tanda # di alamat halaman ini ke kolom “Kode pendaftaran” di pengaturan ekstensi.</p>
          <p><a href="/panduan">Panduan</a> · <a href="/privasi">Kebijakan privasi</a></p>
          <section lang="en">
            <h2>Enrol your browser</h2>
            <p>The address of this page has a one-time code for you alone. Do not pass it on.</p>
            <ol>
              <li>See that the extension Lapor Kominfo is installed in this browser. Office computers usually have it; if not, ask the administrator.</li>
              <li>Stay on this page, press the icon of Lapor Kominfo in the browser's toolbar, then “Use this invitation”.</li>
              <li>Check the address of the intake, then press “Enrol this browser”.</li>
            </ol>
            <p>If that fails, copy the part after # in this page's address into “Enrolment code” on the extension's settings page.</p>
          </section>`,
  );
}
