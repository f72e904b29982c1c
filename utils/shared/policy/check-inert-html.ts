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
    const index = token.lastIndex;
    const fault = tokenFault(token.exec(html), open, index === inertHead.length);
    if (fault) return `${fault} at ${index}`;
  }
  return open.length === 1 ? undefined : `<${open.at(-1) ?? "body"}> is not closed`;
}

/** Checks the next text or tag, and updates the stack of open tags. */
function tokenFault(token: RegExpExecArray | null, open: string[], isFirst: boolean): string | undefined {
  if (!token) return "markup";
  const [, slash, tag, attributes = ""] = token;
  if (tag === undefined) return open.length === 0 ? "text" : undefined;
  return slash ? endTagFault(tag, attributes, open) : startTagFault(tag, attributes, open, isFirst);
}

function endTagFault(tag: string, attributes: string, open: string[]): string | undefined {
  return attributes || open.length < 2 || open.pop() !== tag ? `</${tag}>` : undefined;
}

function startTagFault(
  tag: string,
  attributes: string,
  open: string[],
  isFirst: boolean,
): string | undefined {
  const isBody = tag === "body" && open.length === 0;
  if (isBody ? !isFirst : !isInertTag(tag) || open.length === 0) return `<${tag}>`;
  const wrong = wrongAttribute(tag, attributes);
  if (wrong) return `${wrong} of <${tag}>`;
  if (!isVoidTag(tag)) open.push(tag);
  return open.length > inertDepth + 2 ? "depth" : undefined;
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
