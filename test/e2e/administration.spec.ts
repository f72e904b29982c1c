/** Administration at the desk: a person from the invitation to the suspension, and every screen at all widths. */

import { readFile } from "node:fs/promises";
import { placeHold } from "../../intake/cases/store/legal-holds.ts";
import { savePeriods } from "../../intake/cases/store/retention-changes.ts";
import { cases, dayStamps, days as finishedDays } from "../../intake/db/schema/index.ts";
import type { Db } from "../../intake/db/store.ts";
import { createApiKey } from "../../intake/people/store/api-keys.ts";
import { loadChannels } from "../../intake/requests/store/channels.ts";
import type { Page } from "../../scripts/dev/drivers/driver.ts";
import { passExam } from "../../scripts/dev/kits/vlogger-kit.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { lessons } from "../../utils/shared/policy/lessons.ts";
import { findingsInBothSchemes } from "../support/e2e/axe-findings.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { longEvidence, unbroken } from "../support/e2e/long-report.ts";
import { misfitsAtAllWidths } from "../support/e2e/misfits.ts";
import { shoot } from "../support/e2e/shoot.ts";

/** A row for every list, with the longest words. */
async function fillScreens(db: Db, vloggerId: string): Promise<void> {
  const at = new Date();
  const by = unbroken;
  const name = unbroken.slice(0, limits.nameChars);
  const common = { site: "x", name, urgentOnly: true, language: "both", acknowledgeHours: 4 } as const;
  const mail = `${"hukum".repeat(10)}@${"contoh".repeat(9)}.example`;
  await loadChannels(
    db,
    [
      { ...common, id: "x-surel", kind: "email", to: [mail, `salinan-${mail}`], cc: [mail] },
      { ...common, id: "x-formulir", kind: "form", address: `https://sistem.example/${"w".repeat(300)}` },
    ],
    at,
  );
  const days = ["2026-11-20", "2026-11-21"];
  await db.insert(finishedDays).values(days.map((day) => ({ day, root: "5a".repeat(32), closedAt: at })));
  await db.insert(dayStamps).values({ day: "2026-11-20", at, authority: unbroken, response: "AQID" });
  const outdated = Object.fromEntries(lessons.map(({ id }) => [id, 1_000_000]));
  await passExam({ db, at }, vloggerId, outdated);
  const [row] = await db.select().from(cases);
  await placeHold(db, { caseId: row?.id ?? "", reason: unbroken, by }, at);
  await createApiKey({ db }, { scope: "read", name }, at, by);
  const shorter = { category: "JUDI", days: { rejected: 90 } } as const;
  await savePeriods(db, shorter, { file: {}, at, by, reason: unbroken, mayShorten: true });
}

/** An element of each screen that is present once it is loaded. */
const rows = {
  people: "staff-row",
  units: "unit-row",
  channels: "channel-row",
  lessons: "passed-person",
  holds: "pending-period",
  systems: "hook-row",
  exports: "day-row",
  server: "settings",
} as const;

/** Opens every fold of the screen, and those inside them. */
async function openFolds(desk: Page): Promise<void> {
  const openAll = () => {
    const closed = document.querySelectorAll<HTMLElement>(".admin-screen details:not([open]) > summary");
    for (const summary of closed) summary.click();
    return closed.length;
  };
  await expect.poll(() => desk.evaluate(openAll), "folds that are still closed").toBe(0);
}

async function openScreen(desk: Page, screen: string): Promise<void> {
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
  const secondPart = await desk.text("code-part-text");
  await shoot(desk, "admin-invited");

  const second = await budi.extensionPage("desk.html#/admin/acts");
  await second.waitFor("waiting-act");
  expect(await second.text("waiting-act")).toContain("Ani Pengelola");
  await shoot(second, "admin-waiting");
  await second.click("act-confirm");
  await second.waitFor("made-code");
  const link = await second.text("made-address-text");
  expect(link).toMatch(/\/daftar#[A-Z2-7]{13}$/);
  await shoot(second, "admin-confirmed");

  const visitor = await stage.visitor();
  const code = link.split("#")[1] ?? "";
  const query = new URLSearchParams({ intake: stage.intake.address, code });
  const options = await visitor.extensionPage(`options.html?${query}`);
  await options.click("enrol");
  await options.waitFor('problem[data-code="code-invalid"]');
  await options.click("enrol-code");
  await options.press("End");
  await options.type("enrol-code", ` ${secondPart}`);
  await shoot(options, "admin-two-parts");
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

test("asks for a person's data and downloads it once a second administrator has confirmed", {
  tag: "@chromium",
}, async ({ stage }) => {
  const name = `Citra ${unbroken}`;
  const asker = await stage.person("admin", name);
  const confirmer = await stage.person("admin", "Doni Pengelola");
  const desk = await asker.extensionPage("desk.html#/admin/exports");
  await desk.click("export-person-fold");
  await desk.type("export-name", name);
  await desk.type("export-person-reason", "Permintaan akses.");
  await desk.click("export-person");
  await desk.waitFor('act-outcome[data-state="waiting"]');
  expect(await desk.count("export-ready"), "not before the confirmation").toBe(0);
  const second = await confirmer.extensionPage("desk.html#/admin/acts");
  await second.click("act-confirm");
  await expect.poll(() => second.count("waiting-act"), "nothing waits").toBe(0);
  await desk.playwright?.reload();
  await desk.waitFor("export-ready");
  const download = desk.playwright?.waitForEvent("download");
  await desk.click("export-save");
  const file = await download;
  expect(file?.suggestedFilename()).toMatch(/^lapor-export-person-\d{4}-\d{2}-\d{2}\.json$/);
  expect(await desk.text("export-said")).toContain(file?.suggestedFilename());
  const saved = await readFile((await file?.path()) ?? "", "utf8");
  expect(saved).toContain(name);
  await shoot(desk, "admin-export-saved");
  expect(await misfitsAtAllWidths(desk, [])).toEqual([]);
  await asker.close();
  await confirmer.close();
});

test("every screen of administration fits at all widths and has no accessibility problem", {
  tag: "@chromium",
}, async ({ stage }) => {
  test.setTimeout(400_000);
  const admin = await stage.person("admin", unbroken);
  const officer = await stage.device("officer", `${unbroken} lapor`);
  await officer.report(longEvidence(0), "JUDI");
  const vlogger = await stage.device("vlogger", `${unbroken} lulus`);
  const { personId } = (await vlogger.call("GET", "/v1/me")) as { personId: string };
  await stage.onStore((db) => fillScreens(db, personId));
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
  const screens = await desk.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".admin-nav a")].map((link) =>
      (link.dataset.testid ?? "").replace("admin-", ""),
    ),
  );
  expect(screens).toEqual(expect.arrayContaining(Object.keys(rows)));
  for (const screen of screens) {
    await openScreen(desk, screen);
    if (screen in rows) await desk.waitFor(rows[screen as keyof typeof rows]);
    await openFolds(desk);
    await check(screen);
  }
  await openScreen(desk, "people");
  await desk.click("staff-row");
  await desk.waitFor("staff-pane");
  await openFolds(desk);
  await check("person");
  expect(problems).toEqual({});
  expect(misfits).toEqual({});
});
