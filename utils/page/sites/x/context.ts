/** Context of a post on X: parents, the quoted post, reposts and the community. */

import type { ContextReading, Reading } from "../site.ts";

const cell = '[data-testid="cellInnerDiv"]';
/** The post of the page's address. */
const focal = 'article[tabindex="-1"]';

/** Readings for a neighbouring post as a whole. */
const another = {
  address: [{ at: "time", closest: 'a[href*="/status/"]', read: "attr:href" }],
  name: [{ at: '[data-testid="User-Name"] a[href]', read: "text" }],
  text: [{ at: '[data-testid="tweetText"]', read: "text" }],
} as const satisfies Record<string, readonly Reading[]>;

export const xContext: readonly ContextReading[] = [
  // A line leads down from the post above: both are shown as one conversation.
  {
    relation: "parent",
    in: "before",
    at: cell,
    sole: `${cell}:has([data-testid="Tweet-User-Avatar"]:not(:last-child)) + ${cell}`,
    ...another,
  },
  // The posts above the page's post are its parents.
  {
    relation: "parent",
    in: "before",
    at: 'article[data-testid="tweet"]',
    all: true,
    sole: `${cell}:has(${focal})`,
    ...another,
  },
  // The posts below are replies, up to the heading of suggested content.
  {
    relation: "parent",
    in: "before",
    at: `${focal},h2`,
    sole: `${cell}:has(${focal}) ~ ${cell}:not(:has([data-testid="placementTracking"] article))`,
    ...another,
  },
  {
    relation: "quoted",
    at: '[role="link"][tabindex="0"]:has([data-testid="User-Name"])',
    foreign: true,
    address: [{ at: 'a[href*="/status/"]', read: "attr:href", as: "x-picture-address" }],
    name: [{ at: '[data-testid="User-Name"] [dir]', read: "text" }],
    text: [{ at: '[data-testid="tweetText"]', read: "text" }],
  },
  // The user's own repost shows no name, and a pinned post has no link.
  {
    relation: "reposted-by",
    at: '[data-testid="socialContext"] > span > span',
    closest: 'a:not([href^="/i/"])',
    address: [{ read: "attr:href" }],
    name: [{ at: '[data-testid="socialContext"] > span', read: "text" }],
  },
  {
    relation: "group",
    at: '[data-testid="socialContext"]',
    closest: 'a[href^="/i/communities/"]',
    address: [{ read: "attr:href" }],
    name: [{ at: '[data-testid="socialContext"]', read: "text" }],
  },
];
