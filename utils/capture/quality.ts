/** What weakens the evidence, as far as the page tells at the moment of capture: rules over what was read, and a look at it. */

import type { Captured } from "../contract/draft.ts";
import type { FieldName } from "../contract/evidence.ts";
import type { QualityCode } from "../contract/files.ts";
import { hasLoginWall } from "../sites/login-wall.ts";
import type { Page } from "../sites/page.ts";
import { type IsForeign, selectAll } from "../sites/select.ts";
import type { SiteFields } from "../sites/site.ts";

type Read = Pick<Captured, "fields" | "missing">;

/** What no field says. */
export interface Look {
  /** A prompt to sign in stands over the page. */
  loginWall: boolean;
  /** A picture or video of the post has not come yet. */
  mediaMissing: boolean;
}

/** A post without any of these that its recipe looks for is not in the state that the recipe was made for. */
const core: readonly FieldName[] = ["authorName", "authorHandle", "title", "text", "media"];

/** The codes in the contract's order; what a picture shows of the post is judged where the picture is taken. */
export function qualityOf({ fields, missing }: Read, look: Look): QualityCode[] {
  const lookedFor = core.filter((name) => fields[name] || missing.includes(name));
  const empty = lookedFor.length > 1 && lookedFor.every((name) => !fields[name]);
  const found: Partial<Record<QualityCode, boolean>> = {
    "no-permalink": fields.permalink === undefined,
    "text-truncated": fields.truncated?.value === true,
    "media-not-loaded": look.mediaMissing,
    "login-wall": look.loginWall,
    "not-public": fields.audience?.value === "not-public",
    "page-state": fields.unavailable !== undefined || empty,
  };
  return (Object.keys(found) as QualityCode[]).filter((code) => found[code]);
}

/** Of a post on the page; `isForeign`: parts of it that belong to something else, such as the comments below. */
export function readQuality(
  read: Read,
  post: Element,
  isForeign: IsForeign,
  site: Pick<SiteFields, "loginWall">,
  page: Page,
): QualityCode[] {
  return qualityOf(read, {
    loginWall: hasLoginWall(site.loginWall ?? [], page),
    mediaMissing: selectAll(post, "img,video").some((one) => !isForeign(one) && isMissing(one)),
  });
}

/** Of the page itself, when no post on it is meant. */
export function pageQuality(read: Read, site: Pick<SiteFields, "loginWall">, page: Page): QualityCode[] {
  return qualityOf(read, { loginWall: hasLoginWall(site.loginWall ?? [], page), mediaMissing: false });
}

/** Smaller ones are faces, emoji and marks. */
const leastSidePx = 64;
/** `HTMLMediaElement.HAVE_NOTHING`, which documents without a window do not name. */
const nothingYet = 0;

/** Something in view with room for a picture and no picture in it; out of view sites load nothing. */
function isMissing(element: Element): boolean {
  const { width, height, top, bottom } = element.getBoundingClientRect();
  if (width < leastSidePx || height < leastSidePx || bottom <= 0 || top >= innerHeight) return false;
  if (element.localName === "video") {
    const { readyState, poster } = element as HTMLVideoElement;
    return readyState === nothingYet && poster === "";
  }
  const { complete, naturalWidth } = element as HTMLImageElement;
  return !complete || naturalWidth === 0;
}
