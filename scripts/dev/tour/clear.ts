/** Desk section of the tour: one supervisor decides a full queue and another confirms it, by keyboard only. */

import { randomOf } from "../../measure/chaos/random.ts";
import { type ClearedQueue, clearDesk } from "../drivers/clear-desk.ts";
import { enrolDevice } from "../drivers/device.ts";
import { type Driver, type Page, until } from "../drivers/driver.ts";
import { fillDesk } from "../drivers/fill-desk.ts";
import type { IntakeProcess } from "../drivers/intake-process.ts";
import { evidenceOf, inventPost } from "../seed/make-report.ts";
import type { Recorder } from "./recorder.ts";

const cases = { count: 8, alike: 4 };

/** Returns whether the queue is full, with one case in the four-hour lane. */
export function fillQueue(intake: IntakeProcess, tour: Recorder): Promise<boolean> {
  return tour.step({ role: "officer", act: `report ${cases.count} posts and an urgent one` }, async () => {
    const device = await enrolDevice(intake.address, await intake.enrol("officer", "Petugas Malam"));
    const random = randomOf(1, "urgent");
    await device.report(evidenceOf(inventPost(900, "TERORISME", random), new Date(), random), "TERORISME");
    await fillDesk(device, cases);
  });
}

/** Returns the number of confirmed cases. */
export async function clearQueue(
  { first, second }: { first: Driver; second: Driver },
  tour: Recorder,
): Promise<number> {
  let confirmed = 0;
  await tour.step({ role: "supervisor", act: "clear the queue by keys" }, async () => {
    const desk = await openGrouped(first);
    await tour.shoot(desk, "queue-full");
    isFastEnough(await clearDesk(desk, "approve"));
    await tour.shoot(desk, "queue-cleared");
    await desk.close();
  });
  await tour.step({ role: "supervisor2", act: "confirm by keys" }, async () => {
    const popup = await second.extensionPage("popup.html", { width: 400, height: 600 });
    await popup.waitFor("group-row");
    await tour.shoot(popup, "queue-popup");
    confirmed = isFastEnough(await clearDesk(popup, "confirm"));
    await popup.close();
  });
  return confirmed;
}

/** Opens the desk until it shows the group, which a job makes a second after the reports are stored. */
function openGrouped(supervisor: Driver): Promise<Page> {
  return until("the cases with one text as a group", async () => {
    const desk = await supervisor.extensionPage("desk.html");
    await desk.waitFor("case-row");
    if ((await desk.count("group-row")) > 0) return desk;
    await desk.close();
  });
}

function isFastEnough({ cases: cleared, presses }: ClearedQueue): number {
  console.log(`  ${cleared} cases with ${presses} key presses`);
  if (cleared < cases.count) throw new Error(`only ${cleared} of ${cases.count} cases were cleared`);
  return cleared;
}
