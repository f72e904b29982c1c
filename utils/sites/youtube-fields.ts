/** How each field of a post on YouTube is read: carried by the capture script only. */

import { neverRead, type Reading, type SiteFields } from "./site.ts";
import { commentLink, watch } from "./youtube.ts";

const described = `${watch} #microformat script`;
const tooltip = "ytd-watch-info-text #tooltip";
const description = "#description-inline-expander";
const owner = "#owner ytd-channel-name a";
const channelLink = 'a[href^="/@"],a[href^="/channel/"]';
/** Second line of a card without classes that last: views, then age. */
const secondRow = "yt-content-metadata-view-model > div:nth-of-type(2)";

const cardFields = {
  title: [
    { at: "h3[title]", read: "attr:title" },
    { at: "#video-title[title]", read: "attr:title" },
    { at: "#video-title", read: "text" },
    { at: "h3", read: "text" },
  ],
  authorName: [
    { at: "ytd-channel-name a", read: "text" },
    { at: `yt-content-metadata-view-model :is(${channelLink})`, read: "text" },
    { at: "yt-content-metadata-view-model > div:first-of-type span[role='text']", read: "text" },
  ],
  authorHandle: [{ at: channelLink, read: "attr:href", as: "youtube-handle", all: true }],
  authorLink: [{ at: channelLink, read: "attr:href", as: "account-address" }],
  authorId: [{ at: channelLink, read: "attr:href", as: "youtube-channel-id", all: true }],
  media: [
    { at: 'a[href^="/watch?"] img[src],a[href^="/shorts/"] img[src]', read: "attr:src", as: "address" },
  ],
} as const satisfies Record<string, readonly Reading[]>;

/** A function, so that the script on every page leaves it out. */
export const youtubeFields = (): SiteFields => ({
  fields: [
    {
      title: [{ at: "ytd-watch-metadata h1", read: "text" }],
      text: [
        { at: `${description}[is-expanded] #expanded`, read: "text" },
        { at: `${description} #attributed-snippet-text`, read: "text" },
        { at: `${description} #snippet`, read: "text" },
      ],
      truncated: [{ at: `${description}:not([is-expanded]) #expand:not([hidden])`, read: "present" }],
      authorName: [{ at: owner, read: "text" }],
      authorHandle: [{ at: owner, read: "attr:href", as: "youtube-handle" }],
      authorLink: [{ at: owner, read: "attr:href", as: "account-address" }],
      authorId: [{ at: owner, read: "attr:href", as: "youtube-channel-id" }],
      publishedRaw: [{ at: tooltip, read: "text", as: "youtube-tooltip-date" }],
      publishedAt: [{ in: "page", at: described, read: "present", as: "youtube-described-time" }],
      media: [{ in: "page", at: described, read: "present", as: "youtube-described-picture" }],
      links: [
        { at: `${description} a[href*="/redirect?"]`, read: "attr:href", as: "link", all: true },
        { at: `${description} a[href^="http"]`, read: "attr:href", as: "link", all: true },
      ],
      counts: [
        { at: tooltip, read: "text", as: "count-views" },
        { at: "like-button-view-model button", read: "text", as: "count-likes" },
        { at: "ytd-comments-header-renderer #count", foreign: true, read: "text", as: "count-comments" },
      ],
      timecodeSeconds: [
        {
          in: "page",
          at: `${watch} #movie_player:not(.ad-showing,.miniplayer) video`,
          read: "prop:currentTime",
        },
      ],
    },
    {
      text: [{ at: "#content-text", read: "text" }],
      authorName: [{ at: "#author-text", read: "text" }],
      authorHandle: [{ at: "#author-text", read: "attr:href", as: "youtube-handle" }],
      authorLink: [{ at: "#author-text", read: "attr:href", as: "account-address" }],
      authorId: [{ at: "#author-text", read: "attr:href", as: "youtube-channel-id" }],
      publishedRaw: [{ at: commentLink.at as string, read: "text" }],
      links: [
        { at: '#content-text a[href*="/redirect?"]', read: "attr:href", as: "link", all: true },
        { at: '#content-text a[href^="http"]', read: "attr:href", as: "link", all: true },
      ],
      counts: [{ at: "#vote-count-middle", read: "text", as: "count-likes" }],
    },
    {
      ...cardFields,
      publishedRaw: [
        { at: "#metadata-line .inline-metadata-item:nth-of-type(2)", read: "text" },
        { at: `${secondRow} > span[role="text"]:last-of-type`, read: "text" },
      ],
      counts: [
        { at: "#metadata-line .inline-metadata-item", read: "text", as: "count-views" },
        { at: `${secondRow} > span[role="text"]`, read: "text", as: "count-views" },
      ],
    },
    cardFields,
  ],
  audience: {},
  unavailable: [],
  guard: {
    own: `${neverRead},ytd-masthead,ytd-guide-renderer,ytd-mini-guide-renderer,#guide,#simple-box,ytd-comment-simplebox-renderer,ytd-commentbox,yt-live-chat-message-input-renderer,ytm-mobile-topbar-renderer`,
    page: "ytd-watch-flexy,ytd-shorts,ytd-browse,ytm-watch,yt-live-chat-app,ytm-app",
  },
});
