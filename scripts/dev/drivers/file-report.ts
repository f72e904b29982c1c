/** Files a report like an officer, in three acts: the post's button, the category, send. */

import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import { defaultWaitMs, type SitePage, until } from "./driver.ts";

/** The form requests the focus again this long after it is shown. Keys typed before may still reach the page. */
const settleMs = 200;

/** Presses a post's button and waits until the form has the focus. */
export async function openForm(page: SitePage, subject: string): Promise<void> {
  await page.bringToFront();
  await page.clickHost(subject);
  await untilInFront(page);
}

/** Checks the page, because a framed page assumes that it has the focus while it is still hidden. */
export async function untilInFront(page: SitePage): Promise<void> {
  const isShown = () =>
    page.evaluate(() => {
      const host = document.querySelector<HTMLElement>("lapor-kominfo-form");
      return host?.style.visibility === "visible" && document.activeElement === host;
    });
  await until("the form in front", async () => (await isShown()) || undefined);
  await until("the form to have the focus", async () =>
    page.form.evaluate(() => (document.hasFocus() && document.activeElement !== document.body) || undefined),
  );
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  await untilOpen(page);
}

/** Waits until the form accepts input. */
export async function untilOpen(page: SitePage): Promise<void> {
  await until("the form to take input", async () =>
    page.form.evaluate(() => document.documentElement.dataset.input === "open" || undefined),
  );
}

export async function untilClosed(page: SitePage): Promise<void> {
  await until("the form to close", async () => ((await page.formOpen()) ? undefined : true));
}

/** Waits until the form accepts a click on "send". On a timeout, reports what the form shows. */
export async function untilReady(page: SitePage): Promise<void> {
  await until("the form to accept send", async () =>
    (await page.form.attribute("send", "aria-disabled")) === "false" ? true : undefined,
  ).catch(async (error: Error) => {
    const shown = await page.form.evaluate(() => ({
      input: document.documentElement.dataset.input,
      seen: document.visibilityState,
      chosen: document.querySelector('[aria-checked="true"]')?.getAttribute("data-testid"),
      words: document.body.innerText,
    }));
    throw new Error(`${error.message}: ${JSON.stringify(shown)}`);
  });
}

/** Ticks the form's checkbox to send despite warnings, if there is one. */
export async function overrideWarnings(page: SitePage): Promise<void> {
  if ((await page.form.count("override")) > 0) await page.form.click("override");
}

/** Reports a post despite warnings. Returns the receipt's number, which is shown once the report is on disk. */
export async function fileReport(page: SitePage, subject: string, category: CategoryCode): Promise<string> {
  await openForm(page, subject);
  await page.form.click(`category-${category}`);
  await overrideWarnings(page);
  return sendForm(page);
}

/** Sends as soon as the form allows it. Returns the receipt's number. */
export async function sendForm(
  page: SitePage,
  send: () => Promise<void> = () => page.form.click("send"),
): Promise<string> {
  await untilReady(page);
  // Asked before, because the form closes soon after it has shown the receipt.
  const words = page.form.evaluate(awaitReceipt, defaultWaitMs);
  words.catch(() => undefined);
  await send();
  const number = /LK-[A-Z\d]{5}-[A-Z\d]{5}/.exec(await words)?.[0];
  if (!number) throw new Error(`the form shows no receipt: ${await words}`);
  return number;
}

/** Runs in the form. Resolves to the receipt, or after a time limit to all that the form shows. */
function awaitReceipt(waitMs: number): Promise<string> {
  return new Promise((resolve) => {
    const receipt = () => document.querySelector<HTMLElement>('[data-testid="receipt"]')?.innerText;
    new MutationObserver(() => {
      const words = receipt();
      if (words) resolve(words);
    }).observe(document, { childList: true, subtree: true, characterData: true });
    setTimeout(() => resolve(document.body.innerText), waitMs);
  });
}
