/** Evaluates one reading: raw strings with their sources. */

import { captureLimits } from "../../../shared/contract/limits.ts";
import type { Subject } from "../../../shared/contract/site.ts";
import type { PostRecipe, Reading, SiteFields } from "../site.ts";
import type { Candidate } from "./find-posts.ts";
import { describeSource, locate } from "./locate.ts";
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
export interface Reader extends Candidate {
  siteFields: SiteFields;
  /** The post's subject, for data that is stored apart from it. */
  subject?: Subject | undefined;
  /** The post whose context `post` belongs to. */
  whole?: Element;
}

/** Returns every value of a reading in page order; at most one without `all`. */
export function readAll(reading: Reading, reader: Reader): ReadValue[] {
  const { post, recipe, page } = reader;
  const { own, page: content } = reader.siteFields.guard;
  const source = describeSource(reading);
  if (reading.in === "address") {
    const value = reading.as ? transform(reading.as, page.address, { page }) : page.address;
    return value === undefined ? [] : [{ value, source }];
  }
  return locate(reading, post, recipe, page).flatMap((element): ReadValue[] => {
    if (closest(element, own) || (isOutside(reading) && !closest(element, content))) return [];
    const raw = rawOf(reading, element, recipe, own);
    if (raw === undefined || raw.value === "") return [];
    const value =
      typeof raw.value === "string" ? transformed(reading, raw.value, element, reader) : raw.value;
    return value === undefined ? [] : [{ value, source, element, ...(raw.clipped ? { clipped: true } : {}) }];
  });
}

function transformed({ as }: Reading, raw: string, element: Element, reader: Reader): unknown {
  const { page, subject, siteFields, post, whole = post } = reader;
  if (!as) return raw;
  const place = { element, page, post: whole, own: siteFields.guard.own };
  return transform(as, raw, subject ? { ...place, subject } : place);
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
    const { text, clipped } = readText(element, captureLimits.textChars, leaveOut);
    return { value: text, clipped };
  }
  const value = element.getAttribute(read.slice("attr:".length));
  return value === null ? undefined : { value };
}
