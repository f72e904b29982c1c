/**
 * The page to which an enrolment address leads: `/daftar#CODE`. The code is in the fragment, which browsers do not send,
 * so the page is the same for everyone; the extension reads the code from the tab when its icon is pressed. The page's
 * script draws the address as a QR code and sends nothing.
 */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Hono } from "hono";
import { html } from "hono/html";
import { enrolPath } from "../../utils/shared/contract/guides.ts";
import { productName } from "../core/product-name.ts";
import { mountPageStyle, plainPage } from "./plain-page.ts";

const scriptType = { "Content-Type": "text/javascript; charset=utf-8" };
const encoder = join(dirname(createRequire(import.meta.url).resolve("uqr")), "index.mjs");

/** Shows the code only where the address has one, and the hint about a second part only where it is missing. The address of the page is all that it reads. */
const script = `import { encode } from "${enrolPath}/uqr.js";

const place = document.getElementById("qr");
const svg = (name, attributes) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};
function draw() {
  // A whole code has 26 letters.
  const isWhole = location.hash.replaceAll("-", "").length > 26;
  for (const hint of document.querySelectorAll("[data-first-part]")) hint.hidden = isWhole;
  place.querySelector("svg")?.remove();
  place.hidden = !/^#[A-Za-z2-7-]{13,40}$/.test(location.hash);
  if (place.hidden) return;
  const { data, size } = encode(location.href, { border: 4, ecc: "M" });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? ["M" + x + " " + y + "h1v1h-1z"] : [])));
  const drawn = svg("svg", { viewBox: "0 0 " + size + " " + size, role: "img", "aria-label": place.dataset.label });
  drawn.append(svg("rect", { width: size, height: size, fill: "#fff" }), svg("path", { d: path.join(""), fill: "#000" }));
  place.append(drawn);
}
addEventListener("hashchange", draw);
draw();
`;

export function mountEnrolPage(app: Hono): void {
  app.get(enrolPath, (c) => {
    c.header("Cache-Control", "no-store");
    return c.html(page());
  });
  app.get(`${enrolPath}/qr.js`, (c) => c.body(script, 200, scriptType));
  app.get(`${enrolPath}/uqr.js`, async (c) => c.body(await readFile(encoder, "utf8"), 200, scriptType));
  mountPageStyle(app, enrolPath);
}

function page() {
  return plainPage(
    { path: enrolPath, title: `${productName}: pendaftaran / enrolment` },
    html`<h1>Daftarkan peramban Anda</h1>
          <p>Alamat halaman ini memuat kode sekali pakai, hanya untuk Anda. Jangan teruskan kepada orang lain.</p>
          <ol>
            <li>Pastikan ekstensi ${productName} terpasang di peramban ini. Di komputer kantor biasanya sudah ada; bila belum, mintalah kepada pengelola.</li>
            <li>Tetap di halaman ini, tekan ikon ${productName} di bilah alat peramban, lalu “Pakai undangan ini”.</li>
            <li>Periksa alamat pusat laporannya, lalu tekan “Daftarkan peramban ini”.</li>
          </ol>
          <p data-first-part>Bila bagian setelah tanda # hanya 13 huruf, kode Anda terdiri dari dua bagian. Bagian pertama ada di alamat ini. Bagian kedua Anda terima dari pengelola lain; ketik sesudah bagian pertama di kolom “Kode pendaftaran”.</p>
          <p>Tidak berhasil? Di pengaturan ekstensi isi “Alamat pusat laporan” dengan alamat halaman ini tanpa ${enrolPath} dan yang sesudahnya, dan “Kode pendaftaran” dengan bagian setelah tanda #.</p>
          <details id="qr" hidden data-label="Kode QR dari alamat halaman ini / QR code of this page's address">
            <summary>Buka di komputer lain dengan kode QR / open on another computer with a QR code</summary>
            <p>Siapa pun yang memindainya mendapat kode Anda. <span lang="en">Anyone who scans it has your code.</span></p>
          </details>
          <p><a href="/panduan">Panduan</a> · <a href="/privasi">Kebijakan privasi</a></p>
          <section lang="en">
            <h2>Enrol your browser</h2>
            <p>The address of this page has a one-time code for you alone. Do not pass it on.</p>
            <ol>
              <li>See that the extension ${productName} is installed in this browser. Office computers usually have it; if not, ask the administrator.</li>
              <li>Stay on this page, press the icon of ${productName} in the browser's toolbar, then “Use this invitation”.</li>
              <li>Check the address of the intake, then press “Enrol this browser”.</li>
            </ol>
            <p data-first-part>If the part after # has only 13 letters, your code has two parts. The first is in this address. Another administrator gives you the second; type it after the first in “Enrolment code”.</p>
            <p>If that fails, open the extension's settings. Copy this page's address without ${enrolPath} and what follows into “Address of the intake”, and the part after # into “Enrolment code”.</p>
          </section>
          <script type="module" src="${enrolPath}/qr.js"></script>`,
  );
}
