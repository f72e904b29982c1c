/** Selectors that could mark an element, most stable first. None contains a text or a name of the page. */

import { isPostSelector, isProposableSelector, wordsOf } from "../../../shared/contract/proposal-selector.ts";
import { parseAddress } from "../../../shared/subject/parse-address.ts";
import { selectAll } from "../engine/select.ts";

export interface SelectorCandidate {
  selector: string;
  /** Per cent: how likely the mark survives the site's next build. */
  stability: number;
}

/** Attributes that change with state, position or language, or hold content. */
const fleeting =
  /^(?:style|href|src|srcset|alt|title|value|content|datetime|lang|hidden|tabindex|dir|type|width|height|id|class|role|draggable|aria-(?:hidden|expanded|pressed|selected|checked|busy|current|label|valuetext)|data-(?:index|key|focus.*|v-.*|reactid|hover|state))$/;

/** Words that no selector may contain: names, handles and accounts that the page shows. */
export interface Personal {
  words: ReadonlySet<string>;
  /** Whole names without spaces and signs, as in `budisantoso`. */
  names: readonly string[];
}

/** A shorter name is a part of many words. */
const leastNameChars = 5;

export function personalNames(document: Document, shown: readonly string[]): Personal {
  const accounts = selectAll(document, "a[href]").flatMap((link) => {
    const parsed = parseAddress(link.getAttribute("href") ?? "", document.URL);
    return parsed.ok && /^(?:account|channel|group)$/.test(parsed.value.kind) ? parsed.value.id : [];
  });
  const all = [...new Set([...shown, ...accounts])];
  const joined = all.map((name) => name.toLowerCase().replace(/[^a-z]/g, ""));
  return {
    words: new Set(all.flatMap(wordsOf)),
    names: joined.filter((name) => name.length >= leastNameChars),
  };
}

/** Roles that many elements of a post have. */
const commonRoles = /^(?:link|button|img|presentation|none|text|generic|heading|list|listitem)$/;
/** Tags that say what they hold, inside a marked element. */
const tellingTags = /^(?:a|time|img|video|strong|h[1-6])$|-/;
const mostAncestors = 4;

export class Candidates {
  readonly #personal: Personal;
  /** With a few posts on the page, an id or a class can be a single post's. */
  readonly #hasMany: boolean;

  constructor(personal: Personal, hasMany: boolean) {
    this.#personal = personal;
    this.#hasMany = hasMany;
  }

  /** Selectors of posts. */
  ofPost(element: Element): SelectorCandidate[] {
    const own = this.#marks(element);
    const { parentElement: parent, localName: tag } = element;
    const list = parent && /^(?:feed|list)$/.exec(parent.getAttribute("role") ?? "")?.[0];
    const inList = list ? [{ selector: `[role="${list}"] > ${tag}`, stability: 80 }] : [];
    return [...own, ...inList].filter(({ selector }) => isPostSelector(selector));
  }

  /** Selectors of a part of the post: the element, an ancestor that may read the same, or the element inside one. */
  ofPart(element: Element, post: Element): SelectorCandidate[] {
    const marks = this.#marks(element);
    let up = element.parentElement;
    for (let step = 1; up && up !== post && step <= mostAncestors; step++, up = up.parentElement) {
      for (const { selector, stability } of this.#marks(up)) {
        marks.push({ selector, stability: stability - 5 * step });
        if (tellingTags.test(element.localName))
          marks.push({ selector: `${selector} ${element.localName}`, stability: stability - 5 * step });
      }
    }
    return marks.filter(({ selector }) => isProposableSelector(selector)).sort(byStability);
  }

  #marks(element: Element): SelectorCandidate[] {
    const { localName: tag } = element;
    const marks = [
      ...(tag.includes("-") ? [["", 90] as const] : []),
      ...(/^(?:article|li)$/.test(tag) ? [["", 60] as const] : []),
      ...[...element.attributes].flatMap(conditionsOf),
      ...(this.#hasMany ? namesOf(element) : []),
    ];
    return marks
      .map(([condition, stability]) => ({ selector: tag + condition, stability }))
      .filter(({ selector }) => this.#isImpersonal(selector))
      .sort(byStability);
  }

  #isImpersonal(selector: string): boolean {
    if (!isProposableSelector(selector)) return false;
    const words = wordsOf(selector);
    const joined = words.join("");
    return (
      words.every((word) => !this.#personal.words.has(word)) &&
      this.#personal.names.every((name) => !joined.includes(name))
    );
  }
}

type Condition = readonly [condition: string, stability: number];

function conditionsOf({ name, value }: Attr): Condition[] {
  if (name === "role") return [[`[role="${value}"]`, commonRoles.test(value) ? 20 : 100]];
  if (fleeting.test(name)) return [];
  return [
    [`[${name}="${value}"]`, 95],
    [`[${name}]`, 65],
  ];
}

function namesOf(element: Element): Condition[] {
  const classes = [...element.classList].filter(isReadable);
  return [
    ...(element.id ? [[`#${element.id}`, 75] as const] : []),
    ...classes.map((name): Condition => [`.${name}`, 40]),
  ];
}

/** A hashed class has no vowels in places where words have them. */
function isReadable(name: string): boolean {
  return name.length >= 4 && name.split(/[-_]/).every((part) => part.length < 3 || /[aeiouy]/i.test(part));
}

function byStability(a: SelectorCandidate, b: SelectorCandidate): number {
  return b.stability - a.stability || a.selector.length - b.selector.length;
}
