/** A QR code as the path of an SVG, so that documents and pages draw it without a library of their own. */

import { encode } from "uqr";

/** `size`: width and height of the view box. */
export function qrPath(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: path.join("") };
}
