/** The vloggers of the programme as a coordinator sees them: progress, record, load, pauses, and whom they must not judge. */

import { z } from "zod";
import { id, instant, shortText } from "./ids.ts";
import { lessonId } from "./lesson.ts";
import { limits } from "./limits.ts";
import { rank } from "./trust.ts";

const share = z.number().min(0).max(1);

export const examState = z.enum(["none", "open", "failed", "passed", "lapsed"]);

export const cohortRow = z.object({
  personId: id,
  name: z.string(),
  rank,
  /** Of today's editions, with every case tried, and how many there are. */
  lessons: z.object({ done: z.int().min(0), of: z.int().min(0) }),
  /** `lapsed`: passed, but a lesson changed in substance since. */
  exam: z.object({
    state: examState,
    at: instant.optional(),
    policyVersion: z.int().optional(),
    /** Lessons that the certificate does not vouch for. */
    lacking: z.array(lessonId),
    /** When the next draw may begin, after one that was failed. */
    nextAt: instant.optional(),
  }),
  /** Verdicts given, and those of which one knows by now whether they were right; `lower`: Wilson bound at 95 %. */
  reviews: z.int().min(0),
  marks: z.object({ right: z.int().min(0), of: z.int().min(0), lower: share }),
  /** Open tasks. */
  load: z.int().min(0),
  /** Absent: reviews. `record`: the ladder did it; `person`: a coordinator. */
  pause: z
    .object({ at: instant, for: z.enum(["record", "person"]), reason: z.string().optional() })
    .optional(),
  /** The newest of lessons, exams and reviews; absent: nothing yet. */
  activeAt: instant.optional(),
});
export type CohortRow = z.infer<typeof cohortRow>;

export const cohort = z.object({
  /** By name. */
  vloggers: z.array(cohortRow),
  /** Krippendorff's alpha over the cases that several reviewed; absent: there was nothing to differ about. */
  agreement: z.number().max(1).optional(),
  /** How many cases that rests on. */
  compared: z.int().min(0),
});
export type Cohort = z.infer<typeof cohort>;

export const conflictView = z.object({
  channel: z.string(),
  reason: z.string(),
  by: z.string(),
  at: instant,
});

export const vloggerView = cohortRow.extend({
  /** ISO 639; empty: Indonesian only. */
  languages: z.array(z.string()),
  /** Entered by a coordinator, as cases name their authors: `youtube:dapursari`, `youtube:UC…`. */
  channels: z.array(z.string()),
  /** By the vlogger, oldest first. */
  declared: z.array(z.object({ channel: z.string(), at: instant })),
  network: z.string().optional(),
  conflicts: z.array(conflictView),
});
export type VloggerView = z.infer<typeof vloggerView>;

/** An address on YouTube, a handle, a channel's id, or what a view calls it. */
export const channelTyped = shortText(limits.addressChars);

export const vloggerInput = z.strictObject({
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/)).max(20),
  channels: z.array(channelTyped).max(limits.ownChannels),
  network: shortText(limits.nameChars).nullable(),
});
export type VloggerInput = z.infer<typeof vloggerInput>;

/** Without a reason it is taken back. */
export const conflictInput = z.strictObject({
  channel: channelTyped,
  reason: shortText(limits.reasonChars).nullable(),
});
export type ConflictInput = z.infer<typeof conflictInput>;

/** A channel that the vlogger declared, which is not theirs. */
export const undeclareInput = z.strictObject({ channel: channelTyped });
export type UndeclareInput = z.infer<typeof undeclareInput>;

/** Without a reason they review again. */
export const pauseInput = z.strictObject({ reason: shortText(limits.reasonChars).nullable() });
export type PauseInput = z.infer<typeof pauseInput>;

/** `id`: the person's, from then on. */
export const invitationInput = z.strictObject({ id, name: shortText(limits.nameChars) });
export type InvitationInput = z.infer<typeof invitationInput>;

export const invitationView = z.object({ id, name: z.string(), expiresAt: instant });
export type InvitationView = z.infer<typeof invitationView>;

/** The code is shown this once and kept nowhere. */
export const invitation = invitationView.extend({ code: z.string(), link: z.string() });
export type Invitation = z.infer<typeof invitation>;
