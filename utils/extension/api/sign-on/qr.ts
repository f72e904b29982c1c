/** QR codes as SVG paths, for opening a link on another device. */

import { encode } from "uqr";
import type { UserCode } from "../../../shared/contract/sign-on.ts";

/** With a quiet border of four modules, which readers expect. */
export function qrShape(text: string): UserCode["qr"] {
  const { data, size } = encode(text, { border: 4, ecc: "M" });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { side: size, path: squares.join("") };
}
