import type { Driver } from "../../scripts/dev/drivers/driver.ts";
import { fillDesk } from "../../scripts/dev/drivers/fill-desk.ts";
import { findingsInBothSchemes } from "../support/e2e/axe-findings.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { shoot } from "../support/e2e/shoot.ts";

let supervisor: Driver;
test.beforeAll(async ({ stage }) => {
  const device = await stage.device("officer", "Petugas Contoh");
  await fillDesk(device, { count: 6, alike: 5 });
  await stage.device("vlogger", "Vlogger Contoh");
  supervisor = await stage.person("supervisor", "Penyelia Contoh");
});

for (const [name, path, size] of [
  ["desk", "desk.html", { width: 1280, height: 900 }],
  ["popup", "popup.html", { width: 400, height: 600 }],
] as const)
  test(`has no accessibility problem in any part of a supervisor's ${name}, light or dark`, {
    tag: "@chromium",
  }, async () => {
    const view = await supervisor.extensionPage(path, size);
    const check = async (part: string) => {
      const look = (colorScheme: string) => shoot(view, `${name}-${part}-${colorScheme}`);
      expect(await findingsInBothSchemes(view, { look }), part).toEqual([]);
    };
    await view.click("queue-filters");
    await view.waitFor("filter-state");
    await check("filters");
    await view.click("queue-filters");
    await view.click("group-row");
    await view.waitFor("group-case");
    await check("group");
    await view.press("a");
    await view.waitFor("decide-approve");
    await view.press("s");
    await view.waitFor("decide-leave");
    await check("group-approve");
    await view.press("Escape");
    await view.press("?");
    await view.waitFor("keys-help");
    await check("keys");
    await view.click("keys-close");
    // The desk shows the queue beside the group; the popup shows one of them.
    if (name === "popup") await view.click("group-back");
    await view.click("case-row");
    await view.waitFor("decide-approve");
    if (name === "popup") await view.click("decide-more");
    await check("case");
    // In the popup the case's head takes the place of the sections.
    if (name === "popup") {
      await view.press("Escape");
      await view.click("case-back");
    }
    await view.click("tab-board");
    await view.waitFor("commitment");
    await view.click("trend-fold");
    await check("board");
    await view.click("tab-cohort");
    await view.waitFor("vlogger-row");
    await view.type("invite-name", `Calon ${name}`);
    await view.click('invite-make[aria-disabled="false"]');
    await view.waitFor("invitation");
    await check("cohort");
    await view.click("vlogger-row");
    await view.waitFor("pause");
    await view.click("pause-start");
    await view.waitFor('pause-reason[aria-invalid="true"]');
    await check("vlogger");
    await view.click("vlogger-back");
    await view.click("tab-queue");
    await view.close();
  });
