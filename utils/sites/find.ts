/** Finds the posts of a page and says which each one is. */

import type { LinkQuestion } from "../contract/messages.ts";
import type { Kind, Subject } from "../contract/site.ts";
import { addressOf } from "../subject/address-of.ts";
import { readAddress } from "../subject/read-address.ts";
import { gates } from "./gates.ts";
import type { Identity } from "./identity.ts";
import { describe, locate } from "./locate.ts";
import { nameBy } from "./names.ts";
import { type Page, pathOf } from "./page.ts";
import { candidates, isSole } from "./select.ts";
import type { NameReading, PostRecipe, Site } from "./site.ts";

export interface FoundPost {
  element: Element;
  recipe: PostRecipe;
  /** Absent while the page does not tell it (yet), and for posts not shown to be public. */
  identity?: Identity;
  /** The post is not shown to be public: nothing of it is read. */
  question?: LinkQuestion;
}

/** Recipes that apply to the page as its address is now. */
export function recipesFor(site: Site, page: Page): PostRecipe[] {
  const path = pathOf(page);
  return site.posts.filter((recipe) => !recipe.page || pattern(recipe.page).test(path));
}

/** Every post in a place that gets a button, in the order of the recipes, then of the page. */
export function findPosts(place: ParentNode, site: Site, page: Page): FoundPost[] {
  return recipesFor(site, page).flatMap((recipe) =>
    candidates(place, recipe).flatMap((element) => lookAt(element, recipe, site, page) ?? []),
  );
}

/** What one candidate is now; undefined when it gets no button: private, or of no known identity. */
export function lookAt(element: Element, recipe: PostRecipe, site: Site, page: Page): FoundPost | undefined {
  const answer = recipe.gate === undefined ? "public" : (gates[recipe.gate]?.(element, page) ?? "private");
  if (answer === "private") return undefined;
  if (answer !== "public") return { element, recipe, question: answer.unknown };
  const identity = identify(element, recipe, site, page);
  return identity ? { element, recipe, identity } : recipe.late && { element, recipe };
}

/** The first reading that names a subject of the recipe's kinds on this site. */
export function identify(element: Element, recipe: PostRecipe, site: Site, page: Page): Identity | undefined {
  for (const identity of identities(recipe.identity, element, recipe, site, page)) return identity;
  return undefined;
}

/** Other names of the same post, each once. */
export function aliasesOf(
  post: Element,
  recipe: PostRecipe,
  site: Site,
  page: Page,
  subject: Subject,
): Subject[] {
  const names = [...identities([...recipe.identity, ...(recipe.aliases ?? [])], post, recipe, site, page)];
  const kind = subject.split(":")[1];
  // Another kind is another thing: a photo of the post is not the post.
  const same = names.filter((name) => name.kind === kind && name.subject !== subject);
  return [...new Set(same.map((name) => name.subject))];
}

function* identities(
  readings: readonly NameReading[],
  element: Element,
  recipe: PostRecipe,
  site: Site,
  page: Page,
): Generator<Identity> {
  for (const reading of readings) {
    for (const raw of rawNames(reading, element, recipe, page)) {
      const identity = raw ? named(raw, recipe, site, page) : undefined;
      if (identity) yield { ...identity, source: describe(reading) };
    }
  }
}

function rawNames(
  reading: NameReading,
  post: Element,
  recipe: PostRecipe,
  page: Page,
): (string | null | undefined)[] {
  if (reading.in === "address") {
    return !reading.sole || isSole(post, recipe, reading.sole) ? [page.address] : [];
  }
  return locate(reading, post, recipe, page).map((element) => {
    const raw = element.getAttribute(reading.read.slice("attr:".length));
    return raw && reading.as ? nameBy(reading.as, raw, { element, page }) : raw;
  });
}

/** A raw `site:kind:id` or address as an identity of this recipe. */
function named(
  raw: string,
  recipe: PostRecipe,
  site: Site,
  page: Page,
): Omit<Identity, "source"> | undefined {
  // `#` and `?…` alone name the page they stand on, which is not this post.
  if (/^[#?]/.test(raw)) return undefined;
  const [, siteName, kindName] = /^([a-z]+):([a-z]+):[^\s\0]{1,250}$/.exec(raw) ?? [];
  const parsed = kindName ? undefined : readAddress(raw, page.address);
  if (parsed && !parsed.ok) return undefined;
  const kind = (parsed?.value.kind ?? kindName) as Kind;
  if ((parsed?.value.site ?? siteName) !== site.id) return undefined;
  if (kind !== recipe.kind && !recipe.kinds?.includes(kind)) return undefined;
  const [subject, permalink] = parsed
    ? [parsed.value.subject, parsed.value.permalink]
    : [raw, addressOf(raw)];
  return { kind, subject, ...(permalink ? { permalink } : {}) };
}

const patterns = new Map<string, RegExp>();

/** Compiled once; a malformed one applies nowhere. */
function pattern(source: string): RegExp {
  let compiled = patterns.get(source);
  if (!compiled) {
    try {
      compiled = new RegExp(source);
    } catch {
      compiled = /(?!)/;
    }
    patterns.set(source, compiled);
  }
  return compiled;
}
