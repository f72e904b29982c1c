/**
 * An inert copy of a post's markup at the moment of reading: one self-contained HTML document without active
 * content.
 */

import { captureLimits } from "../../shared/contract/limits.ts";
import {
  escapeInert,
  inertEnd,
  inertHead,
  isInertPicture,
  isInertValue,
} from "../../shared/policy/inert-html.ts";
import { recipesFor } from "../sites/engine/find-posts.ts";
import type { PostRef } from "../sites/engine/post-ref.ts";
import { candidates, selectAll } from "../sites/engine/select.ts";
import type { ReadingLimits, SiteFields } from "../sites/site.ts";
import { copyPost, type MarkupPiece, type Omission } from "./copy-post.ts";
import { type Natives, readNatives } from "./native-getters.ts";
import { arePicturesAllowed } from "./picture-rule.ts";

/** The document, or why there is none. */
export type TakenSnapshot = string | "no-room" | "failed";

/** Tolerance for the alignment of lines and edges. */
const slackPx = 2;

/**
 * Parts of a post's element that are excluded: the user's own interface, our elements, other posts, and
 * everything outside the picture.
 */
function leftOutOf(
  post: Element,
  { site, recipe }: PostRef,
  { own }: ReadingLimits,
  { localName, matches, place }: Natives,
): (element: Element) => Omission {
  const page = { document: post.ownerDocument, address: post.ownerDocument.location.href };
  const others = new Set(recipesFor(site, page).flatMap((other) => candidates(post, other)));
  others.delete(post);
  const parts = site.posts[recipe]?.picture;
  const shown = (parts === undefined ? [] : selectAll(post, parts))
    .map((part) => part.getBoundingClientRect())
    .filter(({ width, height }) => width > 0 && height > 0);
  const top = Math.min(...shown.map((part) => part.top)) - slackPx;
  const bottom = Math.max(...shown.map((part) => part.bottom)) + slackPx;
  return (element) => {
    if (others.has(element)) return "gone";
    if (localName(element).startsWith("lapor-kominfo") || matches(element, own)) return "box";
    if (shown.length === 0 || element === post) return undefined;
    const box = place(element);
    const isShown = box.height > 0 && (box.bottom <= top || box.top >= bottom);
    return isShown ? "gone" : undefined;
  };
}

/** Never throws. Deterministic for the same post. */
export function takeSnapshot(clicked: PostRef, { guard }: Pick<SiteFields, "guard">): TakenSnapshot {
  const post = clicked.post.deref();
  if (!post?.isConnected) return "failed";
  try {
    const natives = readNatives();
    return copyElement(post, leftOutOf(post, clicked, guard, natives), natives);
  } catch {
    return "failed";
  }
}

/** Time limit for all pictures of a post together. The rest become boxes. */
const longestMs = 150;
const quality = 0.8;

/** A higher device pixel ratio adds no visible detail to a copy. */
const sharpest = 2;

/** Returns the picture as a data: address. Undefined if policy or the page forbids reading, or time is up. */
function pictureReader(): (element: HTMLImageElement | HTMLCanvasElement) => string | undefined {
  let spentMs = 0;
  return (element) => {
    if (spentMs > longestMs || !arePicturesAllowed()) return undefined;
    const startedMs = performance.now();
    try {
      return draw(element);
    } catch {
      // Cross-origin after all.
      return undefined;
    } finally {
      spentMs += performance.now() - startedMs;
    }
  };
}

function draw(element: HTMLImageElement | HTMLCanvasElement): string | undefined {
  const isImage = element instanceof HTMLImageElement;
  if (isImage && !isReadableImage(element)) return undefined;
  const [width, height] = isImage
    ? [element.naturalWidth, element.naturalHeight]
    : [element.width, element.height];
  const shown = element.getBoundingClientRect();
  if (width === 0 || height === 0 || shown.width < 1 || shown.height < 1) return undefined;
  const density = Math.min(devicePixelRatio, sharpest);
  const scale = Math.min(1, Math.max((shown.width * density) / width, (shown.height * density) / height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext("2d")?.drawImage(element, 0, 0, canvas.width, canvas.height);
  const address = canvas.toDataURL("image/webp", quality);
  return isInertPicture(address) ? address : undefined;
}

/** Rejects most pictures without decoding them: on these sites they are usually cross-origin. */
function isReadableImage({ complete, currentSrc, crossOrigin }: HTMLImageElement): boolean {
  if (!complete) return false;
  if (crossOrigin !== null || /^(?:data|blob):/.test(currentSrc)) return true;
  return URL.parse(currentSrc)?.origin === location.origin;
}

export function copyElement(
  post: Element,
  leftOut: (element: Element) => Omission,
  natives = readNatives(),
): TakenSnapshot {
  const pieces = copyPost(post, { natives, leftOut, picture: pictureReader() });
  if (!pieces) return "no-room";
  const body = `<body style="background-color:${escapeInert(backgroundOf(post))}">`;
  return join([`${inertHead}${body}`, ...pieces, inertEnd], captureLimits.snapshotBytes);
}

/** If space runs out, pictures are omitted first. In order, each picture that still fits is kept. */
function join(pieces: readonly MarkupPiece[], maxBytes: number): TakenSnapshot {
  const without = pieces.map((piece) => (typeof piece === "string" ? piece : piece.box)).join("");
  let bytes = new TextEncoder().encode(without).length;
  if (bytes > maxBytes) return "no-room";
  return pieces
    .map((piece) => {
      if (typeof piece === "string") return piece;
      const more =
        new TextEncoder().encode(piece.picture).length - new TextEncoder().encode(piece.box).length;
      if (bytes + more > maxBytes) return piece.box;
      bytes += more;
      return piece.picture;
    })
    .join("");
}

function backgroundOf(post: Element): string {
  for (let up: Node | null = post; up; up = up.parentNode ?? (up as Partial<ShadowRoot>).host ?? null) {
    if (up.nodeType !== 1) continue;
    const colour = getComputedStyle(up as Element).backgroundColor;
    if (colour && !/^(?:transparent$|rgba\(.*, 0\)$)/.test(colour) && isInertValue(colour)) return colour;
  }
  return "rgb(255, 255, 255)";
}
