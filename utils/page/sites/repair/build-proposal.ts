/**
 * Builds a proposal for a mended recipe from the posts that structure finds: selectors that mark the same posts, a place
 * for the button, and the fields. Every selector is tried on the page by the recipe engine itself.
 */

import type {
  BuiltProposal,
  Mend,
  MendedField,
  MendedReading,
  MendedSlot,
} from "../../../shared/contract/recipe-proposal.ts";
import { type Reader, readAll } from "../engine/reading.ts";
import { closest, foreignTo, selectAll, selectOwn } from "../engine/select.ts";
import { findSpot } from "../engine/slot.ts";
import type { FieldReadings, PostRecipe, Reading, SiteFields } from "../site.ts";
import { type BrokenPage, type KnownPost, missedPosts } from "./broken-page.ts";
import { Candidates, personalNames, type SelectorCandidate } from "./candidates.ts";
import { linkOf, type PostMark, postMarks } from "./post-marks.ts";
import { outlinesOf, scoreMend } from "./score.ts";

/** Below this number ids and classes can be a single post's. */
const manyPosts = 3;
/** Share of the posts that a selector must be true for. */
const enough = 0.95;
/** Selectors of posts that are tried by themselves, and in one proposal. */
const mostSingle = 6;
const mostSelectors = 3;
/** Less stable parts are left to the extension's own alternatives. */
const leastStability = 30;
const leastSlotStability = 60;
/** A part that occurs more often in a post is another part there. */
const mostInPost = 2;

interface Weighed {
  matched: number;
  /** Values that are read the same as by structure. */
  fields: number;
  used: readonly number[];
}

const byStability = (a: PostMark, b: PostMark) =>
  b.candidate.stability - a.candidate.stability || b.posts.length - a.posts.length;

const mendedFields: readonly MendedField[] = [
  ...(["title", "text", "authorName", "authorHandle", "authorLink", "authorId"] as const),
  ...(["publishedRaw", "publishedAt", "media"] as const),
];

/** Returns the best proposal for the kind with the most missed posts; undefined if no recipe can be mended. */
export function buildProposal(broken: BrokenPage): BuiltProposal | undefined {
  const groups = missedPosts(broken).sort((a, b) => b.posts.length - a.posts.length);
  for (const { index, posts } of groups) {
    const built = new ProposalBuilder(broken, index, posts).build();
    if (built) return built;
  }
  return undefined;
}

class ProposalBuilder {
  readonly #broken: BrokenPage;
  readonly #index: number;
  readonly #posts: readonly KnownPost[];
  readonly #recipe: PostRecipe | undefined;
  readonly #candidates: Candidates;
  /** Stability of every selector that is used. */
  readonly #used: number[] = [];

  constructor(broken: BrokenPage, index: number, posts: readonly KnownPost[]) {
    this.#broken = broken;
    this.#index = index;
    this.#posts = posts;
    this.#recipe = broken.site.posts[index];
    const names = posts.flatMap(({ values }) =>
      [values.authorName, values.authorHandle].filter((name) => typeof name === "string"),
    );
    this.#candidates = new Candidates(personalNames(broken.page.document, names), posts.length >= manyPosts);
  }

