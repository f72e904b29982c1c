/** The content of a lesson, which an administrator can edit and publish in a signed recipe pack. */

import { z } from "zod";
import { type CategoryCode, categoryCode } from "./category.ts";
import { type LessonId, lessonEdition, lessonId } from "./lesson.ts";

/** The categories of each lesson. Marks and exams depend on this mapping, so a pack cannot change it. */
export const lessonCategories: Record<LessonId, readonly CategoryCode[]> = {
  kekerasan: ["TERORISME", "HASUT_KEKERASAN", "SEPARATISME"],
  seksual: ["PORNO_ANAK", "PORNO"],
  kebencian: ["KEBENCIAN_SARA", "HOAKS"],
  uang: ["JUDI", "PENIPUAN", "KEUANGAN_OBAT_ILEGAL", "NARKOTIKA"],
  platform: ["SPAM", "TAUTAN_RENDAH", "HKI"],
};

/** One line without markup and without characters that change the text direction. */
const plainLine = /^(?!.*<[/!a-z])(?=\S)[^\p{Cc}\u2028-\u202e\u2066-\u2069]+(?<=\S)$/iu;

function words(maxChars: number) {
  const said = z.string().max(maxChars).regex(plainLine, "must be one line of plain text");
  return z.strictObject({ id: said, en: said });
}

const points = z.array(words(600)).min(1).max(12).readonly();

/** An invented post. It names no real person, business or channel. */
const tryCase = z.strictObject({
  /** Unique among all lessons. */
  id: z.string().regex(/^[a-z][a-z\d-]{0,39}$/, "must be a short name in small letters"),
  post: words(1_000),
  /** The text gives all facts about the invented case. */
  answer: z.enum(["violates", "does-not", "needs-context"]),
  why: words(1_000),
});
export type TryCase = z.infer<typeof tryCase>;

const lesson = z.strictObject({
  id: lessonId,
  /** Increased when a lesson changes in substance. Vloggers who completed an earlier edition must repeat it. */
  edition: lessonEdition,
  title: words(80),
  categories: z.array(categoryCode).readonly(),
  /** Why the topic matters, in two or three sentences. */
  intro: words(1_000),
  /** The platforms' own rule in plain words. */
  platform: points,
  /** Legal requirements beyond the elements of each category. */
  law: points,
  /** Content that is allowed. */
  fine: points,
  /** Local language and custom, and words that are offensive in some places only. */
  local: points,
  tries: z.array(tryCase).length(5).readonly(),
});
export type Lesson = z.infer<typeof lesson>;

/** All lessons in their order of presentation. */
export const taughtLessons = z
  .array(lesson)
  .length(lessonId.options.length)
  .superRefine((all, context) => {
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: "custom", path, message });
    const [ids, tries] = [new Set<string>(), new Set<string>()];
    for (const [index, { id, categories, tries: own }] of all.entries()) {
      if (ids.has(id)) refuse([index, "id"], `${id} is there twice`);
      ids.add(id);
      const expected = lessonCategories[id];
      if ([...categories].sort().join() !== [...expected].sort().join())
        refuse([index, "categories"], `${id} teaches each of these once: ${expected.join(", ")}`);
      for (const [tryIndex, tried] of own.entries()) {
        if (tries.has(tried.id)) refuse([index, "tries", tryIndex, "id"], `${tried.id} is there twice`);
        tries.add(tried.id);
      }
    }
  })
  .readonly();
