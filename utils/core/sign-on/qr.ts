/** A QR code as a shape: what a person photographs from the screen to open a link elsewhere. */

import { encode } from "uqr";
import type { UserCode } from "../../contract/sign-on.ts";

/** With the quiet border of four modules, as its readers expect. */
export function qrShape(text: string): UserCode["qr"] {
  const { data, size } = encode(text, { border: 4, ecc: "M" });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { side: size, path: squares.join("") };
}
