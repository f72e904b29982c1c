/** The numbers for the text that explains how to pass. `count`: number of questions. */

import { examRule, needed } from "../../../utils/shared/policy/exam.ts";

const lesson = Math.round(examRule.lesson * 100);

export function passLine(count: number): { needed: number; lesson: number } {
  return { needed: needed(count), lesson };
}
