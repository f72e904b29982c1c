/** What YouTube's pages need beyond the shared transforms: the current video, its description for search engines. */

import { parseAddress } from "../subject/parse-address.ts";
import { readAddress } from "../subject/read-address.ts";
import type { Page } from "./page.ts";
import type { Place } from "./place.ts";

const videoId = /^[\w-]{11}$/;

/** The video that the address names, also when it points at a comment below it. */
function addressed({ address }: Page): string | undefined {
  const parsed = readAddress(address);
  if (!parsed.ok || parsed.value.site !== "youtube") return undefined;
  return parsed.value.kind === "comment"
    ? parsed.value.owner
    : parsed.value.kind === "video"
      ? parsed.value.id
      : undefined;
}

/**
 * The page's elements are used again for the next video, and not all at once: the id counts only when address,
 * page and title block agree on it.
 */
function currentVideo(raw: string, { element, page }: Place): string | undefined {
  const title = element?.querySelector("ytd-watch-metadata[video-id]")?.getAttribute("video-id");
  return videoId.test(raw) && raw === addressed(page) && (!title || title === raw)
    ? `youtube:video:${raw}`
    : undefined;
}

/** The `VideoObject` beside the player, unless it is still the previous video's. */
function described({ element, page }: Place): Record<string, unknown> | undefined {
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

function channel(raw: string, { page }: Place): string | undefined {
  const parsed = parseAddress(raw, page.address);
  return parsed.ok && parsed.value.kind === "channel" ? parsed.value.id : undefined;
}

/** Names of posts: part of the script on every page. */
export const youtubeNames = {
  "youtube-current-video": currentVideo,
  /** A list made by someone; a mix (`RD…`) is made for the person looking at it. */
  "youtube-playlist": (raw: string, { page }: Place) => {
    const id = URL.parse(raw, page.address)?.searchParams.get("list");
    return id && /^(?:PL|UU|OLAK|FL)[\w-]{8,78}$/.test(id)
      ? `https://www.youtube.com/playlist?list=${id}`
      : undefined;
  },
};

export const youtubeReaders = {
  "youtube-handle": (raw: string, place: Place) => /^@(.+)/.exec(channel(raw, place) ?? "")?.[1],
  "youtube-channel-id": (raw: string, place: Place) => /^UC.+/.exec(channel(raw, place) ?? "")?.[0],
  /** The date in `96.412 x ditonton • 22 Nov 2026 • #resep`. */
  "youtube-tooltip-date": (raw: string) => raw.split(" • ")[1]?.trim() || undefined,
  "youtube-described-time": (_raw: string, place: Place) => {
    const value = described(place)?.uploadDate;
    const time =
      typeof value === "string" && /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/.test(value)
        ? Date.parse(value)
        : Number.NaN;
    return Number.isFinite(time) ? new Date(time).toISOString() : undefined;
  },
  "youtube-described-picture": (_raw: string, place: Place) => {
    const value = [described(place)?.thumbnailUrl].flat()[0];
    return typeof value === "string" && /^https:\/\/\S+$/.test(value) ? value : undefined;
  },
};
