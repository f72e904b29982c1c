/** The programme of a trusted vlogger from invitation to trust, with a pause and its end. */

import { clearDesk } from "../../scripts/dev/drivers/clear-desk.ts";
import type { Device } from "../../scripts/dev/drivers/device.ts";
import type { Driver, Page } from "../../scripts/dev/drivers/driver.ts";
import { expect, pollFor, test } from "../support/e2e/fixtures.ts";
import { answerQuestions, learnAll } from "../support/e2e/pass-exam.ts";
import { reviewUntil } from "../support/e2e/review-until.ts";
import { shoot } from "../support/e2e/shoot.ts";
import { reportVideos, subjectOf, untilLoaded, type Video } from "../support/e2e/videos.ts";

test.describe.configure({ mode: "serial" });

const name = "Vlogger Rekaan";
const why = "Suaranya mengajak mendaftar, dan tautannya ada di deskripsi.";
const gambling: Video = {
  id: "Jud1S4tuC0n",
  title: "Ini pola gacor untuk malam ini, langsung daftar di sini",
  category: "JUDI",
};
const hatred: Video = {
  id: "B3nc1S4tuC0",
  title: "Mereka harus diusir dari blok kita, jangan biarkan tinggal di sini",
  category: "KEBENCIAN_SARA",
};
/** The number of golden cases that a participant needs to become a reviewer. */
const goldenVideos: readonly Video[] = [
  gambling,
  hatred,
  {
    id: "T1puS4tuC0n",
    title: "Ini undian mobil yang sudah saya menangkan, cukup bayar pajak saja",
    category: "PENIPUAN",
  },
  {
    id: "P1nj4mC3p4t",
    title: "Pinjaman yang cair hari ini, tidak perlu datang ke kantor",
    category: "KEUANGAN_OBAT_ILEGAL",
  },
  {
    id: "Sp4mS4tuC0n",
    title: "Ini jasa untuk tambah pengikut, bisa juga untuk akun yang baru",
    category: "SPAM",
  },
];
const lastGolden: Video = {
  id: "H04ksS4tuC0",
  title: "Katanya bendungan itu jebol dan sudah ada desa yang terendam",
  category: "HOAKS",
};
const undecided: Video = {
  id: "S4y0rL0d3h1",
  title: "Titip dana di sini, dan uang Anda akan kembali dua kali",
  category: "PENIPUAN",
};

let officer: Device;
let coordinator: Page;
/** The second supervisor's list of decided cases. */
let desk: Page;
let vlogger: Driver;

test("makes golden cases of confirmed decisions", { tag: "@chromium" }, async ({ stage }) => {
  officer = await stage.device("officer", "Petugas Contoh");
  await reportVideos(officer, [...goldenVideos, lastGolden]);
  const first = await stage.person("supervisor", "Penyelia Satu");
  coordinator = await first.extensionPage("desk.html");
  await clearDesk(coordinator, "approve");
  const second = await stage.person("supervisor", "Penyelia Dua");
  const confirming = await second.extensionPage("desk.html");
  await clearDesk(confirming, "confirm");
  await confirming.close();
  desk = await second.extensionPage("desk.html");
  await desk.click("queue-approved");
  await expect.poll(() => desk.count("case-row"), "decided cases").toBe(6);
  for (const video of goldenVideos) await makeGolden(video);
});

test("enrols a vlogger by the invitation link of the coordinator", { tag: "@chromium" }, async ({
  stage,
}) => {
  await coordinator.click("tab-cohort");
  await coordinator.type("invite-name", name);
  await coordinator.click('invite-make[aria-disabled="false"]');
  vlogger = await stage.visitor();
  const options = await vlogger.extensionPage(await coordinator.text("invite-link-text"));
  await options.click("enrol");
  await options.waitFor("enrolled-as");
  expect(await options.text("enrolled-as")).toContain(name);
  await options.close();
});

test("gives tasks only after the lessons and a passed exam", { tag: "@chromium" }, async () => {
  const page = await vlogger.extensionPage("desk.html");
  await page.waitFor('problem[data-code="certificate-needed"]');
  await learnAll(page);
  await page.click('exam-begin[aria-disabled="false"]');
  await answerQuestions(page, [1, 20]);
  await page.waitFor('exam-result[data-passed="true"]');
  await page.click("tab-tasks");
  expect(await levelOf(page)).toBe("participant");
  expect(await page.text("verdict-record")).toContain("Peserta");
  await page.close();
});

test("promotes a participant to reviewer after five correct golden cases", { tag: "@chromium" }, async () => {
  const page = await vlogger.extensionPage("desk.html");
  for (const _ of goldenVideos) await reviewFirst(page);
  await expect.poll(() => levelOf(page), "the level").toBe("reviewer");
  await expect.poll(() => page.text("verdict-record")).toContain("5 dari 5 penilaian tepat");
  await page.click("reviewed");
  const right = () => page.count('reviewed-row[data-outcome="isRight"][data-golden="true"]');
  await expect.poll(right, "golden cases that were judged rightly").toBe(5);
  expect(await page.text("reviewed-row")).toContain(why);
  await page.close();
  await look("record-reviewer", async (popup) => {
    await expect.poll(() => popup.text("verdict-record")).toContain("Peninjau sejak");
  });
});

