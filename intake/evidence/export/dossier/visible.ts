/** Characters that only turn or hide others, made visible: a reader sees what is there, and nothing pretends. */

/** A character by its number, such as `⟨U+202E⟩`. */
export function numbered(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

/** Controls and format characters; joiners, line breaks and tabs belong to the text. */
const hidden = /(?![\n\t]|\u200C|\u200D)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;

export function visible(text: string): string {
  return text.replaceAll(/\r\n?/g, "\n").replaceAll(hidden, numbered);
}
