/**
 * An inert copy of a post's markup at the moment of reading: one self-contained HTML document without active
 * content.
 */

import { limits } from "../../shared/contract/limits.ts";
import { escapeInert, inertEnd, inertHead, isInertValue } from "../../shared/policy/inert.ts";
import type { Clicked } from "../sites/engine/clicked.ts";
import type { SiteFields } from "../sites/site.ts";
import { copyPost, type LeftOut, type Piece } from "./copy.ts";
import { leftOutOf } from "./left-out.ts";
import { readNatives } from "./natives.ts";
import { pictureReader } from "./pictures.ts";

/** The document, or why there is none. */
export type TakenSnapshot = string | "no-room" | "failed";

/** Never throws. Deterministic for the same post. */
export function takeSnapshot(clicked: Clicked, { guard }: Pick<SiteFields, "guard">): TakenSnapshot {
  const post = clicked.post.deref();
  if (!post?.isConnected) return "failed";
  try {
    const natives = readNatives();
    return copyElement(post, leftOutOf(post, clicked, guard, natives), natives);
  } catch {
    return "failed";
  }
}

export function copyElement(
  post: Element,
  leftOut: (element: Element) => LeftOut,
  natives = readNatives(),
): TakenSnapshot {
  const pieces = copyPost(post, { natives, leftOut, picture: pictureReader() });
  if (!pieces) return "no-room";
  const body = `<body style="background-color:${escapeInert(backgroundOf(post))}">`;
  return join([`${inertHead}${body}`, ...pieces, inertEnd], limits.snapshotBytes);
}

/** If space runs out, pictures are omitted first. In order, each picture that still fits is kept. */
function join(pieces: readonly Piece[], maxBytes: number): TakenSnapshot {
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
