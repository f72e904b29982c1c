/** Geometry of redaction boxes, in picture pixels: draw, move, resize, clamp to the picture. */

import type { PixelBox } from "../../utils/shared/contract/files.ts";

export interface Point {
  x: number;
  y: number;
}

interface Size {
  width: number;
  height: number;
}

const leastPx = 4;
/** Step of an arrow key, as a share of the picture's shorter side. */
const keyShare = 1 / 40;

/** The box between two points, in whole pixels, clipped to the picture. */
export function boxBetween(one: Point, other: Point, size: Size): PixelBox {
  const x = clamp(Math.floor(Math.min(one.x, other.x)), 0, size.width - 1);
  const y = clamp(Math.floor(Math.min(one.y, other.y)), 0, size.height - 1);
  return {
    x,
    y,
    width: clamp(Math.ceil(Math.max(one.x, other.x)) - x, 1, size.width - x),
    height: clamp(Math.ceil(Math.max(one.y, other.y)) - y, 1, size.height - y),
  };
}

/** False for boxes so small that they are accidental clicks. */
export function isLarge({ width, height }: PixelBox, size: Size): boolean {
  const least = Math.min(leastPx, size.width, size.height);
  return width >= least && height >= least;
}

/** A new box in the centre, a quarter of the picture's width and height. */
export function added({ width, height }: Size): PixelBox {
  const part = { width: Math.max(1, Math.round(width / 4)), height: Math.max(1, Math.round(height / 4)) };
  return { x: Math.floor((width - part.width) / 2), y: Math.floor((height - part.height) / 2), ...part };
}

/** Applies an arrow key. `resize` moves only the right and lower edges. Returns undefined for any other key. */
export function keyed(box: PixelBox, key: string, resize: boolean, size: Size): PixelBox | undefined {
  const step = Math.max(1, Math.round(Math.min(size.width, size.height) * keyShare));
  const way = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key];
  const [dx = 0, dy = 0] = way ?? [];
  if (!way) return undefined;
  return resize
    ? {
        ...box,
        width: clamp(box.width + dx * step, 1, size.width - box.x),
        height: clamp(box.height + dy * step, 1, size.height - box.y),
      }
    : {
        ...box,
        x: clamp(box.x + dx * step, 0, size.width - box.width),
        y: clamp(box.y + dy * step, 0, size.height - box.height),
      };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