test("reviews an undecided case in the side panel beside its video", { tag: "@chromium" }, async () => {
  await reportVideos(officer, [undecided]);
  const popup = await openPopup();
  const row = await rowAbout(popup, "task-row", undecided);
  expect(await popup.text(row)).toContain("Buka dan nilai");
  const caseId = await popup.attribute(row, "data-case");
  await popup.close();
  const tab = await vlogger.open(`https://www.youtube.com/watch?v=${undecided.id}`);
  await untilLoaded(tab);
  const panel = await vlogger.extensionPage(`sidepanel.html?task=${caseId}`, { width: 360, height: 800 });
  await panel.waitFor('video-now[data-state="shown"]');
  await panel.press("m");
  await panel.waitFor("mark-row");
  await panel.press("1");
  await panel.type("review-reason", "Meminta uang muka.");
  await shoot(panel, "journey-panel");
  await panel.press("Control+Enter");
  await panel.waitFor("review-sent");
  await panel.close();
  await tab.close();
  await look("record-real", async (page) => {
    await page.click("reviewed");
    expect(await page.text("reviewed-row")).toContain("Belum diputus");
  });
});

test("promotes a reviewer to trusted after many correct verdicts", { tag: "@chromium" }, async ({
  stage,
}) => {
  const about = subjectOf(gambling);
  await stage.onStore((db) =>
    reviewUntil(db, { by: name, about, right: true }, (known) => known?.rank === "trusted"),
  );
  await look("record-trusted", async (popup) => {
    await expect.poll(() => levelOf(popup), "the level").toBe("trusted");
    await expect.poll(() => popup.text("verdict-record")).toContain("Tepercaya sejak");
  });
});

test("tells vlogger and coordinator of a pause and how it ends", { tag: "@chromium" }, async ({ stage }) => {
  const wrong = { by: name, about: subjectOf(hatred), right: false };
  const refresher = { by: name, about: subjectOf(gambling), right: true, golden: true };
  await stage.onStore(async (db) => {
    await reviewUntil(db, wrong, (known) => known?.pausedFor === "record");
    await reviewUntil(db, refresher, (_, written) => written === 7);
  });
  await look("record-paused", async (popup) => {
    const words = await popup.text('paused[data-for="record"]');
    expect(words).toContain("terlalu banyak penilaian yang keliru tentang Kebencian dan hoaks");
    expect(words).toContain("paling sedikit 8 kasus uji");
    expect(words).toContain("Sekarang 7 dari 7 tepat");
  });
  await coordinator.click("cohort-refresh");
  await expect.poll(() => rowOf(coordinator), "the vlogger's row").toContain("Dijeda");
  await expect.poll(() => coordinator.count("invitation"), "open invitations").toBe(0);
  await shoot(coordinator, "cohort-paused");
});

test("ends the pause after the eighth correct golden case", { tag: "@chromium" }, async () => {
  await makeGolden(lastGolden);
  const page = await vlogger.extensionPage("desk.html");
  await reviewFirst(page);
  await expect.poll(() => page.count("paused"), "pauses").toBe(0);
  await expect.poll(() => levelOf(page), "the level").toBe("reviewer");
  await page.close();
  await look("record-back");
  await coordinator.click("cohort-refresh");
  await expect.poll(() => rowOf(coordinator), "the vlogger's row").not.toContain("Dijeda");
});

const openPopup = () => vlogger.extensionPage("popup.html", { width: 400, height: 600 });
const rowOf = (page: Page) => page.text("vlogger-row");

/** Opens the vlogger's popup, runs `at` on its record and saves a picture. */
async function look(picture: string, at: (popup: Page) => Promise<void> = async () => undefined) {
  const popup = await openPopup();
  await popup.waitFor("verdict-record");
  const hasTasks = () => popup.evaluate(() => document.querySelector('.tasks[aria-busy="false"]') !== null);
  await expect.poll(hasTasks, "the tasks").toBe(true);
  await at(popup);
  await shoot(popup, picture);
  await popup.close();
}

const levelOf = (page: Page) => page.attribute("verdict-record", "data-rank");

/** Waits for the list row about the video and returns its target. */
async function rowAbout(page: Page, row: "case-row" | "task-row", { title }: Video): Promise<string> {
  const find = ([testId, words]: [string, string]) =>
    [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)].find((element) =>
      element.innerText.includes(words),
    )?.dataset.case;
  const caseId = await pollFor(`${row} about ${title}`, () => page.evaluate(find, [row, title]));
  return `${row}[data-case="${caseId}"]`;
}

/** Makes a golden case of a decided one, as the second supervisor. */
async function makeGolden(video: Video): Promise<void> {
  const row = await rowAbout(desk, "case-row", video);
  await desk.click(row);
  await desk.waitFor(row.replace("case-row", "case-view"));
  await desk.click("golden-open");
  await desk.type("golden-why", why);
  await desk.click("golden-set");
  await desk.waitFor('golden[data-set="true"]');
  expect(await desk.text("golden")).toContain(why);
}

/** Reviews the desk's first task as a violation, by keyboard. */
async function reviewFirst(page: Page): Promise<void> {
  const caseId = await page.attribute("task-row", "data-case");
  await page.click(`task-row[data-case="${caseId}"]`);
  await page.waitFor("review-panel");
  await page.press("1");
  await page.type("review-reason", "Mengajak mendaftar.");
  await page.press("Control+Enter");
  await page.waitFor("review-sent");
  await expect.poll(() => page.count(`task-row[data-case="${caseId}"]`), "rows of the reviewed case").toBe(0);
}
