/** Field readings for cards, in every generation of their markup. Part of the capture script only. */

import type { FieldReadings } from "../site.ts";

const rows = "yt-content-metadata-view-model > div";
/** Views and age: in the second line, or in the only line if the card omits the channel. */
const second = () => `${rows}:nth-of-type(2) > span[role="text"]`;
const only = () => `${rows}:only-of-type > span[role="text"]`;
const mobile = "ytm-badge-and-byline-renderer > span";
const byName = 'a[href^="/@"]';
const byId = 'a[href^="/channel/"]';

export const cardFields = (): FieldReadings => ({
  title: [
    { at: "#video-title", read: "text" },
    { at: "h3", read: "text" },
    { at: "h4", read: "text" },
  ],
  authorName: [
    { at: "ytd-channel-name a", read: "text" },
    { at: "#byline", read: "text" },
    { at: `yt-content-metadata-view-model ${byName}`, read: "text" },
    { at: `yt-content-metadata-view-model ${byId}`, read: "text" },
    { at: `${rows}:first-of-type:not(:only-of-type) > span[role="text"]`, read: "text" },
    { at: `${mobile}:first-of-type`, read: "text" },
  ],
  authorHandle: [{ at: byName, read: "attr:href", as: "youtube-handle" }],
  authorLink: [
    { at: byName, read: "attr:href", as: "account-address" },
    { at: byId, read: "attr:href", as: "account-address" },
  ],
  authorId: [{ at: byId, read: "attr:href", as: "youtube-channel-id" }],
  publishedRaw: [
    { at: "#metadata-line .inline-metadata-item:nth-of-type(2)", read: "text" },
    { at: `${second()} ~ span[role="text"]`, read: "text" },
    { at: `${only()} ~ span[role="text"]`, read: "text" },
    { at: `${mobile}:nth-of-type(5)`, read: "text" },
  ],
  media: [
    // Excludes the channel's avatar.
    { at: 'img[src*="/vi"]', read: "attr:src", as: "address" },
  ],
  counts: [
    { at: "#metadata-line .inline-metadata-item", read: "text", as: "count-views" },
    { at: `${second()}:not(:last-of-type)`, read: "text", as: "count-views" },
    { at: `${only()}:not(:last-of-type)`, read: "text", as: "count-views" },
    { at: 'ytm-shorts-lockup-view-model h3 + div span[role="text"]', read: "text", as: "count-views" },
    { at: `${mobile}:nth-of-type(3)`, read: "text", as: "count-views" },
  ],
  promoted: [
    { at: "feed-ad-metadata-view-model", read: "present" },
    { at: 'a[href*="googleadservices.com"]', read: "present" },
  ],
});
