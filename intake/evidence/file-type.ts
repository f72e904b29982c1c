import type { File } from "../../utils/shared/contract/files.ts";
import { inertHead } from "../../utils/shared/policy/inert-html.ts";

const signatures: readonly { type: File["type"]; at: readonly [offset: number, bytes: string][] }[] = [
  { type: "image/png", at: [[0, "\x89PNG\r\n\x1a\n"]] },
  {
    type: "image/webp",
    at: [
      [0, "RIFF"],
      [8, "WEBP"],
    ],
  },
  { type: "text/html", at: [[0, inertHead]] },
];

/** Returns undefined for anything that is no evidence type. */
export function fileType(bytes: Uint8Array): File["type"] | undefined {
  const startsWith = (offset: number, text: string) =>
    Array.from(text).every((letter, index) => bytes[offset + index] === letter.charCodeAt(0));
  return signatures.find(({ at }) => at.every(([offset, text]) => startsWith(offset, text)))?.type;
}
