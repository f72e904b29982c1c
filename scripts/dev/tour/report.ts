/** Reporting section of the tour: report a post in three acts, and see the reports' outcomes. */

import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import {
  type Clip,
  type Driver,
  defaultSize,
  hostSelector,
  type SitePage,
  until,
} from "../drivers/driver.ts";
import { openForm, overrideWarnings } from "../drivers/file-report.ts";
import type { Recorder } from "./recorder.ts";

export interface TourPost {
  /** Prefix of its pictures' names. */
  name: string;
  site: SiteId;
  address: string;
  /** The post to report; by default the first one. */
  subject?: string;
  category: CategoryCode;
  /** Whether all evidence is viewed before sending. */
  looks?: boolean;
}

/** The form accepts no input in its first half second, and no person is faster. */
const readingMs = 700;

/** The form with enough of the page to show which post it is about. */
const besideForm: Clip = { x: defaultSize.width - 896, y: 134, width: 896, height: 632 };

export async function report(officer: Driver, visit: TourPost, tour: Recorder): Promise<void> {
  const { name, site, address, category } = visit;
  await tour.step({ role: "officer", site, act: "report" }, async () => {
    const page = await officer.open(address);
    const subject = await findPost(page, visit.subject);
    await page.showHost(subject);
    await tour.shoot(page, `${name}-button`, {
      around: hostSelector(subject),
      margin: { left: 560, right: 90, top: 240, bottom: 90 },
    });
    await openForm(page, subject);
    await page.form.click(`category-${category}`);
    await overrideWarnings(page);
    await new Promise((resolve) => setTimeout(resolve, readingMs));
    await tour.shoot(page, `${name}-form`, besideForm);
    if (visit.looks) await showAllFields(page, () => tour.shoot(page, `${name}-preview`, besideForm));
    await page.form.click("send");
    const receipt = /LK-[A-Z\d]+-[A-Z\d]+/.exec(await page.form.text("receipt"))?.[0];
    if (!receipt) throw new Error("the receipt shows no number");
    await tour.shoot(page, `${name}-receipt`);
    await until("the post to be marked as reported", async () =>
      /^(queued|sent)$/.test((await page.hostState(subject)) ?? "") ? true : undefined,
    );
    await page.close();
    return { subject, receipt };
  });
}

async function showAllFields(page: SitePage, shoot: () => Promise<void>): Promise<void> {
  await page.form.click("see-all");
  await page.form.waitFor("snapshot");
  await shoot();
  await page.form.click("panel-back");
  await new Promise((resolve) => setTimeout(resolve, readingMs));
}

async function findPost(page: SitePage, wanted: string | undefined): Promise<string> {
  return until("the post with our button", async () => {
    const hosts = await page.hosts();
    return hosts.find(({ subject, state }) => (wanted ? subject === wanted : state === "idle"))?.subject;
  });
}

/** The popup must show that all of this person's reports reached the intake. */
export async function seeOwnReports(officer: Driver, when: string, tour: Recorder): Promise<void> {
  await tour.step({ role: "officer", act: `see own reports (${when})` }, async () => {
    const popup = await officer.extensionPage("popup.html", { width: 400, height: 600 });
    await popup.waitFor("report-row");
    await until("what became of a report", async () =>
      /Diperiksa|Disetujui|Ditolak|Diteruskan/.test(await popup.text("report-row")) ? true : undefined,
    );
    await until(
      "every report to be sent",
      async () =>
        (await popup.count("report-row")) === (await popup.count('report-row[data-state="sent"]'))
          ? true
          : undefined,
      30_000,
    );
    await tour.shoot(popup, `own-reports-${when}`);
    await popup.close();
  });
}
