/** Validates an inert copy of markup against a grammar that is simple enough to be unambiguous. */

import {
  inertDepth,
  inertEnd,
  inertHead,
  isInertPicture,
  isInertStyle,
  isInertTag,
  isVoidTag,
} from "./inert-html.ts";

const unescaped: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#13;": "\r",
};

const attributeRules: Readonly<Record<string, (value: string, tag: string) => boolean>> = {
  style: isInertStyle,
  title: () => true,
  lang: (value) => /^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$/.test(value),
  alt: (_, tag) => tag === "img",
  src: (value, tag) => tag === "img" && isInertPicture(value),
  datetime: (_, tag) => tag === "time",
};

/** Returns the fault and its character position; undefined for a valid inert copy. */
export function inertFault(html: string): string | undefined {
  if (!html.startsWith(inertHead)) return "wrong head";
  if (!html.endsWith(inertEnd)) return "wrong end";
  const end = html.length - inertEnd.length;
  // No other character has a meaning for an HTML parser.
  const strange = /\0|\r|&(?!(?:amp|lt|gt|quot|#13);)/.exec(html);
  if (strange) return `character at ${strange.index}`;
  const token = /[^<>]+|<(\/?)([a-z]+[1-6]?)((?: [a-z]+="[^"<>]*")*)>/y;
  token.lastIndex = inertHead.length;
  const open: string[] = [];
  while (token.lastIndex < end) {
    const at = token.lastIndex;
    const [whole, slash, tag, attributes = ""] = token.exec(html) ?? [];
    if (whole === undefined) return `markup at ${at}`;
    if (tag === undefined) {
      if (open.length === 0) return `text at ${at}`;
    } else if (slash) {
      if (attributes || open.length < 2 || open.pop() !== tag) return `</${tag}> at ${at}`;
    } else {
      const isBody = tag === "body" && open.length === 0;
      if (isBody ? at !== inertHead.length : !isInertTag(tag) || open.length === 0)
        return `<${tag}> at ${at}`;
      const wrong = wrongAttribute(tag, attributes);
      if (wrong) return `${wrong} of <${tag}> at ${at}`;
      if (!isVoidTag(tag)) open.push(tag);
      if (open.length > inertDepth + 2) return `depth at ${at}`;
    }
  }
  return open.length === 1 ? undefined : `<${open.at(-1) ?? "body"}> is not closed`;
}

function wrongAttribute(tag: string, attributes: string): string | undefined {
  const seen = new Set<string>();
  for (const [, name = "", raw = ""] of attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)) {
    const value = raw.replace(/&[^;]+;/g, (entity) => unescaped[entity] ?? "");
    if (seen.has(name) || !Object.hasOwn(attributeRules, name) || !attributeRules[name]?.(value, tag))
      return name;
    seen.add(name);
  }
  return undefined;
}
