/** Quality codes of the evidence, derived from the fields and the page at the moment of capture. */

import type { CapturedEvidence } from "../../shared/contract/draft.ts";
import type { FieldName } from "../../shared/contract/evidence.ts";
import type { QualityCode } from "../../shared/contract/files.ts";
import type { Page } from "../sites/engine/page.ts";
import { hasLoginWall } from "../sites/engine/read-state.ts";
import type { Reader } from "../sites/engine/reading.ts";
import { containsMatch, foreignTo, selectAll } from "../sites/engine/select.ts";
import type { SiteFields } from "../sites/site.ts";

type ReadFields = Pick<CapturedEvidence, "fields" | "missing">;

/** Findings that are not fields. */
export interface PageFindings {
  /** A sign-in prompt covers the page. */
  loginWall: boolean;
  /** A picture or video of the post has not loaded. */
  mediaMissing: boolean;
  /** The browser has translated the page, so the text is not the author's. */
  translated?: boolean;
  /** The site's recipe did not fit; the structural finder or an alternative found the post. */
  byStructure?: boolean;
}

/** If the recipe looks for these and finds none, the post is not in the state that the recipe expects. */
const expectedFields: readonly FieldName[] = ["authorName", "authorHandle", "title", "text", "media"];

/** Returns codes in the contract's order. Codes about the picture are added when it is taken. */
export function qualityOf({ fields, missing }: ReadFields, look: PageFindings): QualityCode[] {
  const lookedFor = expectedFields.filter((name) => fields[name] || missing.includes(name));
  const empty = lookedFor.length > 1 && lookedFor.every((name) => !fields[name]);
  const codes: Partial<Record<QualityCode, boolean>> = {
    "no-permalink": fields.permalink === undefined,
    "text-truncated": fields.truncated?.value === true,
    "media-not-loaded": look.mediaMissing,
    "login-wall": look.loginWall,
    "not-public": fields.audience?.value === "not-public",
    "page-state": fields.unavailable !== undefined || empty || look.translated === true,
    "by-structure": look.byStructure === true,
  };
  return (Object.keys(codes) as QualityCode[]).filter((code) => codes[code]);
}

type Prompts = Pick<SiteFields, "loginWall">;

/** For a post on the page. Media of other content, such as the comments below, does not count. */
export function readQuality(
  read: ReadFields,
  { post, recipe, siteFields, page }: Pick<Reader, "post" | "recipe" | "page"> & { siteFields: Prompts },
): QualityCode[] {
  const isForeign = foreignTo(post, recipe);
  return qualityOf(read, {
    ...pageFindings(siteFields, page),
    mediaMissing: selectAll(post, "img,video").some((element) => !isForeign(element) && isMissing(element)),
    byStructure: recipe.structure !== undefined,
  });
}

/** For a report on the page itself. */
export function pageQuality(read: ReadFields, site: Prompts, page: Page): QualityCode[] {
  return qualityOf(read, { ...pageFindings(site, page), mediaMissing: false });
}

function pageFindings({ loginWall }: Prompts, page: Page) {
  // Set by Chromium's translation. No mark of Firefox's is known.
  const translated = containsMatch(page.document, 'html[class*="translated-"]');
  return { loginWall: hasLoginWall(loginWall ?? [], page), translated };
}

/** Smaller ones are avatars, emoji and icons. */
const leastSidePx = 64;
/** `HTMLMediaElement.HAVE_NOTHING`. Documents without a window do not define the constant. */
const haveNothing = 0;

/** True for a visible media element without content. Out of view, sites do not load media. */
function isMissing(element: Element): boolean {
  const { width, height, top, bottom } = element.getBoundingClientRect();
  if (width < leastSidePx || height < leastSidePx || bottom <= 0 || top >= innerHeight) return false;
  if (element.localName === "video") {
    const { readyState, poster } = element as HTMLVideoElement;
    return readyState === haveNothing && poster === "";
  }
  const { complete, naturalWidth } = element as HTMLImageElement;
  return !complete || naturalWidth === 0;
}
