/** The workflow of the tour: report on four sites, review, decide, confirm, refer, request, check, prove and publish. */

import { publicFigures } from "../../../utils/shared/contract/public-figures.ts";
import { selfReviewRules } from "../../../utils/shared/policy/self-review.ts";
import { randomOf } from "../../measure/chaos/random.ts";
import { type ClearedQueue, clearDesk, openEvidence } from "../drivers/clear-desk.ts";
import { enrolDevice } from "../drivers/device.ts";
import { type Driver, type Page, until } from "../drivers/driver.ts";
import { fillDesk } from "../drivers/fill-desk.ts";
import type { IntakeProcess } from "../drivers/intake-process.ts";
import type { TestEnvironment } from "../drivers/test-environment.ts";
import { evidenceOf, inventPost } from "../seed/make-report.ts";
import { checkAsStranger, exportCase } from "./evidence.ts";
import {
  answerReferral,
  checkOutcome,
  makeLetter,
  partnerChannel,
  refer,
  seeReferral,
  seeRequest,
} from "./letters.ts";
import {
  acknowledge,
  answerLate,
  loadChannels,
  mailTo,
  type Platform,
  receiveLetter,
  takeDown,
} from "./platform.ts";
import type { Recorder } from "./recorder.ts";
import { report, seeOwnReports, type TourPost } from "./report.ts";

const address = "penyelia@kominfo.example";

/** Alert section of the tour: an urgent case is mailed, shown on the device, and taken over. */
async function askForAlerts(supervisor: Driver, tour: Recorder): Promise<void> {
  await tour.step({ role: "supervisor", act: "ask for alerts by mail" }, async () => {
    const options = await supervisor.extensionPage("options.html");
    await options.type("alert-email", address);
    await options.click("save-alerts");
    await until("the choice to be saved", async () =>
      (await options.text("alerts-saved")) === "Tersimpan." ? true : undefined,
    );
    await options.close();
  });
}

/** Expects an urgent case and an answered referral. */
async function takeAlert(supervisor: Driver, { mails }: Platform, tour: Recorder): Promise<void> {
  await tour.step({ role: "supervisor", act: "take an alert over" }, async () => {
    const { text } = await mailTo(mails, address);
    if (!/Jalur empat jam/.test(text)) throw new Error(`the mail names no urgent case: ${text}`);
    const popup = await supervisor.extensionPage("popup.html", { width: 400, height: 600 });
    await popup.click("tab-alerts");
    await until(
      "both alerts",
      async () => {
        await popup.click("alerts-refresh");
        const events = ["case-urgent", "answer-arrived"].map((event) =>
          popup.count(`alert[data-event="${event}"]`),
        );
        return (await Promise.all(events)).every((count) => count > 0) ? true : undefined;
      },
      30_000,
    );
    await tour.shoot(popup, "alerts");
    // Urgent ones come first.
    await popup.click("take-alert");
    await popup.waitFor('alert[data-event="case-urgent"][data-taken="true"]');
    const open = await popup.count('alert[data-taken="false"]');
    await until("the number on the icon", async () =>
      (await readBadge(popup)) === String(open) ? true : undefined,
    );
    await popup.click("tab-queue");
    await popup.close();
  });
}

function readBadge(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { chrome } = globalThis as unknown as { chrome: { action: Action } };
    return chrome.action.getBadgeText({});
  });
}

interface Action {
  getBadgeText(details: object): Promise<string>;
}

const visits: readonly TourPost[] = [
  {
    name: "x",
    site: "x",
    address: "https://x.com/home",
    subject: "x:post:1993210000000000102",
    category: "JUDI",
    looks: true,
  },
  {
    name: "facebook",
    site: "facebook",
    address: "https://www.facebook.com/",
    subject: "facebook:post:pfbid0RajaKoinContoh11223344556677889900aabb",
    category: "JUDI",
  },
  {
    name: "youtube",
    site: "youtube",
    address: "https://www.youtube.com/watch?v=S4y0rL0d3h1",
    subject: "youtube:video:S4y0rL0d3h1",
    category: "HKI",
  },
  {
    name: "youtube-comment",
    site: "youtube",
    address: "https://www.youtube.com/watch?v=S4y0rL0d3h1",
    subject: "youtube:comment:UgzDapurLodeh00000000003AaABAg",
    category: "JUDI",
  },
  {
    name: "telegram",
    site: "telegram",
    address: "https://t.me/s/infokampungmelati",
    subject: "telegram:message:infokampungmelati/42",
    category: "JUDI",
  },
  {
    name: "telegram-k",
    site: "telegram",
    address: "https://web.telegram.org/k/#@infokampungmelati",
    subject: "telegram:message:-1001700000001/42",
    category: "JUDI",
  },
];

