/** Makes direction controls and invisible characters visible, so that text cannot pretend to be another. */

/** Code point of a character, for example `⟨U+202E⟩`. */
export function codePointName(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

/** Control and format characters; joiners, line breaks and tabs are normal text. */
const invisible = /(?![\n\t]|\u200C|\u200D)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu;

export function visible(text: string): string {
  return text.replaceAll(/\r\n?/g, "\n").replaceAll(invisible, codePointName);
}
