/** Alerts: an urgent case appears on the desk, is taken over by one of two, and is tried from the settings. */

import { evidenceOf, inventPost } from "../../scripts/dev/seed/make-report.ts";
import { randomOf } from "../../scripts/measure/chaos/random.ts";
import { findingsInBothSchemes } from "../support/e2e/axe-findings.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { shoot } from "../support/e2e/shoot.ts";

test.beforeAll(async ({ stage }) => {
  const device = await stage.device("officer", "Petugas Contoh");
  const random = randomOf(1, "alerts");
  const evidence = evidenceOf(inventPost(1, "TERORISME", random), new Date(), random);
  await device.report(evidence, "TERORISME");
});

test("shows an urgent case to two supervisors, and tells the second who took it over", {
  tag: "@chromium",
}, async ({ stage }) => {
  const supervisor = await stage.person("supervisor", "Penyelia Satu");
  const first = await supervisor.extensionPage("desk.html");
  await first.click("tab-alerts");
  const shown = async () => {
    await first.click("alerts-refresh");
    return first.count('alert[data-event="case-urgent"]');
  };
  await expect.poll(shown, { message: "the alert", timeout: 30_000 }).toBe(1);
  expect(await first.text("alert")).toMatch(/Jalur empat jam.*LK-/s);
  expect(await findingsInBothSchemes(first, { look: (scheme) => shoot(first, `alerts-${scheme}`) })).toEqual(
    [],
  );
  await first.close();

  const popup = await supervisor.extensionPage("popup.html", { width: 400, height: 600 });
  await popup.waitFor("alert");
  expect(
    await findingsInBothSchemes(popup, { look: (scheme) => shoot(popup, `alerts-popup-${scheme}`) }),
  ).toEqual([]);
  await popup.click("take-alert");
  await popup.waitFor('alert[data-taken="true"]');
  expect(await popup.text("alert")).toContain("Anda tangani");
  await popup.close();

  const options = await supervisor.extensionPage("options.html", { width: 400, height: 900 });
  await options.type("alert-email", "satu@kominfo.test");
  await options.click("save-alerts");
  await options.click("test-alert");
  expect(await options.text("test-made")).toContain("Percobaan dibuat");
  expect(
    await findingsInBothSchemes(options, { look: (scheme) => shoot(options, `alerts-options-${scheme}`) }),
  ).toEqual([]);
  await options.close();
});

test("lets an administrator keep the on-call roster", { tag: "@chromium" }, async ({ stage }) => {
  await stage.intake.enrol("supervisor", "Penyelia Piket");
  const admin = await stage.person("admin", "Pengelola Contoh");
  const desk = await admin.extensionPage("desk.html");
  await desk.click("tab-alerts");
  await desk.waitFor("shift-from");
  await desk.playwright?.getByTestId("shift-from").fill("2037-11-28T18:00");
  await desk.playwright?.getByTestId("shift-until").fill("2037-11-29T08:00");
  await desk.click("add-shift");
  await desk.waitFor("shift");
  expect(await findingsInBothSchemes(desk, { look: (scheme) => shoot(desk, `roster-${scheme}`) })).toEqual(
    [],
  );
  await desk.click("remove-shift");
  await desk.waitFor("add-shift");
});
