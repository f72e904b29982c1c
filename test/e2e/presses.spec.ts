/** Counts the presses of the jobs that are done most often, as `docs/presses.md` lists them. */

import type { Page, SitePage } from "../../scripts/dev/drivers/driver.ts";
import { overrideWarnings, sendForm, untilInFront } from "../../scripts/dev/drivers/file-report.ts";
import { pressBar, untilMarked } from "../../scripts/dev/drivers/selection-bar.ts";
import { expect, test } from "../support/e2e/fixtures.ts";

type Counted<P extends Page> = P & { taken(): number };

/** Counts clicks and keys; typed text is not counted. */
function counted<P extends Page>(page: P): Counted<P> {
  let presses = 0;
  const count =
    <Given extends unknown[]>(act: (...given: Given) => Promise<void>) =>
    (...given: Given) => {
      presses += 1;
      return act(...given);
    };
  return {
    ...page,
    click: count(page.click),
    press: count(page.press),
    /** The presses since the last call. */
    taken() {
      const taken = presses;
      presses = 0;
      return taken;
    },
  };
}

const post = (number: number) => `x:post:199321000000000010${number}`;

async function openPost(page: SitePage, subject: string): Promise<void> {
  await page.bringToFront();
  await page.waitForState(subject, "idle");
  await page.clickHost(subject);
  await untilInFront(page);
}

/** Waits until another case than `before` is open. */
async function untilNext(desk: Page, before: string | null): Promise<string | null> {
  let open: string | null = null;
  const opened = async () => {
    open = await desk.attribute("case-view", "data-case");
    return open !== before && (await desk.count("decide-approve")) > 0;
  };
  await expect.poll(opened, "the next case opens by itself").toBe(true);
  return open;
}

test("reports take three presses by mouse and two keys after the button, a set one for each post and three more", {
  tag: "@chromium",
}, async ({ stage }) => {
  const officer = await stage.person("officer", "Petugas Contoh");
  const page = await officer.open("https://x.com/home");
  const form = counted({ ...page, ...page.form });
  await openPost(page, post(2));
  await form.click("category-JUDI");
  await overrideWarnings(page);
  await sendForm(page, () => form.click("send"));
  expect(form.taken(), "after the button").toBe(2);
  await page.waitForState(post(2), "sent", 30_000);
  await openPost(page, post(4));
  await form.press("3");
  await overrideWarnings(page);
  await sendForm(page, () => form.press("Control+Enter"));
  expect(form.taken(), "after the button").toBe(2);
  await page.close();

  const video = await officer.open("https://www.youtube.com/watch?v=S4y0rL0d3h1");
  const comments = [1, 2, 3].map((at) => `youtube:comment:UgzDapurLodeh0000000000${at}AaABAg`);
  for (const comment of comments) await video.waitForState(comment, "idle");
  for (const [at, comment] of comments.entries())
    await video.clickHost(comment, at === 0 ? "Shift" : undefined);
  await untilMarked(video, comments.length);
  const set = counted({ ...video, ...video.form });
  await pressBar(video, "report");
  await untilInFront(video);
  await set.click("category-JUDI");
  await overrideWarnings(video);
  await sendForm(video, () => set.click("send"));
  expect(set.taken(), "after the posts and the bar").toBe(2);
  await officer.close();
});

test("decisions take three presses, their confirmation two, undoing and answering one", {
  tag: "@chromium",
}, async ({ stage }) => {
  test.setTimeout(180_000);
  const officer = await stage.person("officer", "Petugas Kedua");
  const page = await officer.open("https://x.com/home");
  for (const number of [5, 6, 3]) {
    await openPost(page, post(number));
    await page.form.click("category-PENIPUAN");
    await overrideWarnings(page);
    await sendForm(page);
    await page.waitForState(post(number), "sent", 30_000);
  }
  await stage.describeReports();

  const first = await stage.person("supervisor", "Penyelia Satu");
  const desk = counted(await first.extensionPage("desk.html"));
  await desk.waitFor("case-row");
  await desk.press("n");
  let open = await untilNext(desk, null);
  desk.taken();
  for (const key of ["t", "1", "Control+Enter"]) await desk.press(key);
  expect(desk.taken(), "to reject by keyboard").toBe(3);
  const rejected = open;
  await untilNext(desk, open);
  await desk.press("z");
  expect(desk.taken(), "to undo").toBe(1);
  await expect.poll(() => desk.attribute(`case-row[data-case="${rejected}"]`, "data-state")).toBe("open");
  await desk.click(`case-row[data-case="${rejected}"]`);
  await desk.waitFor("decide-approve");
  desk.taken();
  await desk.click("decide-reject");
  await desk.click("decide-why-press");
  await desk.click("decide-reject");
  expect(desk.taken(), "to reject by mouse").toBe(3);
  open = await untilNext(desk, rejected);
  await desk.click("decide-approve");
  await desk.click("decide-all");
  await desk.click("decide-approve");
  expect(desk.taken(), "to approve by mouse").toBe(3);
  open = await untilNext(desk, open);
  await desk.press("p");
  await desk.type("decide-reason", "Tautannya ke mana?");
  await desk.press("Control+Enter");
  expect(desk.taken(), "to ask").toBe(2);
  await desk.waitFor("question");
  for (const key of ["s", "u", "Control+Enter"]) await desk.press(key);
  expect(desk.taken(), "to approve by keyboard").toBe(3);
  await desk.waitFor("decide-saved");
  await first.close();

  const second = await stage.person("supervisor", "Penyelia Dua");
  const other = counted(await second.extensionPage("desk.html"));
  await other.click("queue-confirm");
  await other.click("case-row");
  await other.waitFor("decide-confirm");
  other.taken();
  await other.press("k");
  await other.press("Control+Enter");
  expect(other.taken(), "to confirm by keyboard").toBe(2);
  await other.waitFor('held[data-state="done"]');
  await second.close();

  const popup = counted(await officer.extensionPage("popup.html", { width: 400, height: 600 }));
  await popup.waitFor("own-question");
  await popup.type("answer", "Ke situs judi.");
  await popup.click("answer-send");
  expect(popup.taken(), "to answer a question after opening the popup").toBe(1);
  await expect.poll(() => popup.count("own-asked"), "the answered report goes to its day").toBe(0);
  await popup.click("report-summary");
  await popup.waitFor("open-post");
  expect(popup.taken(), "to the link of the reported post").toBe(1);
  await officer.close();
});
