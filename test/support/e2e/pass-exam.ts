/** Does all lessons and takes the exam in the popup or the desk, with the answers from the question bank. */

import { bank } from "../../../intake/vloggers/exam.ts";
import type { Page } from "../../../scripts/dev/drivers/driver.ts";
import { lessons } from "../../../utils/shared/policy/lessons.ts";
import { expect } from "./fixtures.ts";

/** Starts and ends at the list of lessons. */
export async function learnAll(page: Page): Promise<void> {
  await page.click("tab-learn");
  for (const { id, tries } of lessons) {
    await page.click(`lesson-row[data-lesson="${id}"]`);
    for (const item of tries) {
      await page.click(`try-${item.id}-${item.answer}`);
      // The answer moves the next practice case down, so an earlier click would miss.
      await page.waitFor(`answer-${item.id}`);
    }
    await expect
      .poll(() => page.text("lesson-progress"), `progress of lesson ${id}`)
      .toBe("Semua contoh sudah Anda nilai.");
    await page.click("lesson-back");
  }
}

/** Returns whether the post of the shown question violates the rules. */
export async function shownViolates(page: Page): Promise<boolean> {
  const post = await page.text("exam-post");
  const question = bank.find((item) => item.post.id === post);
  if (!question) throw new Error(`not in the bank: ${post}`);
  return question.violates;
}

/** Answers questions `first` to `last`, those in `wrong` incorrectly. The first must be shown or about to be. */
export async function answerQuestions(
  page: Page,
  [first, last]: [number, number],
  wrong: readonly number[] = [],
): Promise<void> {
  for (let no = first; no <= last; no++) {
    await page.waitFor(`exam-question[data-no="${no}"]`);
    const says = (await shownViolates(page)) !== wrong.includes(no);
    await page.click(says ? "exam-violates" : "exam-does-not");
  }
}
