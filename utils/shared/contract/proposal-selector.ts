/**
 * Selectors that a proposal for a mended recipe may contain: markup only, never content. Names of accounts, ids and
 * numbers must not leave a device in a selector, and a selector must not match everything.
 */

/** Words of letters, such as `story_message` or `cellInnerDiv`. No digits: they are in ids and in hashed classes. */
const word = /^[A-Za-z]+(?:[-_]{1,2}[A-Za-z]+)*$/;
const tagName = /^[a-z]+(?:-[a-z]+)*$/;
const attributeName = /^[a-z]+(?:-[a-z]+)*$/;
/** The only attributes whose values may be compared. Their values are chosen by the site's developers. */
const valued =
  /^(?:role|type|dir|itemprop|slot|part)$|^data-(?:[a-z]+-)*(?:role|test|testid|test-id|qa|cy|type|component|slot|part|kind|section|widget)(?:-[a-z]+)?$/;
const wordChars = 40;
const maxParts = 4;

const isWord = (text: string) => text.length <= wordChars && word.test(text);
const isName = (text: string, shape: RegExp) => text.length <= wordChars && shape.test(text);

/** One element's conditions, as text of a selector. */
export interface Compound {
  tag: string;
  /** `[role="article"]`, `[aria-posinset]`, `.message`, `#content-text`. */
  conditions: readonly string[];
}

const condition = /^(?:\[(?<name>[a-z-]+)(?:="(?<value>[^"\\\]]*)")?\]|\.(?<class>[\w-]+)|#(?<id>[\w-]+))/;

function isCondition({ name, value, class: className, id }: Record<string, string | undefined>): boolean {
  if (name === undefined) return isWord(className ?? id ?? "");
  if (!isName(name, attributeName)) return false;
  return value === undefined || (valued.test(name) && isWord(value));
}

function compoundOf(text: string): Compound | undefined {
  const tag = /^[a-z-]*/.exec(text)?.[0] ?? "";
  const conditions: string[] = [];
  let rest = text.slice(tag.length);
  while (rest !== "") {
    const match = condition.exec(rest);
    if (!match?.groups || !isCondition(match.groups)) return undefined;
    conditions.push(match[0]);
    rest = rest.slice(match[0].length);
  }
  if (tag !== "" && !isName(tag, tagName)) return undefined;
  return tag === "" && conditions.length === 0 ? undefined : { tag, conditions };
}

interface Parsed {
  compounds: readonly Compound[];
  /** True if the last one must be a child of the one before it. */
  isChild: boolean;
}

/** Undefined if the selector is outside the grammar. */
function parse(selector: string): Parsed | undefined {
  const parts = selector.split(/ > | /);
  const compounds = parts.map(compoundOf);
  if (parts.length > maxParts || compounds.some((compound) => compound === undefined)) return undefined;
  return { compounds: compounds as Compound[], isChild: / > [^ ]+$/.test(selector) };
}

/** True for a selector that may mark a part of a post. */
export function isProposableSelector(selector: string): boolean {
  return parse(selector) !== undefined;
}

/** Tags that say nothing about what they hold. */
const plainTags =
  /^(?:|div|span|a|p|section|ul|ol|h[1-6]|img|video|time|button|header|footer|aside|html|body|main|nav|form|table|tr|td|label|input|svg)$/;
/** Roles and tags of the page, which hold many posts or none. */
const pagePart =
  /^(?:html|body|main|nav|form|header|footer|aside|input|textarea)$|^\[role="(?:main|feed|list|dialog|alertdialog|navigation|banner|complementary|search|menu|log|textbox|form|application|document|region)"\]$/;

/** True for a selector that may mark posts: distinctive, and none of a page's own parts. */
export function isPostSelector(selector: string): boolean {
  const parsed = parse(selector);
  const last = parsed?.compounds.at(-1);
  if (!parsed || !last) return false;
  if ([last.tag, ...last.conditions].some((part) => pagePart.test(part))) return false;
  // Direction and type are on half of all elements.
  const isMarked = last.conditions.some(
    (part) => !/^\[(?:dir|type|tabindex|style|class|id|lang)\b/.test(part),
  );
  if (isMarked || !plainTags.test(last.tag)) return true;
  const parent = parsed.compounds.at(-2);
  return (
    parsed.isChild && parent !== undefined && /^\[role="(?:feed|list)"\]$/.test(parent.conditions.join())
  );
}

/** Words that a selector contains, in lower case: to compare them with the names on a page. */
export function wordsOf(selector: string): string[] {
  return selector
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((part) => part.length > 2);
}
