/** The whole way of a trusted vlogger: invited, taught, examined, tried, trusted, paused, and back. */

import { expect, test } from "vitest";
import { clearDesk } from "./clear-desk.ts";
import { type Device, enrolDevice } from "./drivers/device.ts";
import { type Driver, type Page, until } from "./drivers/driver.ts";
import { judgeUntil } from "./drivers/judge-until.ts";
import { answerQuestions, learnAll } from "./pass-exam.ts";
import { shoot } from "./shoot.ts";
import { stageForTest } from "./stage-for-test.ts";
import { reportVideos, subjectOf, untilLoaded, type Video } from "./videos.ts";

const stage = await stageForTest();

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
/** Of as many as a participant needs to become a reviewer. */
const trials: readonly Video[] = [
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
const lastTrial: Video = {
  id: "H04ksS4tuC0",
  title: "Katanya bendungan itu jebol dan sudah ada desa yang terendam",
  category: "HOAKS",
};
const real: Video = {
  id: "S4y0rL0d3h1",
  title: "Titip dana di sini, dan uang Anda akan kembali dua kali",
  category: "PENIPUAN",
};

let officer: Device;
let coordinator: Page;
/** The second supervisor's, with what is decided. */
let desk: Page;
let vlogger: Driver;

test("supervisors make golden cases of what they decided", async () => {
  officer = await enrolDevice(stage.intake.address, await stage.intake.enrol("officer", "Petugas Contoh"));
  await reportVideos(officer, [...trials, lastTrial]);
  const first = await stage.person("supervisor", "Penyelia Satu");
  coordinator = await first.extensionPage("desk.html");
  await clearDesk(coordinator, "approve");
  const second = await stage.person("supervisor", "Penyelia Dua");
  const confirming = await second.extensionPage("desk.html");
  await clearDesk(confirming, "confirm");
  await confirming.close();
  desk = await second.extensionPage("desk.html");
  await desk.click("queue-approved");
  await until("what is decided", async () => (await desk.count("case-row")) === 6 || undefined);
  for (const video of trials) await makeGolden(video);
});

test("invited: the vlogger comes in by the very link that the coordinator made", async () => {
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

test("lessons, then the exam: nothing to review before it is passed", async () => {
  const page = await vlogger.extensionPage("desk.html");
  await page.waitFor('problem[data-code="certificate-needed"]');
  await learnAll(page);
  await page.click('exam-begin[aria-disabled="false"]');
  await answerQuestions(page, [1, 20]);
  await page.waitFor('exam-result[data-passed="true"]');
  await page.click("tab-tasks");
  expect(await page.attribute("verdict-record", "data-rank")).toBe("participant");
  expect(await page.text("verdict-record")).toContain("Peserta");
  await page.close();
});

test("golden: a participant becomes a reviewer by cases that supervisors decided", async () => {
  const page = await vlogger.extensionPage("desk.html");
  for (const _ of trials) await reviewFirst(page);
  await until("the rank", () => hasRank(page, "reviewer"));
  expect(await page.text("verdict-record")).toContain("5 dari 5 penilaian tepat");
  await page.click("reviewed");
  expect(await page.count('reviewed-row[data-outcome="isRight"][data-golden="true"]')).toBe(5);
  expect(await page.text("reviewed-row")).toContain(why);
  await page.close();
  await look("record-reviewer", async (popup) => {
    expect(await popup.text("verdict-record")).toContain("Peninjau sejak");
  });
});

test("a real case is reviewed in the panel beside its video", async () => {
  await reportVideos(officer, [real]);
  const popup = await openPopup();
  const row = await rowAbout(popup, "task-row", real);
  expect(await popup.text(row)).toContain("Buka dan nilai");
  const caseId = await popup.attribute(row, "data-case");
  await popup.close();
  const tab = await vlogger.open(`https://www.youtube.com/watch?v=${real.id}`);
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
  await look("record-real", async (one) => {
    await one.click("reviewed");
    expect(await one.text("reviewed-row")).toContain("Belum diputus");
  });
});

test("trusted: what came of many verdicts", async () => {
  const about = subjectOf(gambling);
  await stage.onStore((db) =>
    judgeUntil(db, { by: name, about, right: true }, (known) => known?.rank === "trusted"),
  );
  await look("record-trusted", async (popup) => {
    await until("the rank", () => hasRank(popup, "trusted"));
    expect(await popup.text("verdict-record")).toContain("Tepercaya sejak");
  });
});

test("paused: the vlogger reads why, and the way back; the coordinator sees it", async () => {
  const wrong = { by: name, about: subjectOf(hatred), right: false };
  const refresher = { by: name, about: subjectOf(gambling), right: true, golden: true };
  await stage.onStore(async (db) => {
    await judgeUntil(db, wrong, (known) => known?.pausedFor === "record");
    await judgeUntil(db, refresher, (_, written) => written === 7);
  });
  await look("record-paused", async (popup) => {
    const words = await popup.text('paused[data-for="record"]');
    expect(words).toContain("terlalu banyak penilaian yang keliru tentang Kebencian dan hoaks");
    expect(words).toContain("paling sedikit 8 kasus uji");
    expect(words).toContain("Sekarang 7 dari 7 tepat");
  });
  await coordinator.click("cohort-refresh");
  await until("the pause", async () => (await rowOf(coordinator)).includes("Dijeda") || undefined);
  await until("nobody invited", async () => (await coordinator.count("invitation")) === 0 || undefined);
  await shoot(coordinator, "cohort-paused");
});

test("back: the eighth golden case ends the pause", async () => {
  await makeGolden(lastTrial);
  const page = await vlogger.extensionPage("desk.html");
  await reviewFirst(page);
  await until("the end of the pause", async () => (await page.count("paused")) === 0 || undefined);
  expect(await page.attribute("verdict-record", "data-rank")).toBe("reviewer");
  await page.close();
  await look("record-back");
  await coordinator.click("cohort-refresh");
  await until("no pause", async () => !(await rowOf(coordinator)).includes("Dijeda") || undefined);
});

const openPopup = () => vlogger.extensionPage("popup.html", { width: 400, height: 600 });
const rowOf = (page: Page) => page.text("vlogger-row");

/** At what the vlogger's own popup shows of them. */
async function look(picture: string, at: (popup: Page) => Promise<void> = async () => undefined) {
  const popup = await openPopup();
  await popup.waitFor("verdict-record");
  await until("the tasks", () =>
    popup.evaluate(() => document.querySelector('.tasks[aria-busy="false"]') !== null || undefined),
  );
  await at(popup);
  await shoot(popup, picture);
  await popup.close();
}

async function hasRank(page: Page, rank: string): Promise<true | undefined> {
  return (await page.attribute("verdict-record", "data-rank")) === rank || undefined;
}

/** The row of a list that is about the video, once it is there. */
async function rowAbout(page: Page, row: "case-row" | "task-row", { title }: Video): Promise<string> {
  const find = ([testId, words]: [string, string]) =>
    [...document.querySelectorAll<HTMLElement>(`[data-testid="${testId}"]`)].find((one) =>
      one.innerText.includes(words),
    )?.dataset.case;
  const caseId = await until(`${row} about ${title}`, () => page.evaluate(find, [row, title]));
  return `${row}[data-case="${caseId}"]`;
}

/** As the second supervisor, of a case that both decided. */
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

/** Reviews the first task on the desk, as a violation, by the keyboard. */
async function reviewFirst(page: Page): Promise<void> {
  const caseId = await page.attribute("task-row", "data-case");
  await page.click(`task-row[data-case="${caseId}"]`);
  await page.waitFor("review-panel");
  await page.press("1");
  await page.type("review-reason", "Mengajak mendaftar.");
  await page.press("Control+Enter");
  await page.waitFor("review-sent");
  await until("it to leave the list", async () => {
    return (await page.count(`task-row[data-case="${caseId}"]`)) === 0 || undefined;
  });
}
