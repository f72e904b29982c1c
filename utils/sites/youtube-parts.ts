/** What several kinds of posts on YouTube share: links to channels, links in a text, data of the first load. */

import type { FieldReadings, Reading } from "./site.ts";

/** What the page was first loaded with lies in one of these. */
export const script = "body > script";

/** Every link of a text, without YouTube's own redirector. */
export const links = (inside: string): readonly Reading[] => [
  { at: `${inside} a[href*="/redirect?"]`, read: "attr:href", as: "link", all: true },
  { at: `${inside} a[href^="http"]`, read: "attr:href", as: "link", all: true },
];

/** What a link to a channel tells of it. */
export const author = (at: string) =>
  ({
    authorHandle: [{ at, read: "attr:href", as: "youtube-handle" }],
    authorLink: [{ at, read: "attr:href", as: "account-address" }],
    authorId: [{ at, read: "attr:href", as: "youtube-channel-id" }],
  }) as const satisfies FieldReadings;
