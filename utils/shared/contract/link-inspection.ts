/**
 * The targets of a case's links: other cases with the same target, and what people found there. Facts only, no
 * verdict.
 */

import { z } from "zod";
import { address, id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { idParams } from "./route.ts";
import { siteId, subject } from "./site.ts";

/** Kind of page, judged by its content. */
export const linkedPageKind = z.enum(["article", "shop", "copied", "empty", "download", "other", "gone"]);
export type LinkedPageKind = z.infer<typeof linkedPageKind>;

const host = z.string().min(1).max(253);

export const linkInspectionInput = z.strictObject({
  id,
  host,
  page: linkedPageKind,
  advertisements: z.int().min(0).max(200),
  /** An advertisement covers the page's content. */
  covering: z.boolean(),
  note: shortText(limits.noteChars).optional(),
});
export type LinkInspectionInput = z.infer<typeof linkInspectionInput>;

export const linkInspection = linkInspectionInput
  .omit({ host: true })
  .extend({ by: z.string(), at: instant });
export type LinkInspection = z.infer<typeof linkInspection>;

export const linkedHost = z.object({
  host,
  /** Distinct addresses found in the reports. */
  addresses: z.array(address),
  /** Other cases that the caller may see, and the number of accounts. `more`: further cases were not counted. */
  elsewhere: z.object({
    cases: z.int().min(0),
    authors: z.int().min(0),
    more: z.boolean(),
    newest: z.array(z.object({ caseId: id, site: siteId, subject })),
  }),
  /** Newest first. */
  looks: z.array(linkInspection),
});
export type LinkedHost = z.infer<typeof linkedHost>;

export const caseLinks = z.object({
  hosts: z.array(linkedHost),
  /** Whether the caller may record a finding. */
  mayLook: z.boolean(),
});
export type CaseLinks = z.infer<typeof caseLinks>;

export const linkRoutes = {
  getCaseLinks: {
    method: "GET",
    path: "/v1/cases/:id/links",
    summary:
      "Get the targets of a case's links, other cases that link there, and people's findings on those pages",
    callers: { supervisor: "unit", panelist: "panel", admin: "any" },
    params: idParams,
    answer: caseLinks,
  },
  lookAtLink: {
    method: "POST",
    path: "/v1/cases/:id/link-looks",
    summary:
      "Record a person's findings on a page that the case links to: its kind and its number of advertisements",
    callers: { supervisor: "unit" },
    params: idParams,
    body: linkInspectionInput,
    answer: linkInspection,
  },
} as const;
