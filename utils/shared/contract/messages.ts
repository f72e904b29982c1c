/** All messages between the parts of the extension: allowed senders, input and output. */

import { z } from "zod";
import { categoryCode } from "./category.ts";
import {
  askedRedaction,
  type CheckedLink,
  checkedLink,
  draft,
  draftOpening,
  keptWords,
  linkQuestion,
  pictureStrip,
} from "./draft.ts";
import { identity } from "./enrolment.ts";
import { id, instant, receiptNumber, shortText } from "./ids.ts";
import { knownSubjectState } from "./known-subjects.ts";
import { limits } from "./limits.ts";
import { answers, outboxList } from "./outbox.ts";
import { captureRecipes, pageRecipes, recipesState } from "./recipe.ts";
import { captureCount, pageCount } from "./recipe-health.ts";
import { language, role, siteId, subject } from "./site.ts";
import { suggestionModel } from "./suggestion.ts";

/**
 * State of a button. `queued` and `sent` concern this device's own report; the others may concern other
 * people's reports.
 */
const buttonMark = z.enum(["queued", "sent", "reported", "approved", "rejected", "closed"]);

/**
 * `content`: our scripts in a page of the four sites, which the browser does not distinguish. `framed`: the same, inside
 * a stranger's page. The others are extension pages.
 */
export const senders = ["content", "framed", "form", "popup", "desk", "sidepanel", "options"] as const;
export type Sender = (typeof senders)[number];

const draftId = z.strictObject({ draftId: id });
const reportId = z.strictObject({ reportId: id });
const emptyObject = z.strictObject({});

/** The widest type of a row in the table below. */
export interface Message {
  from: readonly Sender[];
  /** Only accepted from a visible page; refused from a prerendered one, for example. */
  acts?: true;
  /**
   * The input property that names the draft or its reports. Only the form opened for that draft may send the
   * message.
   */
  of?: "draftId" | "reportId" | "setId";
  /** Allowed before a draft exists. */
  early?: true;
  /** Exempt from the rate limit of the tab, which a hostile page could exhaust. */
  free?: true;
  input: z.ZodType;
  output: z.ZodType;
}

/** Why a message was rejected. Counted by name and reason, without any of its content. */
const rejectReason = z.enum(["unknown", "sender", "frame", "inactive", "rate", "input", "draft"]);

export type RejectReason = z.infer<typeof rejectReason>;

export const rejectedMessages = z.array(
  z.strictObject({ name: z.string(), reason: rejectReason, count: z.int().min(1) }),
);

export type RejectedMessages = z.infer<typeof rejectedMessages>;

