/** A site's recipes with one selector taken out, one after another: each must be missed by some case. */

import type { Site, SiteFields } from "../../../utils/page/sites/site.ts";

export interface Mutant {
  /** Path of the removed selector, such as `posts.0.find.1`. */
  path: string;
  /** The removed selector. */
  gone: string;
  site: Site;
  fields: SiteFields;
}

/** Recipe fields that are or contain selectors; all other fields stay unchanged. */
const selectors = new Set([
  "at",
  "closest",
  "outside",
  "beside",
  "has",
  "skip",
  "find",
  "foreign",
  "picture",
  "from",
  "stop",
  "before",
  "without",
  "sole",
  "dark",
  "says",
]);
/** Selectors whose removal would change the meaning of the rest of their object: the whole object is removed from its list. */
const needed = new Set(["at", "from", "stop", "before", "without"]);
/** Lists whose entries can go one by one. */
const lists = new Set([
  "find",
  "skip",
  "foreign",
  "dark",
  "says",
  "identity",
  "aliases",
  "slots",
  "surfaces",
  "unavailable",
  "loginWall",
  "context",
  "page",
]);
/** `sure` and `foreign: true` are no selectors; `unit/extension/sites/button-watcher.test.ts` tests `recycled`. */
const passed = new Set(["recycled", "kinds", "matches", "frames", "private", "hostAttributes", "guard"]);

type Path = readonly (string | number)[];

export function* mutants(site: Site, fields: SiteFields): Generator<Mutant> {
  for (const { path, gone, value } of changes({ site, fields }, [])) {
    const changed = structuredClone({ site, fields });
    put(changed, path, value);
    yield { path: path.join("."), gone, ...changed };
  }
}

interface Change {
  path: Path;
  gone: string;
  /** The replacement; undefined removes the value. */
  value: unknown;
}

function* changes(value: unknown, path: Path): Generator<Change> {
  if (Array.isArray(value)) yield* inList(value, path);
  else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      if (passed.has(name)) continue;
      const here = [...path, name];
      if (typeof inner === "string" && selectors.has(name)) {
        if (!needed.has(name)) yield { path: here, gone: inner, value: undefined };
        yield* inSelector(inner, here);
      } else if (name === "climb") yield { path: here, gone: JSON.stringify(inner), value: undefined };
      yield* changes(inner, here);
    }
  }
}

function* inList(list: readonly unknown[], path: Path): Generator<Change> {
  const name = path.at(-1);
  const isField = path.at(-2) !== "posts" && (path.includes("fields") || path.includes("audience"));
  const goes =
    (typeof name === "string" && lists.has(name)) || (isField && path.length > 3 && typeof name === "string");
  for (const [index, entry] of list.entries()) {
    const here = [...path, index];
    if (goes) yield { path, gone: JSON.stringify(entry), value: list.toSpliced(index, 1) };
    if (typeof entry === "string" && typeof name === "string" && selectors.has(name) && name !== "says")
      yield* inSelector(entry, here);
    else yield* changes(entry, here);
  }
}

/** Gives the selector without one of its alternatives, at every level of brackets. */
function* inSelector(selector: string, path: Path): Generator<Change> {
  for (const { start, end } of alternatives(selector)) {
    const left = selector.slice(0, start) + selector.slice(end);
    yield { path, gone: `${selector.slice(start, end)} of ${selector}`, value: left };
  }
}

/** Spans of alternatives in a list, each with one of the adjacent commas. */
function alternatives(selector: string): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  const open: { starts: number[] }[] = [{ starts: [0] }];
  let quote = "";
  const close = (end: number) => {
    const starts = open.pop()?.starts ?? [];
    if (starts.length < 2) return;
    for (const [index, start] of starts.entries()) {
      const next = starts[index + 1];
      spans.push(next === undefined ? { start: start - 1, end } : { start, end: next });
    }
  };
  for (let at = 0; at < selector.length; at++) {
    const char = selector[at] as string;
    if (quote) {
      if (char === quote) quote = "";
    } else if (char === '"' || char === "'") quote = char;
    else if (char === "(" || char === "[") open.push({ starts: [at + 1] });
    else if (char === ")" || char === "]") close(at);
    else if (char === ",") open.at(-1)?.starts.push(at + 1);
  }
  close(selector.length);
  return spans;
}

function put(root: object, path: Path, value: unknown): void {
  let place = root as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) place = place[step] as Record<string | number, unknown>;
  const last = path.at(-1) as string | number;
  if (value === undefined) delete place[last];
  else place[last] = value;
}
