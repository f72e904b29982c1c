/**
 * The programme's vloggers as a coordinator sees them: progress, record, load, pauses and conflicts of
 * interest.
 */

import { z } from "zod";
import { id, instant, shortText } from "./ids.ts";
import { lessonId } from "./lesson.ts";
import { limits } from "./limits.ts";
import { reviewerLevel } from "./reviewer-level.ts";

const share = z.number().min(0).max(1);

export const examState = z.enum(["none", "open", "failed", "passed", "lapsed"]);

export const cohortRow = z.object({
  personId: id,
  name: z.string(),
  rank: reviewerLevel,
  /** Lessons of the current editions in which every case was tried, and the number of lessons. */
  lessons: z.object({ done: z.int().min(0), of: z.int().min(0) }),
  /** `lapsed`: passed, but a lesson has changed in substance since. */
  exam: z.object({
    state: examState,
    at: instant.optional(),
    policyVersion: z.int().optional(),
    /** Lessons that the certificate does not cover. */
    lacking: z.array(lessonId),
    /** Earliest start of the next attempt after a failed one. */
    nextAt: instant.optional(),
  }),
  /** Number of reviews, and those whose correctness is known. `lower`: Wilson bound at 95 %. */
  reviews: z.int().min(0),
  marks: z.object({ right: z.int().min(0), of: z.int().min(0), lower: share }),
  /** Number of open tasks. */
  load: z.int().min(0),
  /** Absent if not paused. `record`: paused automatically; `person`: paused by a coordinator. */
  pause: z
    .object({ at: instant, for: z.enum(["record", "person"]), reason: z.string().optional() })
    .optional(),
  /** Latest lesson, exam or review. Absent if there is none. */
  activeAt: instant.optional(),
});
export type CohortRow = z.infer<typeof cohortRow>;

export const cohort = z.object({
  /** Sorted by name. */
  vloggers: z.array(cohortRow),
  /** Krippendorff's alpha over cases with several reviews. Absent if no two verdicts can be compared. */
  agreement: z.number().max(1).optional(),
  /** Number of cases in `agreement`. */
  compared: z.int().min(0),
});
export type Cohort = z.infer<typeof cohort>;

export const conflictView = z.object({
  channel: z.string(),
  reason: z.string(),
  by: z.string(),
  at: instant,
});

/** Acts of coordinators on one vlogger that the chained log keeps. */
export type CoordinationAct =
  | "conflict-recorded"
  | "conflict-removed"
  | "own-channel-recorded"
  | "own-channel-removed"
  | "declared-channel-removed"
  | "network-changed"
  | "pause-ended"
  | LaterAct;

/** Acts that earlier versions of the extension cannot name. */
type LaterAct = "languages-changed" | "paused" | "paused-again" | "resumed";

const coordination = z.object({
  act: z.string(),
  channel: z.string().optional(),
  reason: z.string().optional(),
  by: z.string(),
  at: instant,
});

export const vloggerView = cohortRow.extend({
  /** ISO 639 codes. Empty: Indonesian only. */
  languages: z.array(z.string()),
  /** Entered by a coordinator, in the form in which cases name authors: `youtube:dapursari`, `youtube:UC…`. */
  channels: z.array(z.string()),
  /** Declared by the vlogger, oldest first. */
  declared: z.array(z.object({ channel: z.string(), at: instant })),
  network: z.string().optional(),
  conflicts: z.array(conflictView),
  /** The newest acts, newest first. `act`: a `CoordinationAct`. `reason`: why an automatic pause was ended. */
  acts: z.array(coordination).optional(),
  /** The same without those that earlier versions of the extension cannot name. */
  history: z.array(coordination),
  /** The reader invited the vlogger, was invited by them or by the same person, and may not end an automatic pause. */
  tied: z.boolean(),
});
export type VloggerView = z.infer<typeof vloggerView>;

/** A YouTube address, a handle, a channel id, or the form in which a view shows it. */
export const channelTyped = shortText(limits.addressChars);

const vloggerProfile = z.strictObject({
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/)).max(20),
  /** A list above the limit can be sent, so that it can be shortened. */
  channels: z.array(channelTyped).max(2 * limits.ownChannels),
  network: shortText(limits.nameChars).nullable(),
});

/**
 * `before`: the profile that the form was filled with. Only the differences are saved, so that two people do not undo each
 * other's changes. Without it, as from older extensions, nothing is taken off.
 */
export const vloggerInput = vloggerProfile.extend({ before: vloggerProfile.optional() });
export type VloggerInput = z.infer<typeof vloggerInput>;

/** A null reason removes the conflict. */
export const conflictInput = z.strictObject({
  channel: channelTyped,
  reason: shortText(limits.reasonChars).nullable(),
});
export type ConflictInput = z.infer<typeof conflictInput>;

/** A channel that the vlogger declared by mistake. */
export const undeclareInput = z.strictObject({ channel: channelTyped });
export type UndeclareInput = z.infer<typeof undeclareInput>;

/** A null reason ends the pause; `why` says why, and is required for an automatic one. */
export const pauseInput = z.strictObject({
  reason: shortText(limits.reasonChars).nullable(),
  why: shortText(limits.reasonChars).optional(),
});
export type PauseInput = z.infer<typeof pauseInput>;

/** `id` becomes the person's id. */
export const invitationInput = z.strictObject({ id, name: shortText(limits.nameChars) });
export type InvitationInput = z.infer<typeof invitationInput>;

export const invitationView = z.object({ id, name: z.string(), expiresAt: instant });
export type InvitationView = z.infer<typeof invitationView>;

/** The code is shown once and not stored. */
/** `link` opens inside the extension; `address` can be sent to the person. */
export const invitation = invitationView.extend({ code: z.string(), link: z.string(), address: z.url() });
export type Invitation = z.infer<typeof invitation>;
