/** A vlogger on the popup or the desk does all lessons and sits the exam, as whoever knows the answers. */

import { bank } from "../../intake/programme/bank/index.ts";
import { lessons } from "../../utils/policy/lessons/index.ts";
import { type Page, until } from "./drivers/driver.ts";

/** From the list of lessons, and back to it. */
export async function learnAll(page: Page): Promise<void> {
  await page.click("tab-learn");
  for (const { id, tries } of lessons) {
    await page.click(`lesson-row[data-lesson="${id}"]`);
    for (const one of tries) {
      await page.click(`try-${one.id}-${one.answer}`);
      // It moves what is below it: a click on its way there would miss.
      await page.waitFor(`answer-${one.id}`);
    }
    await until(`${id} to be done`, async () => {
      return (await page.text("lesson-progress")) === "Semua contoh sudah Anda nilai." || undefined;
    });
    await page.click("lesson-back");
  }
}

/** Whether the post that is asked about violates. */
export async function shownViolates(page: Page): Promise<boolean> {
  const post = await page.text("exam-post");
  const question = bank.find((one) => one.post.id === post);
  if (!question) throw new Error(`not in the bank: ${post}`);
  return question.violates;
}

/** From the question that is shown to another one, both included; rightly, but for those named. */
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
