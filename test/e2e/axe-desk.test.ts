/** The desk's screens that a case alone does not show: a group, filters, the table of keys, the popup's folded acts. */

import { expect, inject, test } from "vitest";
import { findings } from "./axe-findings.ts";
import { enrolDevice } from "./drivers/device.ts";
import { fillDesk } from "./fill-desk.ts";
import { shoot } from "./shoot.ts";
import { openStageForTest } from "./stage-for-test.ts";

/** The markup is the same in both browsers; once is enough. */
const inOneBrowser = test.skipIf(inject("browser") !== "chromium");

inOneBrowser.each(["light", "dark"] as const)("the desk is accessible, %s", async (colorScheme) => {
  const stage = await openStageForTest();
  const device = await enrolDevice(
    stage.intake.address,
    await stage.intake.enrol("officer", "Petugas Contoh"),
  );
  await fillDesk(device, { count: 6, alike: 5 });
  const vlogger = await stage.intake.enrol("vlogger", "Vlogger Contoh");
  await enrolDevice(stage.intake.address, vlogger);
  const supervisor = await stage.person("supervisor", "Penyelia Contoh", { colorScheme });
  for (const [name, path, size] of [
    ["desk", "desk.html", { width: 1280, height: 900 }],
    ["popup", "popup.html", { width: 400, height: 600 }],
  ] as const) {
    const view = await supervisor.extensionPage(path, size);
    const look = async (what: string) => {
      await shoot(view, `${name}-${what}-${colorScheme}`);
      expect(await findings(view), `${name}, ${what}`).toEqual([]);
    };
    await view.click("queue-filters");
    await view.waitFor("filter-state");
    await look("filters");
    await view.click("queue-filters");
    await view.click("group-row");
    await view.waitFor("group-case");
    await look("group");
    await view.press("a");
    await view.waitFor("decide-approve");
    await view.press("s");
    await view.waitFor("decide-leave");
    await look("group-approve");
    await view.press("Escape");
    await view.press("?");
    await view.waitFor("keys-help");
    await look("keys");
    await view.click("keys-close");
    // The desk shows the queue beside the group.
    if (name === "popup") await view.click("group-back");
    await view.click("case-row");
    await view.waitFor("decide-approve");
    if (name === "popup") await view.click("decide-more");
    await look("case");
    await view.click("tab-board");
    await view.waitFor("commitment");
    await view.click("trend-fold");
    await look("board");
    await view.click("tab-cohort");
    await view.waitFor("vlogger-row");
    await view.type("invite-name", `Calon ${name}`);
    await view.click('invite-make[aria-disabled="false"]');
    await view.waitFor("invitation");
    await look("cohort");
    await view.click("vlogger-row");
    await view.waitFor("pause");
    await view.click("pause-start");
    await view.waitFor('pause-reason[aria-invalid="true"]');
    await look("vlogger");
    await view.click("vlogger-back");
    await view.click("tab-queue");
    await view.close();
  }
  await stage.close();
});
