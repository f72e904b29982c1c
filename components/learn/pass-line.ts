/** What it takes to pass an exam of so many questions, as its words say it. */

import { examRule, needed } from "../../utils/policy/exam.ts";

const lesson = Math.round(examRule.lesson * 100);

export function passLine(count: number): { needed: number; lesson: number } {
  return { needed: needed(count), lesson };
}
