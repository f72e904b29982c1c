/** Request section of the tour: make a letter by keyboard, see the platform's answer, and check that the post is gone. */

import type { Driver, Page } from "../drivers/driver.ts";
import type { Recorder } from "./recorder.ts";

/** Returns the letter's number; undefined if the step failed. */
export async function makeLetter(
  supervisor: Driver,
  caseId: string,
  tour: Recorder,
): Promise<string | undefined> {
  let number: string | undefined;
  await tour.step({ role: "supervisor2", act: "make the letter by keys" }, async () => {
    const desk = await openApproved(supervisor, caseId);
    await desk.waitFor("make-open");
    await desk.press("f");
    await desk.waitFor('make-queue[aria-disabled="false"]');
    await tour.shoot(desk, "letter");
    await desk.press("Control+Enter");
    number = /\d+\/LK-\S+\/\d{4}/.exec(await desk.text("made"))?.[0];
    if (!number) throw new Error("the new request has no number");
    await desk.waitFor('case-request[data-state="queued"]');
    await tour.shoot(desk, "letter-queued");
    await leave(desk);
    return { receipt: number };
  });
  return number;
}

/** Opens the request after the named event. One that our own check has closed is among the done ones. */
export async function seeRequest(
  supervisor: Driver,
  { caseId, state, name }: { caseId: string; state: "sent" | "answered"; name: string },
  tour: Recorder,
): Promise<void> {
  const isOpen = name === "acknowledged";
  await tour.step({ role: "supervisor2", act: `see it ${name}` }, async () => {
    const desk = await openApproved(supervisor, caseId);
    await desk.click("case-request-open");
    await desk.click(isOpen ? "requests-running" : "requests-done");
    await desk.click(`request-row[data-state="${state}"]`);
    await desk.waitFor(`request-view[data-state="${state}"]`);
    await desk.waitFor(`request-event[data-act="${name}"]`);
    if (!isOpen) await desk.waitFor("item-proven");
    await tour.shoot(desk, `request-${name}`);
    await leave(desk);
  });
}

/** A page may load for 20 s and then settle for 10 s. */
const longestReadMs = 60_000;

export async function checkOutcome(supervisor: Driver, address: string, tour: Recorder): Promise<void> {
  await tour.step({ role: "supervisor", site: "x", act: "look again and seal the proof" }, async () => {
    const desk = await supervisor.extensionPage("desk.html");
    await desk.click("tab-requests");
    await desk.click("part-checks");
    await desk.waitFor("checks-due");
    await tour.shoot(desk, "checks-due");
    await desk.click("checks-next");
    const page = await supervisor.opened(address);
    await desk.bringToFront();
    await desk.waitFor('check-seen[data-seen="removed"]', longestReadMs);
    await tour.shoot(desk, "check-removed");
    await tour.shoot(page, "x-removed");
    await desk.bringToFront();
    await desk.click("check-save");
    await desk.waitFor("checks-said");
    if ((await desk.count("check-row")) > 0) throw new Error("the address is still due");
    await desk.click("part-requests");
    await leave(desk);
    await page.close();
  });
}

async function openApproved(supervisor: Driver, caseId: string): Promise<Page> {
  const desk = await supervisor.extensionPage("desk.html");
  await desk.click("queue-approved");
  await desk.click(`case-row[data-case="${caseId}"]`);
  await desk.waitFor("case-view");
  return desk;
}

// The filter persists for the session, so it is reset.
async function leave(desk: Page): Promise<void> {
  await desk.click("tab-queue");
  await desk.click("queue-pending");
  await desk.close();
}
