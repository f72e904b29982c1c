/** Counts raw marks of posts in a file without the recipes, to detect posts that the recipes miss. */

import { audienceGateOf, recipesFor } from "../../../utils/page/sites/engine/find-posts.ts";
import { candidates, closest, selectAll } from "../../../utils/page/sites/engine/select.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import type { SavedPage } from "./open-page.ts";
import type { SamplePost } from "./read-posts.ts";

interface Mark {
  site: SiteId;
  /** Display name. */
  name: string;
  /** Pattern in the file's text. Its group, if any, is the id, and each id counts once. */
  inText: RegExp;
  /** Selector of the elements that carry the mark. */
  at: string;
}

const marks: readonly Mark[] = [
  {
    site: "facebook",
    name: "story_message",
    inText: /data-ad-rendering-role="story_message"/g,
    at: '[data-ad-rendering-role="story_message"]',
  },
  { site: "facebook", name: "pfbid", inText: /\/(pfbid\w{10,})/g, at: '[href*="/pfbid"]' },
  {
    site: "x",
    name: "article tweet",
    inText: /<article[^>]*\sdata-testid="tweet"/g,
    at: 'article[data-testid="tweet"]',
  },
  { site: "telegram", name: "data-post", inText: /data-post="([^"]+)"/g, at: "[data-post]" },
  {
    site: "telegram",
    name: "bubble (Web K)",
    inText: /class="(?:[^"]* )?bubble(?: [^"]*)?"/g,
    at: ".bubble",
  },
  {
    site: "telegram",
    name: "list item (Web A)",
    inText: /class="(?:[^"]* )?message-list-item(?: [^"]*)?"/g,
    at: ".message-list-item",
  },
  {
    site: "youtube",
    name: "video id",
    inText: /href="[^"]*\/(?:watch\?v=|shorts\/)([\w-]{11})(?![\w-])(?![^"]*list=)/g,
    at: '[href*="/watch?v="],[href*="/shorts/"]',
  },
  // A mix (`RD…`) is generated for each person and cannot be reported, so it has no mark.
  {
    site: "youtube",
    name: "playlist id",
    inText: /href="[^"]*[?;]list=((?!RD)[\w-]{10,80})/g,
    at: '[href*="list="]',
  },
  {
    site: "youtube",
    name: "post id",
    inText: /href="[^"]*\/post\/(Ug[\w-]{10,80})/g,
    at: '[href*="/post/"]',
  },
  { site: "youtube", name: "comment id", inText: /href="[^"]*[?;]lc=(Ug[\w.-]+)/g, at: '[href*="lc="]' },
  {
    site: "youtube",
    name: "chat message",
    inText: /<yt-live-chat-text-message-renderer/g,
    at: "yt-live-chat-text-message-renderer",
  },
];

/** Best first, for an id that several elements carry. */
const markOutcomes = ["found", "inside", "skipped", "private", "missed"] as const;
type MarkOutcome = (typeof markOutcomes)[number];

/** `inside`: belongs to something else in a found post; `skipped`: by the recipe; `private`: not shown to be public. */
export interface MarkCount extends Record<MarkOutcome, number> {
  mark: string;
  /** Number of marks in the file. */
  marks: number;
  /** Ids, or indexes in page order. */
  missedOnes: readonly string[];
}

export function countMarks(saved: SavedPage, posts: readonly SamplePost[]): MarkCount[] {
  return marks
    .filter(({ site }) => site === saved.site.id)
    .flatMap((mark) => {
      const inText = [...saved.markup.matchAll(mark.inText)].map(([, id], index) => id ?? `${index + 1}`);
      const ids = [...new Set(inText)];
      return ids.length > 0 ? [counted(mark, ids, saved, posts)] : [];
    });
}

function counted(mark: Mark, ids: readonly string[], saved: SavedPage, posts: readonly SamplePost[]) {
  const claimed = new Set<SamplePost>();
  const fateOf = new Map<string, MarkOutcome>();
  for (const [index, element] of selectAll(saved.page.document, mark.at).entries()) {
    const tag = (element.cloneNode(false) as Element).outerHTML;
    const [match] = tag.matchAll(mark.inText);
    if (!match) continue;
    const id = match[1] ?? `${index + 1}`;
    const fate = match[1] ? ofId(id, element, saved, posts) : ofElement(element, claimed, saved, posts);
    const before = fateOf.get(id);
    if (before === undefined || markOutcomes.indexOf(fate) < markOutcomes.indexOf(before))
      fateOf.set(id, fate);
  }
  const all = ids.map((id): [string, MarkOutcome] => [id, fateOf.get(id) ?? "missed"]);
  const numbers = markOutcomes.map((fate) => [fate, all.filter(([, each]) => each === fate).length] as const);
  return {
    mark: mark.name,
    marks: ids.length,
    ...(Object.fromEntries(numbers) as Record<MarkOutcome, number>),
    missedOnes: all.flatMap(([id, fate]) => (fate === "missed" ? [id] : [])),
  };
}

function ofId(id: string, element: Element, saved: SavedPage, posts: readonly SamplePost[]): MarkOutcome {
  if (posts.some(({ subject }) => subject.toLowerCase().endsWith(`:${id.toLowerCase()}`))) return "found";
  return posts.some((post) => post.element.contains(element)) ? "inside" : isLeftOut(element, saved);
}

/** A mark without an id belongs to its post if it is the first one in it. */
function ofElement(
  element: Element,
  claimed: Set<SamplePost>,
  saved: SavedPage,
  posts: readonly SamplePost[],
): MarkOutcome {
  const around = posts.filter((post) => post.element.contains(element) || element.contains(post.element));
  const own = around.find((post) => !claimed.has(post));
  if (own) claimed.add(own);
  if (around.length > 0) return own ? "found" : "inside";
  return isLeftOut(element, saved);
}

function isLeftOut(element: Element, { site, page }: SavedPage): MarkOutcome {
  const recipes = recipesFor(site, page);
  if (recipes.some(({ skip }) => skip && closest(element, skip.join()))) return "skipped";
  const gate = audienceGateOf(site.id, page);
  const isPrivate = recipes.some((recipe) =>
    candidates(page.document, recipe).some(
      (post) => post.contains(element) && gate?.(post, page) === "private",
    ),
  );
  return isPrivate ? "private" : "missed";
}
