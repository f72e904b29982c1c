/** Vlogger section of the tour: review another person's flagged video, then check an own one. */

import { selfReviewRules } from "../../../utils/shared/policy/self-review.ts";
import type { Driver } from "../drivers/driver.ts";
import type { Recorder } from "./recorder.ts";

export async function review(vlogger: Driver, tour: Recorder): Promise<void> {
  await tour.step({ role: "vlogger", site: "youtube", act: "review" }, async () => {
    const desk = await vlogger.extensionPage("desk.html");
    await desk.click("task-row");
    await desk.click("verdict-violates");
    await desk.type("review-reason", "Potongan video kanal lain dipakai tanpa izin dan tanpa sumber.");
    await tour.shoot(desk, "vlogger-review");
    await desk.click("review-send");
    await desk.waitFor("review-sent");
    await desk.close();
  });
}

export async function reviewOwnVideo(vlogger: Driver, address: string, tour: Recorder): Promise<void> {
  await tour.step({ role: "vlogger", site: "youtube", act: "review own video" }, async () => {
    const desk = await vlogger.extensionPage("desk.html");
    await desk.click("tab-self");
    await desk.type("self-address", address);
    await desk.click("self-find");
    for (const { id } of selfReviewRules) await desk.click(`rule-${id}-fine`);
    await tour.shoot(desk, "vlogger-self-review");
    await desk.click("self-save");
    await desk.click("self-other");
    await desk.waitFor("self-row");
    await desk.close();
    return { subject: `youtube:video:${new URL(address).searchParams.get("v")}` };
  });
}
