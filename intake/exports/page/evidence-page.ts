/**
 * The public evidence page that a letter names: the item's files, and its pictures behind a press each. Without
 * account, script or cookie.
 */

import type { Context, Hono } from "hono";
import { html } from "hono/html";
import { evidenceLinkToken } from "../../../utils/shared/contract/evidence-link.ts";
import { sha256 as sha256Shape } from "../../../utils/shared/contract/ids.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { type EvidencePageKey, evidencePageTexts } from "../../../utils/shared/i18n/evidence-page.ts";
import { fill } from "../../../utils/shared/i18n/fill-placeholders.ts";
import { openEvidenceLink } from "../../../utils/shared/seal/signed-kinds.ts";
import { checkAddress, checkEvidenceLinkRate } from "../../core/check-rate.ts";
import { clientAddress } from "../../core/client-address.ts";
import { problemResponse } from "../../core/problems.ts";
import { readEvidence } from "../../evidence/read-evidence.ts";
import type { Intake } from "../../intake.ts";
import { frame, type Html, languageOf, localePath, pairs, when } from "../../objections/page/frame.ts";
import {
  type EvidenceLinkTarget,
  findEvidenceLink,
  type HandedPicture,
  readHandedPictures,
} from "../../requests/store/evidence-link.ts";
import { logExport, logPlatformAccess } from "../write-export.ts";

export function mountEvidencePage(app: Hono, intake: Intake): void {
  app.use("/bukti/*", async (c, next) => {
    c.header("Cache-Control", "no-store");
    const tooOften = checkAddress(intake, clientAddress(c, intake.isProxy));
    return tooOften ? problemResponse(tooOften) : next();
  });
  app.get("/bukti/:token", (c) => showPage(c, intake));
  // A press only: mail scanners and link previews fetch addresses by GET.
  app.post("/bukti/:token/gambar/:sha256", (c) => openPicture(c, intake));
}

interface Opened extends EvidenceLinkTarget {
  request: string;
  item: string;
  until: Date;
  /** The platform, as in the log. */
  by: string;
}

/** Undefined for a wrong or expired address, or an item no longer asked for. */
async function openToken(c: Context, intake: Intake): Promise<Opened | undefined> {
  const token = evidenceLinkToken.safeParse(c.req.param("token"));
  const opened = token.success ? await openEvidenceLink(token.data, intake.key.publicKey) : undefined;
  if (!opened?.ok || Date.parse(opened.value.until) < intake.now().getTime()) return undefined;
  const { request, item, until } = opened.value;
  const link = await findEvidenceLink(intake.store.db, opened.value);
  return link && { ...link, request, item, until: new Date(until), by: `platform ${link.site}` };
}

async function showPage(c: Context, intake: Intake) {
  const opened = await openToken(c, intake);
  if (!opened) return unknown(c);
  if (checkEvidenceLinkRate(intake, opened.item)) return tooMany(c);
  const { db } = intake.store;
  const { ref, request, item, by } = opened;
  const pictures = await readHandedPictures(db, opened);
  await logPlatformAccess(db, ref.id, { by, at: intake.now(), detail: { format: "page", request, item } });
  const language = languageOf(c);
  const page = { language, organisation: intake.organisation, token: c.req.param("token") ?? "" };
  return c.html(evidencePage(page, opened, pictures));
}

/** Logs before the bytes leave. */
async function openPicture(c: Context, intake: Intake) {
  const opened = await openToken(c, intake);
  const sha256 = sha256Shape.safeParse(c.req.param("sha256"));
  if (!opened || !sha256.success) return unknown(c);
  if (checkEvidenceLinkRate(intake, opened.item)) return tooMany(c);
  const { db } = intake.store;
  const { ref, request, item, by } = opened;
  const pictures = await readHandedPictures(db, opened);
  const picture = pictures.find(({ file }) => file.sha256 === sha256.data);
  const stored = picture && (await readEvidence(intake.files, picture.file.sha256));
  if (!stored?.type.startsWith("image/")) return unknown(c);
  const { bytes, type } = stored;
  const detail = { format: "picture", sha256: sha256.data, bytes: bytes.length, request, item };
  await logExport(db, ref.id, { by, at: intake.now(), detail });
  return c.body(bytes, 200, { "Content-Type": type });
}

interface Page {
  language: Language;
  organisation: string;
  token: string;
}

function evidencePage(page: Page, { number, address, until }: Opened, pictures: HandedPicture[]): Html {
  const { language, organisation, token } = page;
  const file = (format: "pdf" | "html") =>
    html`<p><a href="${localePath(language, `/v1/handed/${token}/${format}`)}">${say(language, format)}</a></p>`;
  return frame({
    language,
    path: `/bukti/${token}`,
    heading: say(language, "title", { number }),
    body: html`<p>${say(language, "introduction", { organisation, until: when(language, until) })}</p>
      ${pairs([
        [say(language, "number"), number],
        [say(language, "address"), html`<bdi>${address}</bdi>`],
      ])}
      <h2>${say(language, "files")}</h2>
      ${file("pdf")} ${file("html")}
      <h2>${say(language, "pictures")}</h2>
      ${pictures.length === 0 ? html`<p>${say(language, "noPictures")}</p>` : ""}
      ${pictures.map((picture) => pictureSection(page, picture))}`,
  });
}

/** No pixel is on the page itself. */
function pictureSection({ language, token }: Page, { part, file, handover }: HandedPicture): Html {
  const { width, height, sha256 } = file;
  return html`<section class="veil">
    <p>${say(language, part, { width, height })}</p>
    <p class="muted">SHA-256 <code>${sha256}</code></p>
    <form method="post" action="/bukti/${token}/gambar/${sha256}" target="_blank">
      <p>${say(language, handover)}</p>
      <button>${say(language, "open")}</button>
    </form>
  </section>`;
}

function say(language: Language, key: EvidencePageKey, values: Record<string, string | number> = {}): string {
  return fill(evidencePageTexts[language][key], values);
}

function unknown(c: Context) {
  return c.html(message(languageOf(c), "unknown", "unknownHint"), 404);
}

function tooMany(c: Context) {
  c.header("Retry-After", "60");
  return c.html(message(languageOf(c), "many", "manyHint"), 429);
}

/** Does not repeat the address: guesses get the same page. */
function message(language: Language, heading: EvidencePageKey, hint: EvidencePageKey): Html {
  return frame({
    language,
    path: "/bukti",
    heading: say(language, heading),
    body: html`<p>${say(language, hint)}</p>`,
  });
}
