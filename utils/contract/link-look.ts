/** Where the links of a case lead: who else links there, and what people found when they opened the page. Facts, never a verdict. */

import { z } from "zod";
import { address, id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { byId } from "./page.ts";
import { siteId, subject } from "./site.ts";

/** What kind of page it is, by what is on it. */
export const linkedPage = z.enum(["article", "shop", "copied", "empty", "download", "other", "gone"]);
export type LinkedPage = z.infer<typeof linkedPage>;

const host = z.string().min(1).max(253);

export const linkLookInput = z.strictObject({
  id,
  host,
  page: linkedPage,
  /** How many were counted on the page. */
  advertisements: z.int().min(0).max(200),
  /** One of them lies over what the page says. */
  covering: z.boolean(),
  note: shortText(limits.noteChars).optional(),
});
export type LinkLookInput = z.infer<typeof linkLookInput>;

export const linkLook = linkLookInput.omit({ host: true }).extend({ by: z.string(), at: instant });
export type LinkLook = z.infer<typeof linkLook>;

export const linkedHost = z.object({
  host,
  /** As the reports hold them, each once. */
  addresses: z.array(address),
  /** Other cases that are within reach, and by how many accounts; `more`: there are others that were not counted. */
  elsewhere: z.object({
    cases: z.int().min(0),
    authors: z.int().min(0),
    more: z.boolean(),
    newest: z.array(z.object({ caseId: id, site: siteId, subject })),
  }),
  /** The newest first. */
  looks: z.array(linkLook),
});
export type LinkedHost = z.infer<typeof linkedHost>;

export const caseLinks = z.object({
  hosts: z.array(linkedHost),
  /** Whether the caller may note what they found. */
  mayLook: z.boolean(),
});
export type CaseLinks = z.infer<typeof caseLinks>;

export const linkRoutes = {
  getCaseLinks: {
    method: "GET",
    path: "/v1/cases/:id/links",
    summary: "Where the links of a case lead, who else links there, and what people found on those pages",
    callers: { supervisor: "unit", panelist: "panel", admin: "any" },
    params: byId,
    answer: caseLinks,
  },
  lookAtLink: {
    method: "POST",
    path: "/v1/cases/:id/link-looks",
    summary: "What a person found on a page that the case links to: what it is, how many advertisements",
    callers: { supervisor: "unit" },
    params: byId,
    body: linkLookInput,
    answer: linkLook,
  },
} as const;
