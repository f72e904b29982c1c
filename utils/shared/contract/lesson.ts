/** A vlogger's progress in the lessons: in the intake's answer, in a device's upload, and on the device. */

import { z } from "zod";
import { instant } from "./ids.ts";
import { verdict } from "./review.ts";

/** In the order of presentation. */
export const lessonIds = ["kekerasan", "seksual", "kebencian", "uang", "platform"] as const;
export const lessonId = z.enum(lessonIds);
export type LessonId = (typeof lessonIds)[number];

const name = z.string().max(40);
export const lessonEdition = z.int().min(1).max(1_000_000_000);

const answered = {
  edition: lessonEdition,
  /** The last answer to each case, keyed by the case's id. */
  answers: z.record(name, verdict),
};

/** Keyed by lesson id. Answers to another edition do not count. */
export const lessonProgress = z.record(name, z.strictObject(answered));
export type LessonProgress = z.infer<typeof lessonProgress>;

/** Answers given on a device. The intake ignores lessons, editions and cases that it does not know. */
export const uploadedLessons = z.strictObject({
  lessons: z.record(
    name,
    z.strictObject({
      ...answered,
      /** Age of the last answer by the device's clock. Absent if unknown; the intake's answers then win. */
      agoMs: z.int().min(0).optional(),
    }),
  ),
});
export type UploadedLessons = z.infer<typeof uploadedLessons>["lessons"];

/** Progress as stored on the device, keyed by lesson id. */
export const storedLessons = z.record(
  name,
  z.strictObject({
    ...answered,
    /** Time of the last answer on this device. */
    answeredAt: instant.optional(),
    /** The intake has all of these answers. */
    brought: z.boolean(),
  }),
);
export type StoredLessons = z.infer<typeof storedLessons>;
