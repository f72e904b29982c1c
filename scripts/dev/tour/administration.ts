/** Administration section of the tour: invite a vlogger, follow an invitation, and keep the roster. */

import type { Driver } from "../drivers/driver.ts";
import type { TestEnvironment } from "../drivers/test-environment.ts";
import type { Recorder } from "./recorder.ts";

/** Expects a vlogger who has reviewed. */
export async function coordinate(supervisor: Driver, tour: Recorder): Promise<void> {
  await tour.step({ role: "supervisor", act: "invite a vlogger and see the others" }, async () => {
    const desk = await supervisor.extensionPage("desk.html");
    await desk.click("tab-cohort");
    await desk.waitFor("vlogger-row");
    await desk.type("invite-name", "Vlogger Baru");
    await desk.click('invite-make[aria-disabled="false"]');
    await desk.waitFor("invitation");
    await tour.shoot(desk, "cohort");
    await desk.click("vlogger-row");
    await desk.waitFor("profile");
    await tour.shoot(desk, "cohort-vlogger");
    await desk.close();
  });
}

export async function administer(stage: TestEnvironment, stranger: Driver, tour: Recorder): Promise<void> {
  await tour.step({ role: "administrator", act: "enrol an officer and keep the roster" }, async () => {
    const code = await stage.intake.enrol("officer", "Petugas Baru");
    const invited = await stranger.open(`${stage.intake.address}/daftar#${code}`);
    await tour.shoot(invited, "enrol-page");
    await invited.close();
    const administrator = await stage.person("admin", "Pengelola Contoh");
    const desk = await administrator.extensionPage("desk.html");
    await desk.click("tab-alerts");
    await desk.waitFor("shift-from");
    await desk.playwright?.getByTestId("shift-from").fill("2037-11-28T18:00");
    await desk.playwright?.getByTestId("shift-until").fill("2037-11-29T08:00");
    await desk.click("add-shift");
    await desk.waitFor("shift");
    await tour.shoot(desk, "roster");
    await desk.close();
  });
}
