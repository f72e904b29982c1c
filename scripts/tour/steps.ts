/** The main job as a person would do it, on the practice pages: report on four sites, review, decide, confirm. */

import { type Driver, type SitePage, until } from "../../test/e2e/drivers/driver.ts";
import type { Stage } from "../../test/e2e/drivers/stage.ts";
import type { CategoryCode } from "../../utils/contract/category.ts";
import type { SiteId } from "../../utils/contract/site.ts";
import type { Recorder } from "./recorder.ts";

interface Visit {
  site: SiteId;
  address: string;
  category: CategoryCode;
}

const visits: readonly Visit[] = [
  { site: "x", address: "https://x.com/home", category: "JUDI" },
  { site: "facebook", address: "https://www.facebook.com/", category: "PENIPUAN" },
  { site: "youtube", address: "https://www.youtube.com/watch?v=practice001", category: "HOAKS" },
  { site: "telegram", address: "https://t.me/s/practice", category: "JUDI" },
];

export async function tourSteps(stage: Stage, tour: Recorder): Promise<void> {
  const officer = await stage.person("officer", "Petugas Contoh");
  for (const visit of visits) await report(officer, visit, tour);

  const vlogger = await stage.person("vlogger", "Vlogger Contoh");
  await reviewTask(vlogger, tour);

  const supervisor = await stage.person("supervisor", "Penyelia Contoh");
  await decide(supervisor, tour);
  const second = await stage.person("supervisor", "Penyelia Kedua");
  await confirm(second, tour);
  await seeOwnReports(officer, tour);
}

async function report(officer: Driver, { site, address, category }: Visit, tour: Recorder): Promise<void> {
  await tour.step({ role: "officer", site, act: "report" }, async () => {
    const page = await officer.open(address);
    const subject = await firstIdle(page);
    await page.screenshot(tour.picture(`${site}-button`));
    await page.clickHost(subject);
    await page.form.click(`category-${category}`);
    await page.screenshot(tour.picture(`${site}-form`));
    await page.form.click("send");
    const receipt = await page.form.text("receipt");
    await page.waitForState(subject, "sent", 30_000);
    await page.close();
    return { subject, receipt };
  });
}

async function firstIdle(page: SitePage): Promise<string> {
  return until("a post with our button", async () => {
    const hosts = await page.hosts();
    return hosts.find(({ state }) => state === "idle")?.subject;
  });
}

async function reviewTask(vlogger: Driver, tour: Recorder): Promise<void> {
  await tour.step({ role: "vlogger", site: "youtube", act: "review" }, async () => {
    const desk = await vlogger.extensionPage("desk.html");
    await desk.click("task-row");
    await desk.click("verdict-violates");
    await desk.type("review-reason", "Menit pertama memuat klaim yang sudah dibantah.");
    await desk.screenshot(tour.picture("vlogger-review"));
    await desk.click("review-send");
    await desk.close();
    return undefined;
  });
}

async function decide(supervisor: Driver, tour: Recorder): Promise<void> {
  await tour.step({ role: "supervisor", act: "approve" }, async () => {
    const desk = await supervisor.extensionPage("desk.html");
    await desk.waitFor("case-row");
    await desk.screenshot(tour.picture("queue"));
    await desk.click("case-row");
    await desk.waitFor("case-view");
    await desk.screenshot(tour.picture("case"));
    await desk.type("decide-reason", "Promosi judi daring, dasar hukum terpenuhi.");
    await desk.click("decide-approve");
    await desk.close();
    return undefined;
  });
}

async function confirm(supervisor: Driver, tour: Recorder): Promise<void> {
  await tour.step({ role: "supervisor", act: "confirm" }, async () => {
    const desk = await supervisor.extensionPage("desk.html");
    await desk.click("case-row");
    await desk.waitFor("case-view");
    await desk.click("decide-confirm");
    await desk.close();
    return undefined;
  });
}

async function seeOwnReports(officer: Driver, tour: Recorder): Promise<void> {
  await tour.step({ role: "officer", act: "see what became of it" }, async () => {
    const popup = await officer.extensionPage("popup.html", { width: 400, height: 600 });
    await popup.waitFor("report-row");
    await popup.screenshot(tour.picture("own-reports"));
    await popup.close();
    return undefined;
  });
}
