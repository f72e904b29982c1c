/** Decisions as data: the desk's list, its filter, and the rows of its files and of the nightly export. */

import { z } from "zod";
import { actionCode, categoryCode } from "./category.ts";
import { decisionAct, decisionState, decisionView } from "./decision.ts";
import { id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { followUp } from "./referral-state.ts";
import { pageQuery } from "./route.ts";
import { kind, role, siteId, subject } from "./site.ts";

const choices = {
  act: decisionAct.optional(),
  action: actionCode.optional(),
  /** The decision's category; for an act without one, its case's. */
  category: categoryCode.optional(),
  site: siteId.optional(),
  state: decisionState.optional(),
  /** Name of a unit; limits the list to decisions on cases which that unit sees. */
  unit: shortText(limits.nameChars).optional(),
};

/** Time of the proposal: `from` is inclusive, `to` exclusive. */
export const decisionQuery = { ...choices, from: instant.optional(), to: instant.optional() };

/** Stored on the device. Here `from` and `to` are days of the proposal in the user's time zone, both inclusive. */
export type DecisionFilter = z.infer<z.ZodObject<typeof decisionQuery>>;

/** The capacity in which each person acted, as the intake's rules require it. */
const decisionRoles = z.object({
  proposed: role,
  answered: role.optional(),
  settled: role.optional(),
});

/** A decision without names, account, address and subject. */
export const decisionData = decisionView
  .omit({
    by: true,
    own: true,
    answeredBy: true,
    votes: true,
    frozen: true,
    reason: true,
    answerReason: true,
  })
  .extend({
    caseId: id,
    site: siteId,
    kind,
    /** The case's category at present. */
    caseCategory: categoryCode,
    roles: decisionRoles,
    /** The panel's votes. Absent until it has settled the decision. */
    panel: z.object({ uphold: z.int(), overturn: z.int() }).optional(),
    reason: z.string().optional(),
    answerReason: z.string().optional(),
    ...followUp.shape,
    /** The reasons are left out because the case is in the no-pixels lane. */
    withheld: z.literal(true).optional(),
  });
export type DecisionData = z.infer<typeof decisionData>;

/** Names only for people who may see them in the case. */
export const decisionRow = decisionData.extend({
  subject,
  own: z.boolean(),
  by: z.string().optional(),
  answeredBy: z.string().optional(),
});
export type DecisionRow = z.infer<typeof decisionRow>;

export const decisionFileFormat = z.enum(["csv", "json"]);
export type DecisionFileFormat = z.infer<typeof decisionFileFormat>;

export const decisionListRoutes = {
  listDecisions: {
    method: "GET",
    path: "/v1/decisions",
    summary: "List decisions with their grounds and states, newest first; an API key gets no names",
    callers: { supervisor: "unit", admin: "any", "key:read": "any" },
    query: z.object({ ...pageQuery, ...decisionQuery }),
    answer: z.object({ decisions: z.array(decisionRow), next: z.string().optional() }),
  },
  exportDecisions: {
    method: "GET",
    path: "/v1/decisions/files/:format",
    summary:
      "Get the same decisions as a file, with roles instead of names; refused if there are more than ten thousand",
    callers: { supervisor: "unit", admin: "any" },
    params: z.object({ format: decisionFileFormat }),
    query: z.object(decisionQuery),
    answer: "file",
    fileTypes: ["text/csv", "application/json"],
  },
} as const;
