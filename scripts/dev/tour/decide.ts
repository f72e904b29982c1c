/** Decision section of the tour: one supervisor decides a case, another confirms. */

import type { Driver } from "../drivers/driver.ts";
import { openEvidence } from "../drivers/open-evidence.ts";
import type { Recorder } from "./recorder.ts";

/** Returns the case's id; undefined if the step failed. */
export async function decide(supervisor: Driver, tour: Recorder): Promise<string | undefined> {
  let caseId: string | null = null;
  await tour.step({ role: "supervisor", act: "approve" }, async () => {
    const desk = await supervisor.extensionPage("desk.html");
    await desk.waitFor("case-row");
    await tour.shoot(desk, "queue");
    caseId = await desk.attribute("case-row", "data-case");
    await desk.click("case-row");
    await desk.waitFor("case-view");
    await tour.shoot(desk, "case");
    await openEvidence(desk);
    await desk.click("decide-approve");
    await desk.click("decide-all");
    await desk.click("decide-action-HAPUS_KEBIJAKAN");
    await tour.shoot(desk, "case-approval");
    await desk.click("decide-approve");
    await desk.waitFor("decide-saved");
    await desk.close();
  });
  return caseId ?? undefined;
}

export async function confirm(
  supervisor: Driver,
  { caseId, picture }: { caseId: string; picture: string },
  tour: Recorder,
): Promise<void> {
  await tour.step({ role: "supervisor2", act: "confirm" }, async () => {
    const desk = await supervisor.extensionPage("desk.html");
    await desk.click(`case-row[data-case="${caseId}"]`);
    await desk.waitFor("case-view");
    await openEvidence(desk);
    await desk.click("decide-confirm");
    await desk.waitFor('decide[data-open="confirm"]');
    await desk.click("decide-confirm");
    await desk.waitFor('held[data-state="done"]');
    await tour.shoot(desk, picture);
    await desk.close();
  });
}
