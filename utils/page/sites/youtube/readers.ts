/** YouTube-specific transforms: identities of videos, lists and channels, and embedded data. */

import type { Kind } from "../../../shared/contract/site.ts";
import { parseAddress } from "../../../shared/subject/parse-address.ts";
import { readAddress } from "../../../shared/subject/read-address.ts";
import type { Page, ReadContext } from "../engine/page.ts";

/** Returns the video in the page's address, also for a link to one of its comments. */
function addressed({ address }: Page): string | undefined {
  const parsed = readAddress(address);
  if (!parsed.ok || parsed.value.site !== "youtube") return undefined;
  const { kind, owner, id } = parsed.value;
  return kind === "comment" ? owner : kind === "video" ? id : undefined;
}

/**
 * The page reuses its elements for the next video and updates them at different times. The id counts only if
 * address, page and title block agree on it.
 */
function currentVideo(raw: string, { element, page }: ReadContext): string | undefined {
  const title = element?.querySelector("ytd-watch-metadata[video-id]")?.getAttribute("video-id");
  return raw === addressed(page) && (!title || title === raw) ? `youtube:video:${raw}` : undefined;
}

/** Returns true for the visible player of Shorts; one document holds several of them. */
function isSeen(player: Element): boolean {
  const list = player.closest("ytd-shorts,#shorts-container");
  const all = [...(list?.querySelectorAll(player.localName) ?? [])];
  if (all.length < 2) return true;
  if (all.some((tab) => tab.hasAttribute("is-active"))) return player.hasAttribute("is-active");
  const { top, bottom } = player.getBoundingClientRect();
  const middle = (player.ownerDocument.defaultView?.innerHeight ?? 0) / 2;
  return top <= middle && middle < bottom;
}

/** Returns the video in the address, unless the player or the poster image in its slot shows another one. */
function addressedVideo(_raw: string, { element, page }: ReadContext): string | undefined {
  const id = addressed(page);
  const still = element?.closest(".reel-video-in-sequence-new")?.querySelector('[style*="/vi"]');
  const told =
    element?.getAttribute("video-id") ??
    /\/vi(?:_webp)?\/([\w-]{11})\//.exec(still?.getAttribute("style") ?? "")?.[1];
  return id && element && (told ? told === id : isSeen(element)) ? `youtube:video:${id}` : undefined;
}

/** Returns a video, also inside a list, or a list made by a person. A mix (`RD…`) is generated for the viewer. */
function card(raw: string, { page }: ReadContext): string | undefined {
  const query = URL.parse(raw, page.address)?.searchParams;
  const list = query?.get("list");
  if (!list || query?.has("index")) return raw;
  return /^(?:PL|UU|OLAK|FL)[\w-]{8,78}$/.test(list)
    ? `https://www.youtube.com/playlist?list=${list}`
    : undefined;
}

/** Identity transforms, part of the script on every page. */
export const youtubeNames = {
  "youtube-current-video": currentVideo,
  "youtube-addressed-video": addressedVideo,
  "youtube-card": card,
  /** Returns the list in the address, unless the header names another one; it may still show the previous list. */
  "youtube-list": (raw: string, place: ReadContext) =>
    card(place.element?.querySelector('a[href*="list="]')?.getAttribute("href") ?? raw, place),
  /**
   * Returns the channel in the address. The header must show its handle, because it may still show the previous
   * channel.
   */
  "youtube-header": (raw: string, { element }: ReadContext) => {
    const path = decodeURIComponent(new URL(raw).pathname);
    const handle = /^\/(@[^/]{2,60})/.exec(path)?.[1]?.toLowerCase();
    const words = element?.textContent?.toLowerCase().split(/[^\p{L}\p{M}\p{N}_.·@-]+/u);
    if (handle && !words?.some((word) => word.endsWith(handle))) return undefined;
    const id = handle ?? /^\/channel\/(UC[\w-]{22})(?:\/|$)/.exec(path)?.[1];
    return id && `youtube:channel:${id}`;
  },
  /** Returns a chat message, with its video if the frame's address has it. */
  "youtube-chat": (raw: string, { page }: ReadContext) => {
    const video = URL.parse(page.address)?.searchParams.get("v");
    if (!/^[\w%=-]{20,200}$/.test(raw)) return undefined;
    return `youtube:chat:${video && /^[\w-]{11}$/.test(video) ? `${video}/` : ""}${raw}`;
  },
};

