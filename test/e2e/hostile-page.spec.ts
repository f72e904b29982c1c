/** Attacks of a hostile page before the form is open, each with the most that it may achieve. */

import type { Driver, Page, SitePage } from "../../scripts/dev/drivers/driver.ts";
import { openForm, untilClosed } from "../../scripts/dev/drivers/file-report.ts";
import { expect, pollFor, test } from "../support/e2e/fixtures.ts";
import {
  act,
  addressOfForm,
  enrolAttackedOfficer,
  expectNoLoot,
  expectNoReport,
  expectUnharmed,
  openSite,
  pause,
  tagOf,
  titleOf,
} from "../support/e2e/hostile-site.ts";
import { attacks } from "../support/hostile/page-attacks.ts";

// Tracing runs scripts in the page that name the form's address: an attack that patches prototypes would see it.
test.use({ trace: "off" });

let officer: Driver;
let desk: Page;
let extensionHost: string;
test.beforeAll(async ({ stage }) => {
  ({ officer, desk, extensionHost } = await enrolAttackedOfficer(stage));
});

for (const attack of attacks.button)
  test(titleOf(attack), { tag: tagOf(attack) }, async () => {
    const { page } = await openSite(officer);
    const form = await addressOfForm(desk, "?draft=22222222-2222-4222-8222-222222222222");
    await act(page, attack, { form, extension: extensionHost });
    await pause(300);
    await expectNoReport(desk);
    // Frames of the attack would be taken for our form.
    await page.evaluate(() => {
      for (const frame of document.querySelectorAll("iframe")) frame.remove();
    });
    await untilClosed(page);
    if (attack.outcome === "form") await expectPressOpensForm(page);
    else await expectPressDoesNothing(page);
    await expectNoLoot(page);
    await expectNoReport(desk);
    await page.close();
  });

async function expectPressOpensForm(page: SitePage): Promise<void> {
  await expectUnharmed(page);
  const host = await pollFor("an idle button", async () =>
    (await page.hosts()).find(({ state }) => state === "idle"),
  );
  await openForm(page, host.subject);
  expect(await page.form.count("problem")).toBe(0);
  await page.form.press("Escape");
  await untilClosed(page);
  const presses = () => page.evaluate(() => (globalThis as unknown as { presses: number }).presses);
  const before = await presses();
  await page.clickAt(3, 3);
  expect(await presses()).toBeGreaterThan(before);
}

async function expectPressDoesNothing(page: SitePage): Promise<void> {
  const places = await page.evaluate(() =>
    [...document.querySelectorAll("lapor-kominfo")].slice(0, 1).map((host) => {
      host.scrollIntoView({ block: "center", behavior: "instant" });
      const { left, top, width, height } = host.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    }),
  );
  for (const { x, y } of places) await page.clickAt(x, y);
  await pause(700);
  expect(await page.formOpen()).toBe(false);
}
