/** Neutralises direction control characters in foreign text and makes them visible. */

/** Unicode's abbreviations. */
const controlNames: Readonly<Record<string, string>> = {
  "\u061C": "ALM",
  "\u200E": "LRM",
  "\u200F": "RLM",
  "\u202A": "LRE",
  "\u202B": "RLE",
  "\u202C": "PDF",
  "\u202D": "LRO",
  "\u202E": "RLO",
  "\u2066": "LRI",
  "\u2067": "RLI",
  "\u2068": "FSI",
  "\u2069": "PDI",
};

const controls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
/** Letters and digits of right-to-left scripts. */
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/** For example `⟨RLO⟩`. */
const markOf = (control: string) => `⟨${controlNames[control]}⟩`;

/** Splits the text so that every direction control is a separate part. */
export function foreignParts(text: string): { text: string; isMark: boolean }[] {
  return text
    .split(new RegExp(`(${controls.source})`, "u"))
    .filter((part) => part !== "")
    .map((part) =>
      part in controlNames ? { text: markOf(part), isMark: true } : { text: part, isMark: false },
    );
}

/** For attributes and placeholders in our own sentences, whose direction the text must not change. */
export function foreign(text: string): string {
  const marked = text.replaceAll(new RegExp(controls.source, "gu"), markOf);
  return rightToLeft.test(marked) ? `\u2068${marked}\u2069` : marked;
}
