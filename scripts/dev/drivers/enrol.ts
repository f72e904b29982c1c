/** Enrols a browser with a new person's link. */

import { type Driver, type Page, until } from "./driver.ts";

/** Opens the enrolment link and presses the button. Does nothing if the browser is enrolled already. */
export async function enrolBrowser(
  driver: Driver,
  intake: string,
  newCode: () => Promise<string>,
): Promise<void> {
  const link = new URLSearchParams({ intake, code: await newCode() });
  const page = await driver.extensionPage(`options.html?${link}`);
  if (!(await isEnrolled(page))) {
    await page.click("enrol");
    await page.waitFor("enrolled-as");
  }
  await page.close();
}

/** Waits until the page shows whether the browser is enrolled. */
async function isEnrolled(page: Page): Promise<boolean> {
  const enrolled = await until("the enrolment page", async () => {
    if ((await page.count("enrolled-as")) > 0) return { yes: true };
    return (await page.count("enrol-code")) > 0 ? { yes: false } : undefined;
  });
  return enrolled.yes;
}