export const messages = {
  /** Injects the capture script into the sender's frame. The click itself is handled in the page. */
  "open-capture": { from: ["content"], acts: true, input: emptyObject, output: emptyObject },
  /** Injects the structural finder into the sender's frame. It reads the frame and sends nothing about it. */
  "find-by-structure": { from: ["content", "framed"], acts: true, input: emptyObject, output: emptyObject },
  /** The page in the active tab, if it can be reported itself. */
  "offer-page": {
    from: ["popup"],
    input: emptyObject,
    output: z.object({
      page: z
        .object({
          tabId: z.int(),
          recognised: z.boolean(),
          /** The recipes miss posts there, and structure was tried. */
          byStructure: z.boolean(),
        })
        .optional(),
    }),
  },
  /** Opens the form for the page itself. */
  "report-page": { from: ["popup"], input: z.strictObject({ tabId: z.int() }), output: emptyObject },
  /** Starts "pilih beberapa" in the offered tab. */
  "choose-several": { from: ["popup"], input: z.strictObject({ tabId: z.int() }), output: emptyObject },
  /** Language of the texts that our scripts show in a page. */
  "read-language": { from: ["content"], input: emptyObject, output: language },
  /**
   * States of these subjects from local data, without a network request. The page script keeps them inside
   * closed shadow roots.
   */
  "list-marks": {
    from: ["content"],
    input: z.strictObject({ subjects: z.array(subject).max(200) }),
    output: z.array(z.object({ subject, state: buttonMark })),
  },
  /** Counts without page content or addresses. They show the intake when a site has changed. */
  "count-page": { from: ["content"], input: pageCount, output: emptyObject },
  "count-capture": { from: ["content"], input: captureCount, output: emptyObject },
  /** The site's recipes if a pack changes or switches off the built-in ones. Absent: use the built-in ones. */
  "read-recipes": {
    from: ["content"],
    input: z.strictObject({ site: siteId }),
    output: z.object({ recipes: pageRecipes.optional() }),
  },
  /** Field recipes of the version that found the post. */
  "read-fields": {
    from: ["content"],
    input: z.strictObject({ site: siteId, version: z.int() }),
    output: captureRecipes,
  },
  /** Reports a selector that this browser cannot parse. The built-in recipes are then used for this site. */
  "refuse-recipes": {
    from: ["content"],
    input: z.strictObject({ site: siteId, version: z.int(), selector: shortText(1_000) }),
    output: emptyObject,
  },
  /** Asks the intake for a newer pack and returns the state after that. */
  "fetch-recipes": { from: ["options"], input: emptyObject, output: recipesState },
  /** Reads the person's alerts now: after a test, a changed setting or an acknowledgement. */
  "poll-alerts": { from: ["options", "popup", "desk"], input: emptyObject, output: emptyObject },
  "read-recipes-state": { from: ["options"], input: emptyObject, output: recipesState },
  /** Saves a draft in memory and takes the picture before the form covers the post. */
  "open-draft": {
    from: ["content"],
    acts: true,
    input: z.strictObject({ draftId: id, opening: draftOpening }),
    output: emptyObject,
  },
  /** The post does not fit the view. Asks, before any scrolling, whether pictures can be taken. */
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
    input: z.strictObject({ draftId: id, part: pictureStrip }),
    output: emptyObject,
  },
  /** The chat name that was checked earlier in the sender's tab. */
  "recall-link": {
    from: ["content"],
    acts: true,
    input: linkQuestion,
    output: z.strictObject({ link: checkedLink.optional() }),
  },
  "read-draft": { from: ["form"], of: "draftId", input: draftId, output: draft },
  /** The newest pack's model, with which the form classifies the post. Absent: no suggestions. */
  "read-model": {
    from: ["form"],
    of: "draftId",
    input: draftId,
    output: z.object({ model: suggestionModel.optional() }),
  },
  /** The newest pack's lessons. Absent: the built-in ones. */
  "read-lessons": {
    from: ["popup", "desk"],
    input: emptyObject,
    output: z.object({ lessons: z.unknown().optional() }),
  },
  /** The form's page ends without an answer: the tab navigates, or the page has removed the form. */
  "discard-draft": { from: ["form"], of: "draftId", input: draftId, output: emptyObject },
  /**
   * The no-pixels lane was chosen: destroys picture, text and page in the draft at once, before anything is
   * sent.
   */
  "strip-draft": { from: ["form"], of: "draftId", input: draftId, output: emptyObject },
  /** Paints boxes over and replaces words in the draft before sending. The result is sealed again. */
  "redact-draft": {
    from: ["form"],
    of: "draftId",
    input: z.strictObject({ draftId: id, evidenceId: id, redaction: askedRedaction }),
    output: draft,
  },
  /** Restores everything that the person redacted, as captured. */
  "restore-draft": {
    from: ["form"],
    of: "draftId",
    input: z.strictObject({ draftId: id, evidenceId: id }),
    output: draft,
  },
  /** Keeps what the person wrote about these posts for a form that is opened again in the same tab. Absent: deletes it. */
  "keep-words": {
    from: ["form"],
    of: "draftId",
    input: z.strictObject({
      draftId: id,
      subjects: z.array(subject).min(1).max(limits.setPosts),
      words: keptWords.optional(),
    }),
    output: emptyObject,
  },
  /** Captures the draft's post again from the current page. The result is a new draft. */
  "capture-again": { from: ["form"], of: "draftId", input: draftId, output: emptyObject },
  /** Reads the pasted public post and, if it belongs to the same channel, triggers the capture. */
  "check-link": {
    from: ["form"],
    of: "draftId",
    input: z.strictObject({ draftId: id, link: shortText(limits.addressChars) }),
    output: emptyObject,
  },
  /** Queries the intake by a hash prefix, because the person asked whether the post is already reported. */
  "check-reported": {
    from: ["form"],
    of: "draftId",
    input: draftId,
    output: z.object({ state: knownSubjectState.optional() }),
  },
  "save-report": {
    from: ["form"],
    of: "draftId",
    input: z.strictObject({ draftId: id, answers }),
    output: z.object({ reportId: id, number: receiptNumber, undoUntil: instant }),
  },
  /**
   * Saves one report for each of these pieces of evidence of a set, all or none. A report has its evidence's
   * id.
   */
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
  /** Undoes every report of a set, or none of them. */
  "undo-set": { from: ["form"], of: "setId", input: z.strictObject({ setId: id }), output: emptyObject },
  "undo-report": { from: ["form", "popup", "desk"], of: "reportId", input: reportId, output: emptyObject },
  /** The form was covered or hidden. It was raised again if possible, and blocks its input. */
  "form-raised": { from: ["content"], acts: true, free: true, input: draftId, output: emptyObject },
  "close-form": {
    from: ["form"],
    of: "draftId",
    early: true,
    input: z.strictObject({ draftId: id, outcome: z.enum(["cancelled", "queued"]) }),
    output: emptyObject,
  },
  /** Opens the settings outside the container of the form's page. */
  "open-settings": { from: ["form"], of: "draftId", early: true, input: draftId, output: emptyObject },
  /** The report is saved or taken back: the form becomes a small notice at the window's corner. */
  "show-toast": {
    from: ["form"],
    of: "draftId",
    early: true,
    input: z.strictObject({
      draftId: id,
      outcome: z.enum(["cancelled", "queued"]),
      heightPx: z.int().min(0).max(600),
    }),
    output: emptyObject,
  },
  "withdraw-report": {
    from: ["popup", "desk"],
    input: z.strictObject({ reportId: id, reason: shortText(limits.reasonChars) }),
    output: emptyObject,
  },
  /** Sent by the background, because a closing page ends before it can make its own signed request. */
  "release-claim": { from: ["popup", "desk"], input: z.strictObject({ caseId: id }), output: emptyObject },
  "list-outbox": { from: ["popup", "desk"], input: emptyObject, output: outboxList },
  "drain-outbox": { from: ["popup", "desk", "options"], input: emptyObject, output: emptyObject },
  /** Says nothing about the user's identity, because the form runs inside a page. */
  "read-form-settings": {
    from: ["form"],
    input: emptyObject,
    output: z.strictObject({
      language,
      /** Absent before enrolment. */
      role: role.optional(),
      /** In pixels, of which 13 is the normal size. */
      textSize: z.int().min(13).max(16),
      /** Origin of the intake, which serves the guides. */
      intake: z.string().optional(),
      /** Categories that the organisation uses, in the order of the grid. */
      categories: z.array(categoryCode),
    }),
  },
  "read-dropped": { from: ["options"], input: emptyObject, output: rejectedMessages },
  "read-settings": {
    from: ["popup", "desk", "sidepanel", "options"],
    input: emptyObject,
    output: z.object({
      language,
      identity: identity.optional(),
      /** Origin of the intake at which the browser is enrolled. */
      intake: z.string().optional(),
    }),
  },
} as const satisfies Record<string, Message>;

export type MessageName = keyof typeof messages;
export type MessageInput<N extends MessageName> = z.input<(typeof messages)[N]["input"]>;
export type MessageOutput<N extends MessageName> = z.output<(typeof messages)[N]["output"]>;

/** Notices from the background to page scripts and the form. */
export type Notice =
  | { type: "recipes-changed" }
  | { type: "settings-changed" }
  | { type: "form-closed"; draftId: string; outcome: "cancelled" | "queued" }
  | { type: "toast-shown"; draftId: string; outcome: "cancelled" | "queued"; heightPx: number }
  | { type: "form-raised"; draftId: string }
  /** The intake has acknowledged the report. Its id equals the draft's id; in a set, its evidence's id. */
  | { type: "report-received"; draftId: string }
  | { type: "capture-again"; draftId: string; link?: CheckedLink }
  /** A picture was taken: asks the page whether it still shows what was read. Answered with `stillThere`. */
  | { type: "still-there"; draftId: string };
