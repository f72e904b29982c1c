/** Alert section of the tour: an urgent case is mailed, shown on the device, and taken over. */

import { type Driver, type Page, until } from "../drivers/driver.ts";
import { mailTo, type Platform } from "./platform.ts";
import type { Recorder } from "./recorder.ts";

const address = "penyelia@kominfo.example";

export async function askForAlerts(supervisor: Driver, tour: Recorder): Promise<void> {
  await tour.step({ role: "supervisor", act: "ask for alerts by mail" }, async () => {
    const options = await supervisor.extensionPage("options.html");
    await options.type("alert-email", address);
    await options.click("save-alerts");
    await until("the choice to be saved", async () =>
      (await options.text("alerts-saved")) === "Tersimpan." ? true : undefined,
    );
    await options.close();
  });
}

/** Expects an urgent case and an answered referral. */
export async function takeAlert(supervisor: Driver, { mails }: Platform, tour: Recorder): Promise<void> {
  await tour.step({ role: "supervisor", act: "take an alert over" }, async () => {
    const { text } = await mailTo(mails, address);
    if (!/Lajur 4 jam/.test(text)) throw new Error(`the mail names no urgent case: ${text}`);
    const popup = await supervisor.extensionPage("popup.html", { width: 400, height: 600 });
    await popup.click("tab-alerts");
    await until(
      "both alerts",
      async () => {
        await popup.click("alerts-refresh");
        const events = ["case-urgent", "answer-arrived"].map((event) =>
          popup.count(`alert[data-event="${event}"]`),
        );
        return (await Promise.all(events)).every((count) => count > 0) ? true : undefined;
      },
      30_000,
    );
    await tour.shoot(popup, "alerts");
    // Urgent ones come first.
    await popup.click("take-alert");
    await popup.waitFor('alert[data-event="case-urgent"][data-taken="true"]');
    const open = await popup.count('alert[data-taken="false"]');
    await until("the number on the icon", async () =>
      (await readBadge(popup)) === String(open) ? true : undefined,
    );
    await popup.click("tab-queue");
    await popup.close();
  });
}

function readBadge(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { chrome } = globalThis as unknown as { chrome: { action: Action } };
    return chrome.action.getBadgeText({});
  });
}

interface Action {
  getBadgeText(details: object): Promise<string>;
}