/** The first reported post, whose removal is requested. */
const asked = "https://x.com/tips_cuan_id/status/1993210000000000102";

/** Public numbers are rounded down to multiples of this; smaller ones are withheld. */
const step = 5;

/**
 * Publication section of the tour: the month's public numbers, which reveal nothing about a single letter.
 */
async function readFigures(
  stage: TestEnvironment,
  { stranger, approved }: { stranger: Driver; approved: number },
  tour: Recorder,
): Promise<void> {
  await tour.step({ role: "stranger", act: "read the public numbers" }, async () => {
    const { address } = stage.intake;
    // Numbers are counted every five minutes and at the intake's start.
    await stage.intake.stop();
    await stage.intake.start();
    const shown = approved - (approved % step);
    const counts = await until("the month to be counted", async () => {
      const seen = await readCounts(address);
      return seen?.get("cases.approved") === shown ? seen : undefined;
    });
    // One letter, one item, one check: too few to be shown. Numbers that are zero are shown.
    for (const name of ["requests.sent", "items.in-time", "seen.removed"])
      if (counts.get(name) !== null) throw new Error(`${name} is shown as ${counts.get(name)}`);
    if (counts.get("seen.available") !== 0) throw new Error("a number that is zero is hidden");
    const page = await stranger.open(`${address}/angka`);
    const rows = await page.evaluate(() =>
      [...document.querySelectorAll("tbody tr")].map((row) => (row as HTMLElement).innerText),
    );
    await tour.shoot(page, "public-figures");
    await page.close();
    if (!rows.some((row) => row.startsWith(`Disetujui\t${shown}`)))
      throw new Error(`the page does not show ${shown} approved: ${rows[0]}`);
  });
}

async function readCounts(intake: string): Promise<Map<string, number | null> | undefined> {
  const newest = /\/angka\/(20\d\d-\d\d)\.json/.exec(await (await fetch(`${intake}/angka`)).text())?.[1];
  if (!newest) return undefined;
  const { counts } = publicFigures.parse(await (await fetch(`${intake}/angka/${newest}.json`)).json());
  return new Map(counts.map(({ name, total }) => [name, total]));
}

/** Vlogger section of the tour: review another person's flagged video, then check an own one. */
async function review(vlogger: Driver, tour: Recorder): Promise<void> {
  await tour.step({ role: "vlogger", site: "youtube", act: "review" }, async () => {
    const desk = await vlogger.extensionPage("desk.html");
    await desk.click("task-row");
    await desk.click("verdict-violates");
    await desk.type("review-reason", "Potongan video kanal lain dipakai tanpa izin dan tanpa sumber.");
    await tour.shoot(desk, "vlogger-review");
    await desk.click("review-send");
    await desk.waitFor("review-sent");
    await desk.close();
  });
}

async function reviewOwnVideo(vlogger: Driver, address: string, tour: Recorder): Promise<void> {
  await tour.step({ role: "vlogger", site: "youtube", act: "review own video" }, async () => {
    const desk = await vlogger.extensionPage("desk.html");
    await desk.click("tab-self");
    await desk.type("self-address", address);
    await desk.click("self-find");
    for (const { id } of selfReviewRules) await desk.click(`rule-${id}-fine`);
    await tour.shoot(desk, "vlogger-self-review");
    await desk.click("self-save");
    await desk.click("self-other");
    await desk.waitFor("self-row");
    await desk.close();
    return { subject: `youtube:video:${new URL(address).searchParams.get("v")}` };
  });
}

/**
 * Decision section of the tour: one supervisor decides a case, another confirms. Returns the case's id;
 * undefined if the step failed.
 */
