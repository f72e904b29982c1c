/**
 * Reads the state of the content at the page's address: available, gone by the site's own notice, or unknown.
 * Absence alone never means gone.
 */

import type { UnavailableReason } from "../../../shared/contract/evidence.ts";
import type { PageState } from "../../../shared/contract/outcome-check.ts";
import type { LoginWallReading } from "../../../shared/contract/recipe.ts";
import type { ContentState } from "../../../shared/contract/request-state.ts";
import { parseAddress } from "../../../shared/subject/parse-address.ts";
import type { Notices, PostRecipe, Site } from "../site.ts";
import { aliasesOf, type FoundPost, findPosts } from "./find-posts.ts";
import { describeSource } from "./locate.ts";
import { isOn, type Page, pathOf } from "./page.ts";
import { readUnavailable } from "./read-unavailable.ts";
import { closest, selectAll } from "./select.ts";

export type ReadPageState = Pick<PageState, "names" | "signIn" | "seen" | "readFrom" | "source">;

/** Age-restricted content is still visible to adults, so it counts neither as gone nor as seen. */
const stateByReason: Readonly<Record<UnavailableReason, ContentState>> = {
  removed: "removed",
  withheld: "withheld",
  private: "private",
  "age-restricted": "unknown",
  unknown: "unknown",
};

/** Paths to which sites redirect visitors who must sign in first. */
const signInPages = ["/login*", "/i/flow/login*", "/account/access*", "/checkpoint*"];

/**
 * Detects sign-in prompts on pages that show only a part to visitors. Hidden prompts are ignored: sites
 * keep them in the document until they are needed.
 */
export function hasLoginWall(readings: readonly LoginWallReading[], page: Page): boolean {
  const path = pathOf(page.address);
  return readings.some(
    ({ page: pages, at }) =>
      (!pages || isOn(pages, path)) &&
      selectAll(page.document, at).some((prompt) => !closest(prompt, "[hidden],[aria-hidden='true']")),
  );
}

export function readState(site: Site, { unavailable, loginWall }: Notices, page: Page): ReadPageState {
  const named = parseAddress(page.address);
  if (!named.ok || named.value.site !== site.id) {
    const signIn = isOn(signInPages, pathOf(page.address).replace(/#.*$/, ""));
    return {
      names: [],
      signIn,
      seen: "unknown",
      readFrom: signIn ? "sign-in" : "address",
      source: signIn ? "page that asks to sign in" : "page address",
    };
  }
  const { subject } = named.value;
  const gone = readUnavailable(unavailable, page);
  const notice = { names: [subject], signIn: false, readFrom: "notice" as const };
  if (gone) return { ...notice, seen: stateByReason[gone.value], source: gone.source };
  // An unknown text in the place of a notice: the post may or may not exist, so the state is unknown.
  const unread = readUnavailable(withoutWords(unavailable), page);
  if (unread) return { ...notice, seen: "unknown", source: unread.source };
  const post = findNamed(site, page, subject);
  if (post) {
    const names = [...new Set([subject, ...namesOf(post, site, page)])];
    return { names, source: sourceOf(post), signIn: false, seen: "available", readFrom: "post" };
  }
  const signIn = hasLoginWall(loginWall ?? [], page);
  const source = signIn ? "prompt to sign in" : "nothing that the recipe knows";
  return { names: [subject], signIn, seen: "unknown", readFrom: signIn ? "sign-in" : "nothing", source };
}

function withoutWords(unavailable: Notices["unavailable"]): Notices["unavailable"] {
  return unavailable.map(({ says: _, ...reading }) => ({ ...reading, reason: "unknown" as const }));
}

/** Returns the post whose names include the one in the page's address. */
function findNamed(site: Site, page: Page, subject: string): FoundPost | undefined {
  return findPosts(page.document, site, page).find((post) => namesOf(post, site, page).includes(subject));
}

/** The element from which a state was read, with the post's recipe. */
export interface ShownContent {
  element: Element;
  recipe?: PostRecipe;
}

/** Returns the post or the notice that a state was read from; undefined for the other sources. */
export function shownContent(
  { readFrom, names: [subject = ""] }: ReadPageState,
  site: Site,
  { unavailable }: Notices,
  page: Page,
): ShownContent | undefined {
  if (readFrom === "post") return findNamed(site, page, subject);
  if (readFrom !== "notice") return undefined;
  return readUnavailable(unavailable, page) ?? readUnavailable(withoutWords(unavailable), page);
}

function namesOf({ element: post, recipe, identity }: FoundPost, site: Site, page: Page): string[] {
  if (!identity) return [];
  const { subject } = identity;
  return [subject, ...aliasesOf({ post, recipe, site, page }, subject)].slice(0, 9);
}

function sourceOf({ recipe, identity }: FoundPost): string {
  const reading = identity?.reading;
  const where = !reading || typeof reading === "string" ? (reading ?? "") : describeSource(reading);
  return `${recipe.kind} ${where}`.trim().slice(0, 300);
}
