/** Reads the page itself for a report without a post: address, title and selected text. */

import type { CapturedEvidence } from "../../shared/contract/draft.ts";
import type { FieldName, Fields } from "../../shared/contract/evidence.ts";
import { limits } from "../../shared/contract/limits.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import { newSalt } from "../../shared/seal/digest.ts";
import { type Parsed, parseAddress } from "../../shared/subject/parse-address.ts";
import { isNeverPublic, isOn, type Page, pathOf, shortAddress } from "../sites/engine/page.ts";
import type { PageRequest } from "../sites/engine/post-ref.ts";
import { readUnavailable } from "../sites/engine/read-unavailable.ts";
import { shapes } from "../sites/engine/reading-shapes.ts";
import { closest, selectAll } from "../sites/engine/select.ts";
import type { ReadingLimits, Site } from "../sites/site.ts";
import { type CaptureCircumstances, circumstancesNow } from "./capture-evidence.ts";
import { pageBox } from "./page-box.ts";
import { pageQuality } from "./quality.ts";
import { type PageReading, refusedReading } from "./read-page.ts";
import { fieldsOf } from "./site-fields.ts";

/** Returns the form's data for this page. */
export async function readPageOpening(ask: PageRequest, site: Site): Promise<PageReading> {
  if (ask === "no-post") return refusedReading({ code: "no-post-here", retry: "never" });
  const fields = await fieldsOf(site);
  if (!fields.ok) return refusedReading(fields.problem);
  const read = () => readPage(site, { fields: fields.value, ...circumstancesNow() });
  const evidence = read();
  if (!evidence.ok) return refusedReading(evidence.problem);
  return {
    opening: { state: "captured", evidence: evidence.value, box: pageBox(fields.value.guard) },
    copies: () => [],
    changed: () => {
      const again = read();
      // Selected text is not part of the comparison.
      return again.ok && again.value.subject === evidence.value.subject ? [] : [0];
    },
  };
}

/**
 * Problems: `not-public` (the address of a private chat), `page-not-public` (a client that also shows private
 * chats, or a page of messages), `subject-unknown` (the address names no reportable subject).
 */
export function readPage(
  site: Site,
  {
    fields: { guard, unavailable, loginWall },
    document,
    nowMs,
    extensionVersion,
    browser,
  }: CaptureCircumstances,
): Result<CapturedEvidence> {
  const page: Page = { document, address: document.location.href };
  const parsed = namedBy(site, page);
  if (!parsed.ok) return parsed;
  const { kind, subject, permalink } = parsed.value;
  // Removes the number of unread messages from the title, because it is private.
  const title = document.title.replace(/^\(\d+\+?\)\s*/, "").slice(0, limits.titleChars);
  const selected = selectedText(document, guard);
  const gone = readUnavailable(unavailable, page);
  const fields: Fields = {
    permalink: { value: permalink, source: "page address" },
    ...(shapes.title(title) ? { title: { value: title, source: "page title" } } : {}),
    ...(selected ? { text: { value: selected, source: "selection" } } : {}),
    ...(gone ? { unavailable: { value: gone.value, source: gone.source } } : {}),
  };
  const missing: FieldName[] = fields.title ? [] : ["title"];
  return ok({
    id: crypto.randomUUID(),
    site: site.id,
    kind,
    subject,
    aliases: [],
    page: {
      address: shortAddress(page.address),
      title,
      language: document.documentElement.lang.slice(0, 35),
    },
    fields,
    missing,
    quality: pageQuality({ fields, missing }, { loginWall }, page),
    redactions: [],
    salt: newSalt(),
    capturedAt: new Date(nowMs).toISOString(),
    recipeVersion: site.version,
    extensionVersion,
    browser,
  });
}

function namedBy(site: Site, page: Page): Result<Parsed> {
  if (isNeverPublic(page.address)) return fail("page-not-public");
  const parsed = parseAddress(page.address);
  // Certainly a private chat, which has no public link.
  if (!parsed.ok && parsed.problem.code === "not-public") return parsed;
  if (site.private && isOn(site.private, pathOf(page.address))) return fail("page-not-public");
  return parsed.ok && parsed.value.site === site.id ? parsed : fail("subject-unknown");
}

/** Returns undefined if no text is selected, or if the selection touches elements that must not be read. */
function selectedText(document: Document, { own, page }: ReadingLimits): string | undefined {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  const node = range.commonAncestorContainer;
  const around = node.nodeType === 1 ? (node as Element) : node.parentElement;
  if (!around || !closest(around, page) || closest(around, own)) return undefined;
  if (selectAll(around, own).some((part) => range.intersectsNode(part))) return undefined;
  const text = selection.toString().trim();
  return shapes.text(text) ? text : undefined;
}
