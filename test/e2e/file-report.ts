/** What an officer does in three acts: the post's button, the category, send. */

import type { CategoryCode } from "../../utils/contract/category.ts";
import { type SitePage, until } from "./drivers/driver.ts";

/** The form asks for the focus again this long after it is shown; keys typed before may still reach the page. */
const settleMs = 200;

/** Presses a post's button and waits until the form is in front and keys reach it. */
export async function openForm(page: SitePage, subject: string): Promise<void> {
  await page.bringToFront();
  await page.clickHost(subject);
  await untilInFront(page);
}

/** As a person sees it: a framed page believes that it has the focus while it is still hidden. */
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

/** Waits until the form takes what a person does. */
export async function untilOpen(page: SitePage): Promise<void> {
  await until("the form to take input", async () =>
    page.form.evaluate(() => document.documentElement.dataset.input === "open" || undefined),
  );
}

export async function untilClosed(page: SitePage): Promise<void> {
  await until("the form to close", async () => ((await page.formOpen()) ? undefined : true));
}

/** Waits until the form believes a click on "send"; says what the form shows when it never does. */
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

/** Says that it is sent all the same, where the form warns. */
export async function overrideWarnings(page: SitePage): Promise<void> {
  if ((await page.form.count("override")) > 0) await page.form.click("override");
}

/** Reports a post, warnings or not; gives the receipt's number, shown once the report is on disk. */
export async function fileReport(page: SitePage, subject: string, category: CategoryCode): Promise<string> {
  await openForm(page, subject);
  await page.form.click(`category-${category}`);
  await overrideWarnings(page);
  await untilReady(page);
  await page.form.click("send");
  return receiptOf(page);
}

export async function receiptOf(page: SitePage): Promise<string> {
  const number = /LK-[A-Z\d]{5}-[A-Z\d]{5}/.exec(await page.form.text("receipt"))?.[0];
  if (!number) throw new Error("the receipt shows no number");
  return number;
}
