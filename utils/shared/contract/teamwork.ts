/** Supervisors' work together on cases: internal notes, assignment to a person, and hand-over of a shift. */

import { z } from "zod";
import { id, instant, shortText } from "./ids.ts";
import { limits } from "./limits.ts";
import { idParams, type Route } from "./route.ts";

export const noteInput = z.strictObject({
  id,
  text: shortText(limits.noteChars),
  /** Colleagues to whom the note is shown as waiting. Each must see the case. */
  mentions: z.array(id).max(limits.noteMentions),
});
export type NoteInput = z.infer<typeof noteInput>;

/** A note is never changed. A correction is another note. */
export const noteView = z.object({
  id,
  by: z.string(),
  own: z.boolean(),
  at: instant,
  text: z.string(),
  /** Names of the mentioned colleagues. */
  mentions: z.array(z.string()),
});
export type NoteView = z.infer<typeof noteView>;

/** The person who is to work on a case. Unlike a claim it locks nothing and does not expire. */
export const assignmentView = z.object({ to: z.string(), own: z.boolean(), by: z.string(), at: instant });
export type AssignmentView = z.infer<typeof assignmentView>;

export const assignmentInput = z.strictObject({
  /** `me` is the caller. Null returns the case to the queue. */
  personId: z.union([id, z.literal("me")]).nullable(),
});

export const colleague = z.object({
  id,
  name: z.string(),
  unit: z.string().optional(),
  /** Only in answers about a case: the colleague may act on it now. */
  acts: z.boolean().optional(),
});
export type Colleague = z.infer<typeof colleague>;

export const handOverInput = z.strictObject({
  id,
  /** Null returns the cases to the queue. */
  personId: id.nullable(),
  note: shortText(limits.noteChars),
});
export type HandOverInput = z.infer<typeof handOverInput>;

export const handOverOutcome = z.object({
  /** Cases that the colleague has now. */
  handed: z.array(id),
  /** Cases that went to the queue: as wished, or because the colleague may not act on them. */
  queued: z.array(id),
});
export type HandOverOutcome = z.infer<typeof handOverOutcome>;

const isSeen = z.object({ seen: z.literal(true) });

export const teamworkRoutes = {
  addNote: {
    method: "POST",
    path: "/v1/cases/:id/notes",
    summary:
      "Add an internal note to a case and mention colleagues; only supervisors and administrators read it",
    callers: { supervisor: "unit" },
    params: idParams,
    body: noteInput,
    answer: noteView,
  },
  seeTeamwork: {
    method: "POST",
    path: "/v1/cases/:id/notes/seen",
    summary: "Mark the mentions of the caller in a case, and its assignment to the caller, as seen",
    callers: { supervisor: "unit" },
    params: idParams,
    answer: isSeen,
  },
  assignCase: {
    method: "POST",
    path: "/v1/cases/:id/assignment",
    summary: "Assign a case to a supervisor who may act on it, or return it to the queue",
    callers: { supervisor: "unit" },
    params: idParams,
    body: assignmentInput,
    answer: z.object({ assigned: assignmentView.optional() }),
  },
  listCaseColleagues: {
    method: "GET",
    path: "/v1/cases/:id/colleagues",
    summary: "List the other supervisors who may see a case",
    callers: { supervisor: "unit" },
    params: idParams,
    answer: z.object({ colleagues: z.array(colleague) }),
  },
  listColleagues: {
    method: "GET",
    path: "/v1/colleagues",
    summary: "List all other supervisors, to whom a shift can be handed over",
    callers: { supervisor: "any" },
    answer: z.object({ colleagues: z.array(colleague) }),
  },
  handOver: {
    method: "POST",
    path: "/v1/hand-overs",
    summary:
      "Hand the cases that the caller claimed or was assigned over to a colleague, or return them to the queue",
    callers: { supervisor: "unit" },
    body: handOverInput,
    answer: handOverOutcome,
  },
} as const satisfies Record<string, Route>;