  build(): BuiltProposal | undefined {
    const recipe = this.#recipe;
    // A recipe that is not limited to certain pages describes many posts. One or two do not show what these share.
    if (!recipe || (this.#posts.length < manyPosts && !recipe.page)) return undefined;
    const match = this.#find(recipe);
    if (!match) return undefined;
    const { mend, elements } = match;
    const whole: Mend = { ...mend, slots: this.#slots(recipe, elements) };
    const { site, siteFields, page } = this.#broken;
    const score = scoreMend(this.#broken, whole, this.#posts, Math.min(100, ...this.#used));
    if (score.wrong > 0) return undefined;
    return {
      site: site.id,
      recipeVersion: site.version,
      mend: whole,
      score,
      outlines: outlinesOf({ site, siteFields, page }, whole),
    };
  }

  /** Chooses the selectors of the posts, and the fields that are read inside them. */
  #find(recipe: PostRecipe): { mend: Mend; elements: ReadonlyMap<KnownPost, Element> } | undefined {
    let best: (Weighed & { mend: Mend }) | undefined;
    for (const find of this.#postSelectors()) {
      const { mend, used } = this.#mendWith(recipe, find);
      const { matched, wrong, fields } = scoreMend(this.#broken, mend, this.#posts, 0);
      if (wrong > 0 || matched < this.#posts.length / 2) continue;
      const candidate = { mend, used, matched, fields: fields.same };
      if (!best || this.#isBetter(candidate, best)) best = candidate;
    }
    if (!best) return undefined;
    this.#used.push(...best.used);
    return { mend: best.mend, elements: this.#elements(best.mend) };
  }

  /** Enough posts first, then their fields, then the stability of the weakest selector. */
  #isBetter(one: Weighed, other: Weighed): boolean {
    const least = this.#posts.length * enough;
    if (one.matched < least || other.matched < least) return one.matched > other.matched;
    if (Math.min(one.fields, other.fields) < Math.max(one.fields, other.fields) * enough)
      return one.fields > other.fields;
    return Math.min(100, ...one.used) > Math.min(100, ...other.used);
  }

  #mendWith(recipe: PostRecipe, find: readonly SelectorCandidate[]): { mend: Mend; used: number[] } {
    const used = find.map(({ stability }) => stability);
    const mend: Mend = {
      recipe: this.#index,
      kind: recipe.kind,
      find: find.map(({ selector }) => selector),
      has: [],
      slots: [],
      fields: {},
    };
    const elements = this.#elements(mend);
    const fields: Mend["fields"] = {};
    for (const name of mendedFields) {
      const reading = this.#field(recipe, name, elements);
      if (!reading) continue;
      fields[name] = [reading.reading];
      used.push(reading.stability);
    }
    return { mend: { ...mend, fields, has: this.#has(recipe, fields, elements) }, used };
  }

  /** The element that the mended recipe would find for each post; the structural one until there is a selector. */
  #elements(mend: Mend): ReadonlyMap<KnownPost, Element> {
    const selector = mend.find.join();
    const elements = new Map<KnownPost, Element>();
    for (const knownPost of this.#posts) {
      const { element } = knownPost.found;
      const link = linkOf(knownPost, this.#broken.page);
      let post = selector && link ? closest(link, selector) : null;
      for (let up = post; up; up = up.parentElement && closest(up.parentElement, selector)) post = up;
      elements.set(knownPost, post ?? element);
    }
    return elements;
  }

  /** Sets of selectors to try: none at all, each by itself, and those of several generations of markup together. */
  #postSelectors(): SelectorCandidate[][] {
    const marks = postMarks(this.#posts, this.#broken.page, this.#candidates);
    const single = marks.slice(0, mostSingle).map(({ candidate }) => [candidate]);
    const several: SelectorCandidate[] = [];
    const covered = new Set<KnownPost>();
    for (const { candidate, posts } of marks.toSorted(byStability)) {
      if (several.length === mostSelectors || posts.some((post) => covered.has(post))) continue;
      several.push(candidate);
      for (const post of posts) covered.add(post);
    }
    return [[], ...single, ...(several.length > 1 ? [several] : [])];
  }

  /** The required part of a post, if the recipe's own one no longer matches. */
  #has(
    recipe: PostRecipe,
    fields: Mend["fields"],
    elements: ReadonlyMap<KnownPost, Element>,
  ): readonly string[] {
    const { has } = recipe;
    if (!has) return [];
    const holds = (selector: string) =>
      [...elements.values()].filter((post) => selectOwn(post, selector, foreignTo(post, recipe))).length;
    if (holds(has) >= elements.size * enough) return [];
    const values = [...(fields.authorName ?? []), ...(fields.text ?? []), ...(fields.publishedRaw ?? [])];
    return values
      .map(({ at }) => at)
      .sort((a, b) => holds(b) - holds(a))
      .slice(0, 2);
  }

  /** Returns a reading for a field that structure reads and the recipe's own readings no longer do. */
  #field(
    recipe: PostRecipe,
    name: MendedField,
    elements: ReadonlyMap<KnownPost, Element>,
  ): { reading: MendedReading; stability: number } | undefined {
    const { siteFields } = this.#broken;
    const own: readonly Reading[] = siteFields.fields[this.#index]?.[name] ?? [];
    const wanted = [...elements].filter(([{ values }]) => values[name] !== undefined);
    const compare = (reading: Reading) => this.#compare(reading, recipe, name, wanted);
    const isRead = (reading: Reading) => compare(reading).same >= wanted.length * enough;
    if (wanted.length === 0 || own.some(isRead)) return undefined;
    const selectors = this.#partSelectors(recipe, name, wanted);
    const tried = [...own.entries()].flatMap(([like, reading]) =>
      (reading.in ?? "post") !== "post" || reading.foreign
        ? []
        : selectors.map(({ selector, stability }) => {
            const { same, other } = compare(asReading(reading, selector));
            return { reading: { at: selector, like }, stability, same: other > 0 ? 0 : same };
          }),
    );
    // If several are equal, takes the first, which is the most stable.
    const best = tried.reduce((one, next) => (next.same > one.same ? next : one), {
      reading: { at: "", like: 0 },
      stability: 0,
      same: wanted.length / 2,
    });
    return best.reading.at === "" ? undefined : best;
  }

  /** In how many posts the reading yields the same value as structure, and in how many another one. */
  #compare(
    reading: Reading,
    recipe: PostRecipe,
    name: MendedField,
    posts: readonly [KnownPost, Element][],
  ): { same: number; other: number } {
    const { site, siteFields, page } = this.#broken;
    const counts = { same: 0, other: 0 };
    for (const [{ values }, post] of posts) {
      const reader: Reader = { site, siteFields, page, post, recipe };
      const read = readAll(reading, reader).map(({ value }) => value);
      if (read.length === 0) continue;
      const value = values[name];
      const isSame = Array.isArray(value) ? read.every((text) => value.includes(text)) : read[0] === value;
      counts[isSame ? "same" : "other"]++;
    }
    return counts;
  }

  /** Selectors of the elements from which structure read the field. */
  #partSelectors(
    recipe: PostRecipe,
    name: MendedField,
    posts: readonly [KnownPost, Element][],
  ): SelectorCandidate[] {
    const { site, siteFields, page } = this.#broken;
    const readings = alternativesOf(siteFields, this.#index)[name] ?? [];
    const candidates = new Map<string, SelectorCandidate>();
    for (const [{ found }, post] of posts.slice(0, 5)) {
      for (const reading of readings as readonly Reading[]) {
        const reader: Reader = { site, siteFields, page, post, recipe: found.recipe };
        const [read] = readAll(reading, reader);
        if (!read?.element || !post.contains(read.element)) continue;
        for (const candidate of this.#candidates.ofPart(read.element, post))
          candidates.set(candidate.selector, candidate);
      }
    }
    const most = name === "media" ? Number.POSITIVE_INFINITY : mostInPost;
    const isRare = ({ selector, stability }: SelectorCandidate) =>
      stability >= leastStability &&
      posts.every(([, post]) => {
        const isForeign = foreignTo(post, recipe);
        return selectAll(post, selector).filter((element) => !isForeign(element)).length <= most;
      });
    return [...candidates.values()].filter(isRare).sort((a, b) => b.stability - a.stability);
  }

  /** A place in the row of the post's own buttons, if the recipe's places are gone; else over the post. */
  #slots(recipe: PostRecipe, elements: ReadonlyMap<KnownPost, Element>): MendedSlot[] {
    const posts = [...elements.values()];
    const hasSlot = posts.filter((post) => {
      const spot = findSpot(post, recipe, foreignTo(post, recipe));
      return spot !== undefined && spot.slot.place !== "cover";
    }).length;
    // A recipe whose only place is over the post always has it.
    const isOver = recipe.slots.every(({ place }) => place === "cover");
    if (isOver || hasSlot >= posts.length * enough) return [];
    const look = recipe.slots[0]?.look ?? "round";
    const holds = ({ selector, stability }: SelectorCandidate) =>
      stability >= leastSlotStability &&
      posts.filter((post) => selectOwn(post, selector, foreignTo(post, recipe))).length >=
        posts.length * enough;
    const row = posts
      .slice(0, 5)
      .flatMap((post) => rowsIn(post, recipe).flatMap((element) => this.#candidates.ofPart(element, element)))
      .find(holds);
    const hasCover = recipe.slots.some(({ at, place }) => place === "cover" && at === undefined);
    if (row) this.#used.push(row.stability);
    return [
      ...(row ? [{ at: row.selector, place: "append", look } as const] : []),
      ...(hasCover ? [] : [{ place: "cover", look: "round" } as const]),
    ];
  }
}

/** The recipe's readings with those that structure uses beside them. */
function alternativesOf({ fields, alternatives }: SiteFields, index: number): FieldReadings {
  const { context: _, ...own } = fields[index] ?? {};
  const { context: __, ...more } = alternatives?.[index] ?? {};
  const names = new Set([...Object.keys(own), ...Object.keys(more)]) as Set<MendedField>;
  return Object.fromEntries([...names].map((name) => [name, [...(own[name] ?? []), ...(more[name] ?? [])]]));
}

/** The same reading at another place in the post, as `mendRecipes` makes it. */
function asReading({ read, as, all }: Reading, at: string): Reading {
  return { at, read, ...(as ? { as } : {}), ...(all ? { all } : {}) };
}

const buttons = "button,[role='button']";
const mostButtons = 12;

/** Elements with the post's last buttons, the smallest first. Sites put their actions below a post. */
function rowsIn(post: Element, recipe: PostRecipe): Element[] {
  const isForeign = foreignTo(post, recipe);
  const own = selectAll(post, buttons).filter((button) => !isForeign(button));
  const rows: Element[] = [];
  for (let up = own.at(-1)?.parentElement; up && up !== post; up = up.parentElement) {
    const count = selectAll(up, buttons).length;
    if (count > mostButtons) break;
    if (count >= 3) rows.push(up);
  }
  return rows;
}
