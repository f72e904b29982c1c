/** The text that replaces redacted words. Its length does not reveal theirs. */

export const blocks = "█████";
