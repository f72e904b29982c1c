/** The lessons' names, in the order in which they are offered. */

export const lessonIds = ["kekerasan", "seksual", "kebencian", "uang", "platform"] as const;
export type LessonId = (typeof lessonIds)[number];
