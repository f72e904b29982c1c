import { expect, test } from "../support/e2e/fixtures.ts";
import { shoot } from "../support/e2e/shoot.ts";

test("lets a supervisor invite a vlogger, edit their profile, pause and resume them", {
  tag: "@chromium",
}, async ({ stage }) => {
  const supervisor = await stage.person("supervisor", "Penyelia Contoh");
  const desk = await supervisor.extensionPage("desk.html");
  await desk.click("tab-cohort");
  await desk.type("invite-name", "Vlogger Baru");
  await desk.click('invite-make[aria-disabled="false"]');
  const link = await desk.text("invite-link-text");
  expect(link).toMatch(/^options\.html\?intake=.*&code=[A-Z2-7]{26}$/);
  expect(await desk.text("invitation")).toContain("Vlogger Baru");
  await shoot(desk, "cohort-invited");

  const visitor = await stage.visitor();
  const options = await visitor.extensionPage(link);
  await options.click("enrol");
  await options.waitFor("enrolled-as");
  expect(await options.text("enrolled-as")).toContain("Vlogger Baru");
  const own = await visitor.extensionPage("popup.html", { width: 400, height: 600 });
  await own.click("own-channels");
  await own.type("declare-channel", "https://www.youtube.com/@DapurMelati");
  await own.click('declare[aria-disabled="false"]');
  await own.waitFor('own-channel[data-channel="youtube:dapurmelati"]');
  await shoot(own, "own-channels");
  await visitor.close();

  await desk.click("cohort-refresh");
  await desk.click("vlogger-row");
  expect(await desk.text("declared")).toContain("@dapurmelati");
  await desk.type("pause-reason", "Cuti sampai Januari.");
  await desk.click("pause-start");
  await desk.waitFor('pause[data-state="person"]');
  await desk.type("profile-channels", "@DapurSari");
  await desk.click("profile-save");
  await expect.poll(() => desk.text("profile-saved"), "the note that the profile is saved").not.toBe("");
  expect(await desk.text("profile-channels")).not.toBe("");
  await desk.type("conflict-channel", "@KanalContoh");
  await desk.type("conflict-reason", "Pernah berselisih di muka umum");
  await desk.click('conflict-add[aria-disabled="false"]');
  expect(await desk.text("conflict")).toContain("Penyelia Contoh");
  await shoot(desk, "cohort-vlogger");
  await desk.click("vlogger-back");
  await expect.poll(() => desk.text("vlogger-row"), "the vlogger's row").toContain("Dijeda");
  await shoot(desk, "cohort");
  await desk.click("vlogger-row");
  await desk.click("pause-end");
  await desk.waitFor('pause[data-state="none"]');
  await desk.close();

  const popup = await supervisor.extensionPage("popup.html", { width: 400, height: 600 });
  await popup.waitFor("vlogger-row");
  await expect.poll(() => popup.text("vlogger-row"), "the vlogger's row").not.toContain("Dijeda");
  await shoot(popup, "cohort-popup");
  await popup.click("vlogger-row");
  await popup.waitFor("pause");
  await shoot(popup, "cohort-popup-vlogger");
});
