/** What of a lesson is done. */

import type { LessonProgress } from "../../contract/lesson.ts";
import type { Verdict } from "../../contract/review.ts";
import type { Lesson } from "./lesson.ts";

export interface Done {
  /** By the id of the case to try; of this edition. */
  answers: Readonly<Record<string, Verdict>>;
  count: number;
  /** All cases were tried. */
  all: boolean;
  /** An earlier edition was begun: it changed in substance since. */
  changed: boolean;
}

export function doneOf({ id, edition, tries }: Lesson, progress: LessonProgress): Done {
  const known = progress[id];
  const answers = known?.edition === edition ? known.answers : {};
  const count = tries.filter((one) => answers[one.id] !== undefined).length;
  return {
    answers,
    count,
    all: count === tries.length,
    changed: known !== undefined && known.edition !== edition,
  };
}
