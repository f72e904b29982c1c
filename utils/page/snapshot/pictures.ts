/** Pictures that the page's origin may read, redrawn at their displayed size. */

import { isInertPicture } from "../../shared/policy/inert.ts";
import { mayPicture } from "./picture-rule.ts";

/** Time limit for all pictures of a post together. The rest become boxes. */
const longestMs = 150;
const quality = 0.8;
/** A higher device pixel ratio adds no visible detail to a copy. */
const sharpest = 2;

/** Returns the picture as a data: address. Undefined if policy or the page forbids reading, or time is up. */
export function pictureReader(): (element: HTMLImageElement | HTMLCanvasElement) => string | undefined {
  let spentMs = 0;
  return (element) => {
    if (spentMs > longestMs || !mayPicture()) return undefined;
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
  if (isImage && !mayBeRead(element)) return undefined;
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
function mayBeRead({ complete, currentSrc, crossOrigin }: HTMLImageElement): boolean {
  if (!complete) return false;
  if (crossOrigin !== null || /^(?:data|blob):/.test(currentSrc)) return true;
  return URL.parse(currentSrc)?.origin === location.origin;
}