/** Returns the `VideoObject` beside the player, unless it still describes the previous video. */
function described({ element, page }: ReadContext): Record<string, unknown> | undefined {
  const text = element?.textContent ?? "";
  if (text.length > 200_000) return undefined;
  const data = JSON.parse(text) as Record<string, unknown> | null;
  const named = [data?.embedUrl, data?.url, data?.["@id"]].flatMap((value) => {
    const parsed = typeof value === "string" ? parseAddress(value) : undefined;
    return parsed?.ok && parsed.value.kind === "video" ? [parsed.value.id] : [];
  });
  const current = addressed(page);
  return data && current && named.length > 0 && named.every((id) => id === current) ? data : undefined;
}

/**
 * Returns data of the first page load if it describes this video. Quotes in values are escaped, so a title
 * cannot forge data.
 */
function loaded({ element, subject }: ReadContext, wanted: RegExp): string | undefined {
  const text = element?.textContent ?? "";
  const start = /"videoDetails":\{"videoId":"([\w-]{11})"/.exec(text);
  const isThis = start && subject === `youtube:video:${start[1]}`;
  return isThis ? wanted.exec(text.slice(start.index))?.[1] : undefined;
}

function channel(raw: string, { page }: ReadContext): string | undefined {
  const parsed = parseAddress(raw, page.address);
  return parsed.ok && parsed.value.kind === "channel" ? parsed.value.id : undefined;
}

/** Returns the address of the parent of a comment or chat message, without the comment's id. */
function commented(kind: Kind, raw: string, { page }: ReadContext): string | undefined {
  const url = new URL(raw, page.address);
  url.searchParams.delete("lc");
  url.pathname = url.pathname.replace(/^\/live_chat(?:_replay)?$/, "/watch");
  const parsed = parseAddress(url.href);
  return parsed.ok && parsed.value.kind === kind ? parsed.value.permalink : undefined;
}

function isoOf(value: unknown): string | undefined {
  const time =
    typeof value === "string" && /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/.test(value)
      ? Date.parse(value)
      : Number.NaN;
  return Number.isFinite(time) ? new Date(time).toISOString() : undefined;
}

/** Labels that YouTube and Studio show beside a video, in both languages. */
const audiences: Readonly<Record<string, "public" | "not-public">> = {
  publik: "public",
  public: "public",
  "tidak publik": "not-public",
  unlisted: "not-public",
  pribadi: "not-public",
  private: "not-public",
  draf: "not-public",
  draft: "not-public",
  dijadwalkan: "not-public",
  scheduled: "not-public",
  "khusus pelanggan": "not-public",
  "members only": "not-public",
};

export const youtubeReaders = {
  "youtube-handle": (raw: string, place: ReadContext) => /^@(.+)/.exec(channel(raw, place) ?? "")?.[1],
  "youtube-channel-id": (raw: string, place: ReadContext) => /^UC.+/.exec(channel(raw, place) ?? "")?.[0],
  "youtube-commented-video": (raw: string, place: ReadContext) => commented("video", raw, place),
  "youtube-commented-post": (raw: string, place: ReadContext) => commented("post", raw, place),
  /** The date in `96.412 x ditonton • 22 Nov 2026 • #resep`. */
  "youtube-tooltip-date": (raw: string) => raw.split(" • ")[1]?.trim() || undefined,
  "youtube-described-time": (_raw: string, place: ReadContext) => isoOf(described(place)?.uploadDate),
  "youtube-described-picture": (_raw: string, place: ReadContext) => {
    const value = [described(place)?.thumbnailUrl].flat()[0];
    return typeof value === "string" && /^https:\/\/\S+$/.test(value) ? value : undefined;
  },
  "youtube-loaded-channel": (_raw: string, place: ReadContext) =>
    loaded(place, /"channelId":"(UC[\w-]{22})"/),
  "youtube-loaded-time": (_raw: string, place: ReadContext) =>
    isoOf(loaded(place, /"uploadDate":"([^"]{10,40})"/)),
};

export const youtubeAudiences = {
  "youtube-audience": (raw: string) => audiences[raw.split("\n")[0]?.trim().toLowerCase() ?? ""],
  "youtube-loaded-audience": (_raw: string, place: ReadContext) =>
    loaded(place, /"(?:isUnlisted|isPrivate)":(true)/)
      ? "not-public"
      : loaded(place, /"isUnlisted":(false)/) && "public",
};
