/** Lesson ids in their order of presentation. */

export const lessonIds = ["kekerasan", "seksual", "kebencian", "uang", "platform"] as const;
export type LessonId = (typeof lessonIds)[number];
