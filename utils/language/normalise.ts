/** A text without its disguises: the same words however somebody spelled them so that no filter finds them. */

import { readFramed, readLookalikes } from "./lookalikes.ts";

/** More than any text needed so far; each pass leaves less to do. */
const mostPasses = 12;

/**
 * Words of small letters and digits with a space between: look-alike characters, marks, invisible characters, drawn-out
 * and doubled letters, digits and signs for letters, and what stands between the letters of a word are undone; an address
 * is its host. Made to be compared and searched, not to be read: what is said in it is as it was. Once more changes nothing.
 */
export function normalise(text: string): string {
  let now = text;
  for (let pass = 0; pass < mostPasses; pass++) {
    const next = undoOnce(now);
    if (next === now) break;
    now = next;
  }
  return now;
}

function undoOnce(text: string): string {
  const plain = toHosts(readFramed(text.normalize("NFKC")))
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}\u115f\u1160\u3164]+/gu, "")
    .replace(/[\p{L}\p{N}]+/gu, readLookalikes)
    .toLowerCase()
    .normalize("NFC");
  return joinSpaced(joinSeparated(undoDigits(undoSigns(plain))))
    .replace(/(\p{L})\1+/gu, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

/** `https://www.host/path?query`, and the same without a scheme, says where it leads by its host. */
function toHosts(text: string): string {
  return text.replace(/\S+/g, (chunk) => {
    if (!chunk.includes("/")) return chunk;
    const [before = "", address] = chunk.split("://", 2);
    const [host = ""] = (address ?? before).split(/[/?#]/, 1);
    const named = host.replace(/^www\./i, "");
    if (address !== undefined) return ` ${before.replace(/[a-z]{1,12}$/i, "")} ${named} `;
    return /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}$/u.test(named) ? ` ${named} ` : chunk;
  });
}

const signs: Record<string, string> = {
  "@": "a",
  "!": "i",
  "|": "l",
  "€": "e",
  "£": "l",
  "¥": "y",
  "¢": "c",
};

/** Only between letters; a leading `@` names somebody, and a dollar stands at a word's ends too. */
function undoSigns(text: string): string {
  return text
    .replace(/(?<=[\p{L}\d])[@!|€£¥¢](?=\p{L})/gu, (sign) => signs[sign] ?? sign)
    .replace(/(?<=\p{L})\$|\$(?=\p{L})/gu, "s");
}

const digits: Record<string, string> = { 0: "o", 3: "e", 4: "a", 5: "s", 6: "g", 7: "t", 8: "b", 9: "g" };

/** "g4c0r": digits inside a word, and one at its ends. A number after a name stays ("slot88"), and a 2 that doubles. */
function undoDigits(text: string): string {
  return text.replace(/[a-z0-9]+/g, (word) => {
    if (!/\d/.test(word) || !/[a-z].*[a-z]/.test(word)) return word;
    return word
      .replace(/(?<=[a-z])[013-9]{1,2}(?=[a-z])|^[013-9](?=[a-z]{3})|(?<=[a-z]{2})[01345]$/g, (found) =>
        found.replace(/[03-9]/g, (digit) => digits[digit] ?? digit),
      )
      .replace(/(?<=[a-z])1(?=[a-z])|^1(?=[a-z]{3})|(?<=[a-z]{2})1$/g, (_one, at: number, whole: string) =>
        /[aeiou]/.test(whole.slice(Math.max(0, at - 1), at + 2)) ? "l" : "i",
      );
  });
}

/** "s.l.o.t", "ga🔥cor": what is neither letter nor digit parts words, unless what it parts are crumbs of one. */
function joinSeparated(text: string): string {
  return text.replace(/(^|\s)[^\p{L}\p{N}\s]+(?=\s|$)/gu, "$1").replace(/\S+/g, (chunk) => {
    const pieces = chunk.split(/[^\p{L}\p{N}]+/u).filter((piece) => piece !== "");
    const crumbs =
      pieces.every((piece) => /^\p{L}+$/u.test(piece)) &&
      (pieces.some((piece) => piece.length === 1) || pieces.every((piece) => piece.length === 2));
    return pieces.join(crumbs ? "" : " ");
  });
}

/** "s l o t": at least three single letters in a row; a wider gap ends the word. */
function joinSpaced(text: string): string {
  return text.replace(/(?<![\p{L}\p{N}])\p{L}(?:\s\p{L}(?![\p{L}\p{N}])){2,}/gu, (run) =>
    run.replace(/\s/g, ""),
  );
}