async function decide(supervisor: Driver, tour: Recorder): Promise<string | undefined> {
  let caseId: string | null = null;
  await tour.step({ role: "supervisor", act: "approve" }, async () => {
    const desk = await supervisor.extensionPage("desk.html");
    await desk.waitFor("case-row");
    await desk.waitFor("tab-waiting");
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

async function confirm(
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

const cases = { count: 8, alike: 4 };

/**
 * Desk section of the tour: one supervisor decides a full queue and another confirms it, by keyboard only.
 * Returns whether the queue is full, with one case in the four-hour lane.
 */
function fillQueue(intake: IntakeProcess, tour: Recorder): Promise<boolean> {
  return tour.step({ role: "officer", act: `report ${cases.count} posts and an urgent one` }, async () => {
    const device = await enrolDevice(intake.address, await intake.enrol("officer", "Petugas Malam"));
    const random = randomOf(1, "urgent");
    await device.report(evidenceOf(inventPost(900, "TERORISME", random), new Date(), random), "TERORISME");
    await fillDesk(device, cases);
  });
}

/** Returns the number of confirmed cases. */
async function clearQueue(
  { first, second }: { first: Driver; second: Driver },
  tour: Recorder,
): Promise<number> {
  let confirmed = 0;
  await tour.step({ role: "supervisor", act: "clear the queue by keys" }, async () => {
    const desk = await openGrouped(first);
    await desk.waitFor("tab-waiting");
    await tour.shoot(desk, "queue-full");
    isFastEnough(await clearDesk(desk, "approve"));
    await tour.shoot(desk, "queue-cleared");
    await desk.close();
  });
  await tour.step({ role: "supervisor2", act: "confirm by keys" }, async () => {
    const popup = await second.extensionPage("popup.html", { width: 400, height: 600 });
    await popup.waitFor("group-row");
    await popup.waitFor("tab-waiting");
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

export async function tourSteps(stage: TestEnvironment, platform: Platform, tour: Recorder): Promise<void> {
  await loadChannels(stage, partnerChannel, tour);
  const officer = await stage.person("officer", "Petugas Contoh");
  await officer.grantAllUrls();
  for (const visit of visits) await report(officer, visit, tour);
  await seeOwnReports(officer, "sent", tour);

  const vlogger = await stage.person("vlogger", "Vlogger Contoh");
  await stage.certify();
  await review(vlogger, tour);
  await reviewOwnVideo(vlogger, "https://www.youtube.com/watch?v=K3r3taPagi0", tour);

  const supervisor = await stage.person("supervisor", "Penyelia Contoh");
  const second = await stage.person("supervisor", "Penyelia Kedua");
  const caseId = await decide(supervisor, tour);
  const referred = await refer(supervisor, tour);
  if (caseId) await confirm(second, { caseId, picture: "case-decided" }, tour);
  if (referred) await confirm(second, { caseId: referred, picture: "case-referred" }, tour);

  const number = caseId && (await makeLetter(second, caseId, tour));
  const arrived = number && (await receiveLetter(stage, platform, { number, address: asked }, tour));
  if (caseId && arrived) {
    await acknowledge(stage, arrived, tour);
    await seeRequest(second, { caseId, state: "sent", name: "acknowledged" }, tour);
    await takeDown(stage, arrived, tour);
    await checkOutcome(supervisor, asked, tour);
    await seeRequest(second, { caseId, state: "sent", name: "checked" }, tour);
    await answerLate(stage, arrived, tour);
    await seeRequest(second, { caseId, state: "answered", name: "answered" }, tour);
  }
  if (referred) await answerReferral(stage, platform, referred, tour);
  if (referred) await seeReferral(officer, tour);
  await seeOwnReports(officer, "decided", tour);

  const stranger = await stage.visitor();
  const exported = caseId && (await exportCase(supervisor, { caseId, folder: tour.folder }, tour));
  if (exported) await checkAsStranger(stranger, { ...exported, stage, folder: tour.folder }, tour);

  await askForAlerts(supervisor, tour);
  const isFull = await fillQueue(stage.intake, tour);
  if (isFull) await takeAlert(supervisor, platform, tour);
  const cleared = isFull ? await clearQueue({ first: supervisor, second }, tour) : 0;
  const approved = cleared + [caseId, referred].filter((id) => id !== undefined).length;
  await coordinate(supervisor, tour);
  await administer(stage, stranger, tour);
  await readFigures(stage, { stranger, approved }, tour);
}

/** Expects a vlogger who has reviewed. */
async function coordinate(supervisor: Driver, tour: Recorder): Promise<void> {
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

async function administer(stage: TestEnvironment, stranger: Driver, tour: Recorder): Promise<void> {
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
