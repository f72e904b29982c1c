/** Evaluates one reading: raw strings with their sources. */

import { limits } from "../../../shared/contract/limits.ts";
import type { Subject } from "../../../shared/contract/site.ts";
import type { PostRecipe, Reading, Site, SiteFields } from "../site.ts";
import { describeSource, locate } from "./locate.ts";
import type { Page } from "./page.ts";
import { closest, foreignSelector } from "./select.ts";
import { readText } from "./text.ts";
import { transform } from "./transforms.ts";

export interface ReadValue {
  value: unknown;
  /** For example `attr:datetime time[datetime]`. */
  source: string;
  element?: Element;
  /** The text exceeded the contract's limit. */
  clipped?: true;
}

/** The post being read and its surroundings. */
export interface Reader {
  site: Site;
  siteFields: SiteFields;
  post: Element;
  recipe: PostRecipe;
  page: Page;
  /** The post's subject, for data that is stored apart from it. */
  subject?: Subject | undefined;
}

/** Returns every value of a reading in page order; at most one without `all`. */
export function readAll(
  reading: Reading,
  { siteFields: { guard }, post, recipe, page, subject }: Reader,
): ReadValue[] {
  const source = describeSource(reading);
  if (reading.in === "address") {
    const value = reading.as ? transform(reading.as, page.address, { page }) : page.address;
    return value === undefined ? [] : [{ value, source }];
  }
  return locate(reading, post, recipe, page).flatMap((element): ReadValue[] => {
    if (closest(element, guard.own) || (isOutside(reading) && !closest(element, guard.page))) return [];
    const raw = rawOf(reading, element, recipe, guard.own);
    if (raw === undefined || raw.value === "") return [];
    const value =
      typeof raw.value === "string" && reading.as
        ? transform(reading.as, raw.value, { element, page, own: guard.own, ...(subject ? { subject } : {}) })
        : raw.value;
    return value === undefined ? [] : [{ value, source, element, ...(raw.clipped ? { clipped: true } : {}) }];
  });
}

export function isOutside({ in: place }: Pick<Reading, "in">): boolean {
  return place === "page" || place === "before" || place === "around";
}

export function sourceOf(found: readonly ReadValue[]): string {
  return [...new Set(found.map((read) => read.source))].join("; ").slice(0, 300);
}

function rawOf({ read, as, foreign }: Reading, element: Element, recipe: PostRecipe, own: string) {
  if (read === "present") return { value: as ? "present" : true };
  if (read === "prop:currentTime") return { value: (element as HTMLVideoElement).currentTime };
  if (read === "text") {
    const leaveOut = [own, foreign ? "" : foreignSelector(recipe)].filter(Boolean).join();
    const { text, clipped } = readText(element, limits.textChars, leaveOut);
    return { value: text, clipped };
  }
  const value = element.getAttribute(read.slice("attr:".length));
  return value === null ? undefined : { value };
}
