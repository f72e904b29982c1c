/** How far a vlogger has come with the lessons, kept on the device. */

import { z } from "zod";
import { verdict } from "./review.ts";

export const lessonId = z.enum(["kekerasan", "seksual", "kebencian", "uang", "platform"]);
export type LessonId = z.infer<typeof lessonId>;

const name = z.string().max(40);

/** By the lesson's id. What was answered in another edition counts no longer. */
export const lessonProgress = z.record(
  name,
  z.strictObject({
    edition: z.int().min(1),
    /** By the id of the case to try: what the person chose last. */
    answers: z.record(name, verdict),
  }),
);
export type LessonProgress = z.infer<typeof lessonProgress>;
