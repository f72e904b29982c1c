/** Recipes of Sebar: messages of public channels. */

import { defineSite, type SiteFields, unreadableElements } from "../site.ts";

export const sebar = defineSite({
  id: "sebar",
  matches: ["*://sebar.example/*"],
  dark: ["html.malam"],
  surfaces: [{ page: ["/*"], expects: "message" }],
  posts: [
    {
      kind: "message",
      find: ["article"],
      foreign: ["blockquote"],
      identity: [{ at: "time", closest: "a", read: "attr:href" }],
      slots: [{ at: "footer", place: "append", look: "icon" }],
    },
  ],
});

export const sebarFields = (): SiteFields => ({
  fields: [
    {
      text: [{ at: "p", read: "text" }],
      publishedAt: [{ at: "time", read: "attr:datetime", as: "instant" }],
    },
  ],
  audience: { message: [{ read: "present", as: "audience-public" }] },
  unavailable: [],
  guard: { own: unreadableElements, page: "main" },
});
