/** Administration at the desk: a person from the invitation to the suspension, and every screen at all widths. */

import type { Page } from "../../scripts/dev/drivers/driver.ts";
import { findingsInBothSchemes } from "../support/e2e/axe-findings.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { unbroken } from "../support/e2e/long-report.ts";
import { misfitsAtAllWidths } from "../support/e2e/misfits.ts";
import { shoot } from "../support/e2e/shoot.ts";

const screens = ["people", "units", "channels", "recipes", "holds", "systems", "server", "acts"] as const;

async function openScreen(desk: Page, screen: (typeof screens)[number]): Promise<void> {
  await desk.click(`admin-${screen}`);
  await desk.waitFor(`admin-screen[data-screen="${screen}"]`);
}

test("invites a supervisor, enrols them by the link and suspends them, each with a second administrator", {
  tag: "@chromium",
}, async ({ stage }) => {
  test.setTimeout(240_000);
  const ani = await stage.person("admin", "Ani Pengelola");
  const budi = await stage.person("admin", "Budi Pengelola");
  const desk = await ani.extensionPage("desk.html#/admin/people");
  await desk.click("invite-fold");
  await desk.type("invite-name", "Susi Penyelia");
  await desk.select("filter-invite-role", "supervisor");
  await desk.type("invite-person-reason", "Penyelia baru untuk unit judi.");
  await desk.click("invite-person");
  await desk.waitFor('act-outcome[data-state="waiting"]');
  await shoot(desk, "admin-invited");

  const second = await budi.extensionPage("desk.html#/admin/acts");
  await second.waitFor("waiting-act");
  expect(await second.text("waiting-act")).toContain("Ani Pengelola");
  await shoot(second, "admin-waiting");
  await second.click("act-confirm");
  await second.waitFor("made-code");
  const link = await second.text("made-address-text");
  expect(link).toMatch(/\/daftar#[A-Z2-7]{26}$/);
  await shoot(second, "admin-confirmed");

  const visitor = await stage.visitor();
  const code = link.split("#")[1] ?? "";
  const query = new URLSearchParams({ intake: stage.intake.address, code });
  const options = await visitor.extensionPage(`options.html?${query}`);
  await options.click("enrol");
  await options.waitFor("enrolled-as");
  expect(await options.text("enrolled-as")).toContain("Susi Penyelia");

  await openScreen(desk, "acts");
  await openScreen(desk, "people");
  await desk.type("staff-search", "Susi");
  await expect.poll(() => desk.count("staff-row"), "only the person who was searched").toBe(1);
  await desk.click("staff-row");
  await desk.waitFor("staff-device");
  await desk.click("suspend-fold");
  await desk.type("suspend-reason", "Pindah tugas.");
  await desk.click("suspend");
  await desk.waitFor('act-outcome[data-state="waiting"]');
  await shoot(desk, "admin-person");
  const own = await visitor.extensionPage("popup.html", { width: 400, height: 600 });
  await own.waitFor("tab-queue");

  await openScreen(second, "people");
  await openScreen(second, "acts");
  await second.click("act-confirm");
  await expect.poll(() => second.count("waiting-act"), "nothing waits").toBe(0);
  expect(await second.text('logged-act[data-act="suspend"]')).toContain("Susi Penyelia");
  expect(await second.text('logged-act[data-act="suspend"]')).toContain("Budi Pengelola");
  await shoot(second, "admin-log");
  const refused = await visitor.extensionPage("desk.html");
  await refused.waitFor('problem[data-code="device-revoked"]');
});

test("every screen of administration fits at all widths and has no accessibility problem", {
  tag: "@chromium",
}, async ({ stage }) => {
  test.setTimeout(400_000);
  const admin = await stage.person("admin", unbroken);
  const desk = await admin.extensionPage("desk.html#/admin/people", { width: 1280, height: 900 });
  await desk.click("invite-fold");
  await desk.type("invite-name", `${unbroken} dua`);
  await desk.click("invite-person");
  await desk.waitFor("made-code");
  await openScreen(desk, "units");
  await desk.click("unit-new");
  await desk.type("unit-name", unbroken);
  await desk.click("save-unit");
  await desk.waitFor("unit-row");
  await openScreen(desk, "systems");
  await desk.click("add-hook-fold");
  await desk.type("hook-address", `https://sistem.example/${"w".repeat(300)}`);
  await desk.click("hook-event-case-decided");
  await desk.click("add-hook");
  await desk.waitFor("hook-row");
  const misfits: Record<string, string[]> = {};
  const problems: Record<string, string[]> = {};
  const check = async (name: string) => {
    const found = await misfitsAtAllWidths(desk, []);
    if (found.length > 0) misfits[name] = found;
    for (const width of [400, 1280, 1440]) {
      await desk.resize({ width, height: 900 });
      const look = (scheme: string) => shoot(desk, `admin-${name}-${width}-${scheme}`);
      const lines = await findingsInBothSchemes(desk, { look });
      if (lines.length > 0) problems[`${name} ${width}`] = lines;
    }
  };
  for (const screen of screens) {
    await openScreen(desk, screen);
    if (screen === "people") await desk.waitFor("staff-row");
    await check(screen);
  }
  await openScreen(desk, "people");
  await desk.click("staff-row");
  await desk.waitFor("staff-pane");
  for (const fold of ["new-code", "change-role", "assign-unit", "suspend"]) await desk.click(`${fold}-fold`);
  await check("person");
  expect(problems).toEqual({});
  expect(misfits).toEqual({});
});
