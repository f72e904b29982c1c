/** Every message between the parts of the extension: who may send it, what goes in, what comes out. */

import { z } from "zod";
import { captureCount, pageCount } from "./canary.ts";
import { categoryCode } from "./category.ts";
import {
  askedRedaction,
  type CheckedLink,
  checkedLink,
  draft,
  linkQuestion,
  opening,
  part,
} from "./draft.ts";
import { droppedMessages } from "./dropped.ts";
import { identity } from "./enrolment.ts";
import { id, instant, receiptNumber, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { answers, outboxList } from "./outbox.ts";
import { captureRecipes, pageRecipes, recipesState } from "./recipe.ts";
import { markState, reportedState } from "./reported.ts";
import { language, siteId, subject } from "./site.ts";
import { suggestionModel } from "./suggestion.ts";

/** `content`: our scripts in a page of the four sites, which the browser does not tell apart; the rest are our own pages. */
export const senders = ["content", "form", "popup", "desk", "sidepanel", "options"] as const;
export type Sender = (typeof senders)[number];

const draftId = z.strictObject({ draftId: id });
const reportId = z.strictObject({ reportId: id });
const nothing = z.strictObject({});

/** A row of the table below, as wide as any of them. */
export interface Message {
  from: readonly Sender[];
  /** An act in a page: refused from one that nobody sees, such as one that is loaded in advance. */
  acts?: true;
  /** What of the input names the draft, or what became of it: only the form that was opened for it may speak of it. */
  of?: "draftId" | "reportId" | "setId";
  /** May come before there is a draft. */
  early?: true;
  /** Not counted against what a tab may ask, which a page could use up. */
  free?: true;
  input: z.ZodType;
  output: z.ZodType;
}

export const messages = {
  /** Injects the capture script into the sender's frame; the click itself stays in the page. */
  "open-capture": { from: ["content"], acts: true, input: nothing, output: nothing },
  /** The page in the active tab, when it can be offered for a report of its own. */
  "offer-page": {
    from: ["popup"],
    input: nothing,
    output: z.object({ page: z.object({ tabId: z.int(), recognised: z.boolean() }).optional() }),
  },
  /** Opens the form for the page itself. */
  "report-page": { from: ["popup"], input: z.strictObject({ tabId: z.int() }), output: nothing },
  /** Starts "pilih beberapa" in the tab that was offered. */
  "choose-several": { from: ["popup"], input: z.strictObject({ tabId: z.int() }), output: nothing },
  /** For what our scripts say in a page. */
  "read-language": { from: ["content"], input: nothing, output: language },
  /** What is known here of these subjects, without asking anybody: states for the marks, kept inside closed roots. */
  "list-marks": {
    from: ["content"],
    input: z.strictObject({ subjects: z.array(subject).max(200) }),
    output: z.array(z.object({ subject, state: markState })),
  },
  /** Counts without a word or address of the page, for the intake to see when a site has changed. */
  "count-page": { from: ["content"], input: pageCount, output: nothing },
  "count-capture": { from: ["content"], input: captureCount, output: nothing },
  /** The site's recipes where a pack mends or switches off the built-in ones; absent: those stand. */
  "read-recipes": {
    from: ["content"],
    input: z.strictObject({ site: siteId }),
    output: z.object({ recipes: pageRecipes.optional() }),
  },
  /** How fields are read, of the version whose recipe found the post. */
  "read-fields": {
    from: ["content"],
    input: z.strictObject({ site: siteId, version: z.int() }),
    output: captureRecipes,
  },
  /** This browser cannot parse a selector: the pack does not count for this site, the built-in recipes do. */
  "refuse-recipes": {
    from: ["content"],
    input: z.strictObject({ site: siteId, version: z.int(), selector: shortText(1_000) }),
    output: nothing,
  },
  /** Asks the intake for a newer pack now; what it says once that is done. */
  "fetch-recipes": { from: ["options"], input: nothing, output: recipesState },
  "read-recipes-state": { from: ["options"], input: nothing, output: recipesState },
  /** Saves a draft in memory and takes the picture before the form covers the post. */
  "open-draft": {
    from: ["content"],
    acts: true,
    input: z.strictObject({ draftId: id, opening }),
    output: nothing,
  },
  /** The post does not fit the view: whether pictures can be taken at all, before the page is scrolled for them. */
  "start-parts": {
    from: ["content"],
    acts: true,
    input: draftId,
    output: z.object({ allowed: z.boolean(), language }),
  },
  /** Captures one part of the post and holds it in memory until `open-draft`. */
  "take-part": {
    from: ["content"],
    acts: true,
    input: z.strictObject({ draftId: id, part }),
    output: nothing,
  },
  /** The name of a chat in the sender's tab that was checked there before. */
  "recall-link": {
    from: ["content"],
    acts: true,
    input: linkQuestion,
    output: z.strictObject({ link: checkedLink.optional() }),
  },
  "read-draft": { from: ["form"], of: "draftId", input: draftId, output: draft },
  /** The newest pack's model, for the form to judge the post by; absent: nothing is suggested. */
  "read-model": {
    from: ["form"],
    of: "draftId",
    input: draftId,
    output: z.object({ model: suggestionModel.optional() }),
  },
  /** What the newest pack says is taught, for whoever learns to judge; absent: the built-in lessons. */
  "read-lessons": {
    from: ["popup", "desk"],
    input: nothing,
    output: z.object({ lessons: z.unknown().optional() }),
  },
  "discard-draft": { from: ["form"], of: "draftId", input: draftId, output: nothing },
  /** The no-pixels lane was chosen: picture, text and page are destroyed in the draft at once, before anything is sent. */
  "strip-draft": { from: ["form"], of: "draftId", input: draftId, output: nothing },
  /** Boxes are painted over and words replaced, in the draft, before anything is sent; what is left is sealed anew. */
  "redact-draft": {
    from: ["form"],
    of: "draftId",
    input: z.strictObject({ draftId: id, evidenceId: id, redaction: askedRedaction }),
    output: draft,
  },
  /** Gives back what the person made unreadable, as it was captured. */
  "restore-draft": {
    from: ["form"],
    of: "draftId",
    input: z.strictObject({ draftId: id, evidenceId: id }),
    output: draft,
  },
  /** Reads the post of the draft again, as the page is now; the draft is then another. */
  "capture-again": { from: ["form"], of: "draftId", input: draftId, output: nothing },
  /** Reads the pasted public post and, when it is the same channel, has the post captured. */
  "check-link": {
    from: ["form"],
    of: "draftId",
    input: z.strictObject({ draftId: id, link: shortText(limits.addressChars) }),
    output: nothing,
  },
  /** The person wants to know whether the post is reported already: only now the intake is asked, by a prefix. */
  "check-reported": {
    from: ["form"],
    of: "draftId",
    input: draftId,
    output: z.object({ state: reportedState.optional() }),
  },
  "save-report": {
    from: ["form"],
    of: "draftId",
    input: z.strictObject({ draftId: id, answers }),
    output: z.object({ reportId: id, number: receiptNumber, undoUntil: instant }),
  },
  /** One report for each of these pieces of evidence of a set, all or none; a report bears its evidence's id. */
  "save-set": {
    from: ["form"],
    of: "draftId",
    input: z.strictObject({
      draftId: id,
      evidenceIds: z.array(id).min(1).max(limits.setPosts),
      answers,
    }),
    output: z.object({
      setId: id,
      reports: z.array(z.object({ reportId: id, number: receiptNumber, subject })),
      undoUntil: instant,
    }),
  },
  /** Takes back every report of a set, or none of them. */
  "undo-set": { from: ["form"], of: "setId", input: z.strictObject({ setId: id }), output: nothing },
  "undo-report": { from: ["form", "popup", "desk"], of: "reportId", input: reportId, output: nothing },
  /** Something came over the form, or hid it: it was raised again where it could be, and its input waits. */
  "form-raised": { from: ["content"], acts: true, free: true, input: draftId, output: nothing },
  "close-form": {
    from: ["form"],
    of: "draftId",
    early: true,
    input: z.strictObject({ draftId: id, outcome: z.enum(["cancelled", "queued"]) }),
    output: nothing,
  },
  "withdraw-report": {
    from: ["popup", "desk"],
    input: z.strictObject({ reportId: id, reason: shortText(limits.reasonChars) }),
    output: nothing,
  },
  /** From the background: a page that is closed ends before its own signed call is made. */
  "release-claim": { from: ["popup", "desk"], input: z.strictObject({ caseId: id }), output: nothing },
  "list-outbox": { from: ["popup", "desk"], input: nothing, output: outboxList },
  "drain-outbox": { from: ["popup", "desk", "options"], input: nothing, output: nothing },
  /** Nothing in a page, a frame of ours in it included, is told who the person is. */
  "read-form-settings": {
    from: ["form"],
    input: nothing,
    output: z.strictObject({
      language,
      enrolled: z.boolean(),
      /** Those that the organisation uses, in the order of the grid. */
      categories: z.array(categoryCode),
    }),
  },
  "read-dropped": { from: ["options"], input: nothing, output: droppedMessages },
  "read-settings": {
    from: ["popup", "desk", "sidepanel", "options"],
    input: nothing,
    output: z.object({
      language,
      identity: identity.optional(),
      picturesAllowed: z.boolean(),
    }),
  },
} as const satisfies Record<string, Message>;

export type MessageName = keyof typeof messages;
export type MessageInput<N extends MessageName> = z.input<(typeof messages)[N]["input"]>;
export type MessageOutput<N extends MessageName> = z.output<(typeof messages)[N]["output"]>;

/** What the background tells the scripts in a page and the form. */
export type Notice =
  | { type: "recipes-changed" }
  | { type: "form-closed"; draftId: string; outcome: "cancelled" | "queued" }
  | { type: "form-raised"; draftId: string }
  /** The intake has acknowledged the report, which bears its draft's id, or in a set its evidence's. */
  | { type: "report-received"; draftId: string }
  | { type: "capture-again"; draftId: string; link?: CheckedLink }
  /** A picture was taken: is the page still what was read? Answered by `stillThere`. */
  | { type: "still-there"; draftId: string };
