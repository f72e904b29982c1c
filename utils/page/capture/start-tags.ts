/**
 * Reads the start tags in an HTML text without a parser (a service worker has none). Skips comments and raw
 * text.
 */

export interface Tag {
  name: string;
  /** As written, with undecoded entities. The first of two equal names wins, as in browsers. */
  attributes: Readonly<Record<string, string>>;
}

/** Elements whose content is always text. */
const rawText = new Set(["script", "style", "textarea", "title", "noscript", "iframe", "xmp", "template"]);

const tagStart = /<(?:!--|[!?/]|([a-z][^\s/>]*))/gi;
const attribute = /[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/y;

/** Returns every start tag in order. An unterminated tag, comment or script ends the list. */
export function startTags(html: string): Tag[] {
  const tags: Tag[] = [];
  tagStart.lastIndex = 0;
  for (let match = tagStart.exec(html); match; match = tagStart.exec(html)) {
    const name = match[1]?.toLowerCase();
    if (!name) {
      const end = match[0] === "<!--" ? "-->" : ">";
      const endIndex = html.indexOf(end, tagStart.lastIndex);
      if (endIndex < 0) break;
      tagStart.lastIndex = endIndex + end.length;
      continue;
    }
    const { attributes, end } = readAttributes(html, tagStart.lastIndex);
    if (end < 0) break;
    tags.push({ name, attributes });
    tagStart.lastIndex = rawText.has(name) ? afterRawText(html, name, end) : end;
  }
  return tags;
}

function readAttributes(html: string, from: number): { attributes: Record<string, string>; end: number } {
  const attributes: Record<string, string> = Object.create(null);
  attribute.lastIndex = from;
  let at = from;
  for (let match = attribute.exec(html); match; match = attribute.exec(html)) {
    const name = (match[1] as string).toLowerCase();
    attributes[name] ??= match[2] ?? match[3] ?? match[4] ?? "";
    at = attribute.lastIndex;
  }
  const rest = /[\s/]*>/y;
  rest.lastIndex = at;
  return { attributes, end: rest.test(html) ? rest.lastIndex : -1 };
}

function afterRawText(html: string, name: string, from: number): number {
  const close = new RegExp(`</${name}[\\s/>]`, "gi");
  close.lastIndex = from;
  return close.test(html) ? close.lastIndex - 1 : html.length;
}
