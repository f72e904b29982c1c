/** Replaces words with blocks in an inert copy of markup, even across tags. Head and styles stay unchanged. */

import { blocks } from "../../shared/policy/redaction.ts";
import { type Hidden, hideIn } from "./hide-words.ts";

interface Piece {
  raw: string;
  /** Visible text; absent for a tag. */
  text?: string;
}

/**
 * `html`: a copy as `utils/page/capture` writes it, with all special characters escaped and all attributes in double
 * quotes.
 */
export function hideInMarkup(html: string, words: RegExp): Hidden<string> {
  const body = Math.max(0, html.indexOf("<body"));
  const pieces = [...html.slice(body).matchAll(/<(?:"[^"]*"|[^">])*>|[^<]+|</g)].map(
    ([raw]): Piece => (raw.startsWith("<") ? { raw } : { raw, text: unescaped(raw) }),
  );
  const inText = hideInTexts(
    pieces.flatMap(({ text }) => text ?? []),
    words,
  );
  let count = inText.count;
  const written = pieces.map(({ raw, text }) => {
    if (text !== undefined) {
      const hidden = inText.value.shift();
      return hidden === undefined || hidden === text ? raw : escaped(hidden);
    }
    const tag = hideInTag(raw, words);
    count += tag.count;
    return tag.value;
  });
  return { value: html.slice(0, body) + written.join(""), count };
}

/** Treats the texts as one. The blocks replace the start of each word. */
function hideInTexts(texts: readonly string[], words: RegExp): Hidden<string[]> {
  const found = [...texts.join("").matchAll(words)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  let start = 0;
  let next = 0;
  const value = texts.map((text) => {
    const end = start + text.length;
    let hidden = "";
    let at = start;
    for (let index = next; index < found.length; index++) {
      const { from, to } = found[index] as { from: number; to: number };
      if (from >= end) break;
      hidden += text.slice(at - start, Math.max(at, from) - start);
      if (from >= start) hidden += blocks;
      at = Math.min(to, end);
      if (to <= end) next = index + 1;
    }
    hidden += text.slice(at - start);
    start = end;
    return hidden;
  });
  return { value, count: found.length };
}

/** Skips pictures and styles, which contain no words. */
function hideInTag(tag: string, words: RegExp): Hidden<string> {
  let count = 0;
  const value = tag.replace(/ ([a-z-]+)="([^"]*)"/g, (whole, name: string, raw: string) => {
    if (name === "style" || raw.startsWith("data:")) return whole;
    const hidden = hideIn(unescaped(raw), words);
    count += hidden.count;
    return hidden.count > 0 ? ` ${name}="${escaped(hidden.value)}"` : whole;
  });
  return { value, count };
}

const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0" };
const special: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

function unescaped(raw: string): string {
  return raw.replace(/&(?:#(\d{1,7})|(\w+));/g, (whole, code?: string, name?: string) =>
    code === undefined
      ? (named[name ?? ""] ?? whole)
      : String.fromCodePoint(Math.min(Number(code), 0x10ffff)),
  );
}

function escaped(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => special[character] ?? "");
}
