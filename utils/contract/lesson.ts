/** How far a vlogger has come with the lessons: as the intake tells it, as a device brings it, and as it is kept there. */

import { z } from "zod";
import { instant } from "./ids.ts";
import { type LessonId, lessonIds } from "./lesson-ids.ts";
import { verdict } from "./review.ts";

export const lessonId = z.enum(lessonIds);
export type { LessonId };

const name = z.string().max(40);
export const lessonEdition = z.int().min(1).max(1_000_000_000);

const answered = {
  edition: lessonEdition,
  /** By the id of the case to try: what the person chose last. */
  answers: z.record(name, verdict),
};

/** By the lesson's id. What was answered in another edition counts no longer. */
export const lessonProgress = z.record(name, z.strictObject(answered));
export type LessonProgress = z.infer<typeof lessonProgress>;

/** What was answered on a device. Lessons, editions and cases that the intake does not have are left where they are. */
export const broughtLessons = z.strictObject({
  lessons: z.record(
    name,
    z.strictObject({
      ...answered,
      /** Since the last of them, by the device's clock; absent: nobody knows, and what the intake has is newer. */
      agoMs: z.int().min(0).optional(),
    }),
  ),
});
export type BroughtLessons = z.infer<typeof broughtLessons>["lessons"];

/** As a device keeps it, by the lesson's id. */
export const keptLessons = z.record(
  name,
  z.strictObject({
    ...answered,
    /** When the last of them was given here. */
    answeredAt: instant.optional(),
    /** The intake has all of it. */
    brought: z.boolean(),
  }),
);
export type KeptLessons = z.infer<typeof keptLessons>;
