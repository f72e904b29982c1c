/** The intake's address without a path: what this is, and the public pages. */

import type { Hono } from "hono";
import { html } from "hono/html";
import { thumbprintOf } from "../../utils/shared/seal/digest.ts";
import { productName } from "../core/product-name.ts";
import type { Intake } from "../intake.ts";
import { mountPageStyle, plainPage } from "./plain-page.ts";

export function mountHome(app: Hono, { organisation, key }: Intake): void {
  app.get("/", async (c) => c.html(page(organisation, await thumbprintOf(key.publicKey))));
  mountPageStyle(app, "");
}

/** `fingerprint`: of the key that signs receipts, letters and exports. */
function page(organisation: string, fingerprint: string) {
  return plainPage(
    { path: "", title: `${productName}: ${organisation}` },
    html`<h1>${organisation}</h1>
          <p>Di sini petugas ${organisation} melaporkan kiriman yang melanggar hukum di Facebook, YouTube, X, dan Telegram. Setiap permintaan kepada platform diputus oleh dua orang.</p>
          <ul>
            <li><a href="/angka">Angka bulanan</a>: berapa kasus, permintaan, dan apa yang terjadi sesudahnya.</li>
            <li><a href="/keputusan">Daftar keputusan</a> dengan dasar hukumnya.</li>
            <li><a href="/sanggah">Sanggahan</a>: bila kiriman Anda terkena permintaan.</li>
            <li><a href="/verify">Periksa bukti</a> yang Anda terima, tanpa mengirimkannya. Sidik jari kunci server ini: <code>${fingerprint}</code></li>
            <li><a href="/panduan">Panduan</a> dan <a href="/privasi">kebijakan privasi</a>.</li>
          </ul>
          <section lang="en">
            <h2>In English</h2>
            <p>Officers of ${organisation} report unlawful posts on Facebook, YouTube, X and Telegram here. Two people decide every request to a platform.</p>
            <ul>
              <li><a href="/angka?language=en">Monthly figures</a>: cases, requests and what followed.</li>
              <li><a href="/keputusan?language=en">Register of decisions</a> with their legal bases.</li>
              <li><a href="/sanggah?language=en">Objections</a>: if a request concerns your post.</li>
              <li><a href="/verify">Check evidence</a> that you received, without sending it. Fingerprint of this server's key: <code>${fingerprint}</code></li>
              <li><a href="/privasi?language=en">Privacy policy</a>.</li>
            </ul>
          </section>`,
  );
}
