/** Shared by several kinds of YouTube posts: channel links, links in texts, and data of the first page load. */

import type { FieldReadings, Reading } from "../site.ts";

/** One of these scripts holds the data of the first page load. */
export const script = "body > script";

/** Every link of a text, unwrapped from YouTube's redirector. */
export const links = (inside: string): readonly Reading[] => [
  { at: `${inside} a[href*="/redirect?"]`, read: "attr:href", as: "link", all: true },
  { at: `${inside} a[href^="http"]`, read: "attr:href", as: "link", all: true },
];

/** Author readings from a channel link. */
export const author = (at: string) =>
  ({
    authorHandle: [{ at, read: "attr:href", as: "youtube-handle" }],
    authorLink: [{ at, read: "attr:href", as: "account-address" }],
    authorId: [{ at, read: "attr:href", as: "youtube-channel-id" }],
  }) as const satisfies FieldReadings;
