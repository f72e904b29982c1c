/** Reported names and words must not hide evidence or buttons, or reorder the text around them. */

import { randomUUID } from "node:crypto";
import { desc, eq, sql } from "drizzle-orm";
import {
  cases,
  checks,
  decisions,
  devices,
  people,
  questions,
  reports,
  requestItems,
  requests as requestsTable,
} from "../../intake/db/schema/index.ts";
import type { Db } from "../../intake/db/store.ts";
import type { Page } from "../../scripts/dev/drivers/driver.ts";
import {
  openForm,
  overrideWarnings,
  sendForm,
  untilInFront,
  untilOpen,
} from "../../scripts/dev/drivers/file-report.ts";
import { pressBar, untilMarked } from "../../scripts/dev/drivers/selection-bar.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { insertRequests } from "../support/e2e/insert-requests.ts";
import { longEvidence, unbroken } from "../support/e2e/long-report.ts";
import { misfitsAtAllWidths, widths } from "../support/e2e/misfits.ts";
import { reportVideos } from "../support/e2e/videos.ts";

async function lengthen(db: Db): Promise<void> {
  await db.update(people).set({ name: sql`${unbroken} || left(id::text, 4)` });
  await db.update(reports).set({ note: unbroken, notPublicReason: unbroken });
  await db.update(decisions).set({ reason: unbroken });
}

/** A colleague's proposal and a question on one case. */
async function proposeOn(db: Db): Promise<string> {
  const [row] = await db.select().from(cases);
  const [report] = await db
    .select()
    .from(reports)
    .where(eq(reports.caseId, row?.id ?? ""));
  const [other] = await db.select().from(people).where(eq(people.role, "supervisor"));
  if (!row || !report || !other) throw new Error("nothing was reported, or nobody proposes");
  const { id: caseId, spot } = row;
  const made = { id: randomUUID(), caseId, spot, personId: other.id, at: new Date(), digest: "" };
  await db.insert(decisions).values({
    ...made,
    ...{ act: "reject", why: "criticism", reason: unbroken, state: "proposed", basis: [] },
  });
  await db.insert(questions).values({ ...made, id: randomUUID(), reportId: report.id, text: unbroken });
  await db.update(cases).set({ state: "proposed" }).where(eq(cases.id, row.id));
  return row.id;
}

/** An element of each section that is present once it is loaded. */
const loaded = {
  queue: "case-row",
  requests: "request-row",
  board: "board-counted",
  cohort: "cohort-agreement",
  // Empty here, and never with a word that a person wrote.
  health: "tab-health",
  own: "report-row",
  self: "self-review",
  tasks: "task-row",
  learn: "lesson-row",
} as const;

/** Opens each section in turn and lists the parts that do not fit. */
async function sectionsAtAll(
  page: Page,
  sections: readonly (keyof typeof loaded)[],
  at = widths as readonly number[],
) {
  const problems: string[] = [];
  for (const section of sections) {
    await page.click(`tab-${section}`);
    await page.waitFor(loaded[section]);
    const misfits = await misfitsAtAllWidths(page, [`tab-${section}`, loaded[section]], { at });
    problems.push(...misfits.map((misfit) => `${section}, ${misfit}`));
  }
  return problems;
}

/** A check by a person with a long name shows one requested item as done. */
async function proveItem(db: Db): Promise<void> {
  const [device] = await db.select().from(devices);
  // The last one sent. The first is overdue, and later sections show it.
  const [item] = await db
    .select({ id: requestItems.id, spot: requestItems.spot })
    .from(requestItems)
    .innerJoin(requestsTable, eq(requestsTable.id, requestItems.requestId))
    .orderBy(desc(requestsTable.sentAt));
  if (!device || !item) throw new Error("no device can check, or nothing is requested");
  const [id, at] = [randomUUID(), new Date()];
  await db.insert(checks).values({
    id,
    itemId: item.id,
    spot: item.spot,
    personId: device.personId,
    deviceId: device.id,
    at,
    lookedAt: at,
    digest: "",
    seen: "removed",
    seenFrom: "indonesia",
    stated: true,
  });
  await db.update(requestItems).set({ provenAt: at, provenCheck: id }).where(eq(requestItems.id, item.id));
}

/** Acts on a request, and the control that their form shows. */
const requestForms = [
  { act: "request-act-reprimand", shows: "reprimand-send" },
  { act: "request-act-answer", shows: "answer-items" },
] as const;

async function misfitsInForm(page: Page, { act, shows }: (typeof requestForms)[number]) {
  await page.click(act);
  await page.waitFor(shows);
  const misfits = await misfitsAtAllWidths(page, [shows]);
  await page.press("Escape");
  return misfits;
}

/** Turns a decision into a dispute that waits for the panel. */
async function disputeAgain(db: Db): Promise<void> {
  const [decision] = await db.select().from(decisions).where(eq(decisions.state, "confirmed"));
  if (!decision) throw new Error("nothing was decided");
  await db.update(decisions).set({ state: "disputed" }).where(eq(decisions.id, decision.id));
  await db.update(cases).set({ state: "panel" }).where(eq(cases.id, decision.caseId));
}

/** How far the action and the legal basis reach under the form's foot, in CSS pixels. */
function underFoot(): number {
  const bottomOf = (selector: string) =>
    document.querySelector(selector)?.getBoundingClientRect().bottom ?? 0;
  return Math.max(0, bottomOf(".choices-follow") - bottomOf(".form-middle"));
}

const popupSize = { width: 400, height: 600 };
/** At 200 % zoom. */
const zoomedPopupSize = { width: 400, height: 300 };

/** Runs in the page. */
function isInFront(testId: string): boolean {
  const element = document.querySelector(`[data-testid="${testId}"]`);
  element?.scrollIntoView({ block: "nearest" });
  const box = element?.getBoundingClientRect();
  const top = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return element !== null && top !== null && top !== undefined && element.contains(top);
}

const heightOf = (name: string) =>
  document.querySelector(`[data-testid="${name}"]`)?.getBoundingClientRect().height ?? Number.NaN;

/** The popup is as wide as it makes itself. */
const popupWidths = [400];
const panelWidths = [320, 400, 800];

test("every screen shows all its content at eight widths, regardless of the length of names", {
  tag: "@chromium",
}, async ({ stage }) => {
  test.setTimeout(420_000);
  /** By screen, so that one run lists all failures. */
  const misfits: Record<string, string[]> = {};
  const note = (screen: string, found: string[]) => {
    if (found.length > 0) misfits[screen] = found;
  };
  const device = await stage.device("officer", "Petugas Contoh");
  for (let at = 0; at < 3; at++) await device.report(longEvidence(at), "JUDI");
  await stage.device("supervisor", "Pengusul");
  let proposedId = "";
  await stage.onStore(async (db) => {
    proposedId = await proposeOn(db);
    await lengthen(db);
  });
  const supervisor = await stage.person("supervisor", unbroken);

  const desk = await supervisor.extensionPage("desk.html");
  await desk.waitFor("case-row");
  note("queue", await misfitsAtAllWidths(desk, ["case-row", "queue-refresh"]));
  await desk.click(`case-row[data-case="${proposedId}"]`);
  await desk.waitFor("decide-confirm");
  note("proposed case", await misfitsAtAllWidths(desk, ["decide-confirm", "decide-refuse"]));
  await desk.press("k");
  await desk.waitFor("decide-leave");
  note("confirmation", await misfitsAtAllWidths(desk, ["decide-confirm"]));
  await desk.press("Control+Enter");
  await desk.waitFor('held[data-state="done"]');
  note("confirmed", await misfitsAtAllWidths(desk, ["saved-back"]));
  await desk.click('case-row[data-state="open"]');
  await desk.click("decide-approve");
  await desk.waitFor("decide-leave");
  note("approval", await misfitsAtAllWidths(desk, ["decide-approve", "decide-reason"]));
  await desk.click("decide-leave");
  await desk.close();

  const popup = await supervisor.extensionPage("popup.html", popupSize);
  await popup.waitFor("own-name");
  expect(await popup.attribute("own-name", "title"), "the whole name is there").toContain("W".repeat(100));
  expect(await popup.evaluate(heightOf, "own-name"), "the own name takes one line").toBeLessThan(24);
  note("popup queue", await misfitsAtAllWidths(popup, ["queue-refresh"], { at: popupWidths }));
  await popup.click('case-row[data-state="open"]');
  await popup.waitFor("decide-more");
  await popup.click("decide-more");
  note("popup", await misfitsAtAllWidths(popup, ["decide-regroup", "case-back"], { at: popupWidths }));
  await popup.press("Escape");
  await popup.press("s");
  await popup.waitFor("decide-leave");
  note(
    "approval in the popup",
    await misfitsAtAllWidths(popup, ["decide-approve", "decide-reason"], { at: popupWidths }),
  );
  await popup.press("Escape");
  await popup.resize(zoomedPopupSize);
  await popup.click("export");
  expect(await popup.evaluate(isInFront, "export-json"), "the export menu is over the bar").toBe(true);
  await popup.press("Escape");
  await popup.click("case-back");
  await popup.waitFor("tab-queue");
  await popup.close();

  await stage.onStore(async (db) => {
    await db.delete(questions);
    await db.delete(decisions);
    await insertRequests(db);
    await lengthen(db);
  });
  const requests = await supervisor.extensionPage("desk.html");
  await requests.click("tab-requests");
  await requests.waitFor("request-row");
  note("requests", await misfitsAtAllWidths(requests, ["request-row"]));
  await requests.click("request-row");
  await requests.waitFor("letter-open-request");
  note("request", await misfitsAtAllWidths(requests, ["letter-open-request"]));
  for (const form of requestForms) note(`request, ${form.act}`, await misfitsInForm(requests, form));
  await stage.onStore(proveItem);
  await requests.click("requests-refresh");
  await requests.click("requests-done");
  await requests.click("request-row");
  await requests.waitFor("item-proven");
  note("proven request", await misfitsAtAllWidths(requests, ["item-proven"]));
  await requests.click("requests-needs");
  note("supervisor", await sectionsAtAll(requests, ["board", "cohort"]));
  await requests.close();
  const sections = await supervisor.extensionPage("popup.html", popupSize);
  note("popup sections", await sectionsAtAll(sections, ["requests", "board", "cohort"], popupWidths));
  await sections.close();

  const options = await supervisor.extensionPage("options.html");
  await options.waitFor("enrolled-as");
  note("options", await misfitsAtAllWidths(options, ["enrolled-as"]));
  await supervisor.close();

  await stage.onStore(disputeAgain);
  const panelist = await stage.person("panelist", unbroken);
  const panel = await panelist.extensionPage("desk.html");
  await panel.click("case-row");
  await panel.waitFor("decide-uphold");
  note("dispute", await misfitsAtAllWidths(panel, ["decide-uphold", "decide-overturn"]));
  await panel.click("decide-overturn");
  await panel.waitFor("decide-reason");
  note("vote", await misfitsAtAllWidths(panel, ["decide-overturn", "decide-reason"]));
  await panelist.close();

  const admin = await stage.person("admin", unbroken);
  const health = await admin.extensionPage("desk.html");
  note("administrator", await sectionsAtAll(health, ["health", "requests", "board"]));
  await admin.close();

  await reportVideos(device, [
    { id: "S4y0rL0d3h1", title: `${unbroken} uang Anda akan kembali`, category: "PENIPUAN" },
  ]);
  const vlogger = await stage.person("vlogger", unbroken);
  await stage.certify();
  const home = await vlogger.extensionPage("desk.html");
  note("vlogger", await sectionsAtAll(home, ["self", "tasks", "learn"]));
  await home.click("lesson-row");
  await home.waitFor("lesson-back");
  note("lesson", await misfitsAtAllWidths(home, ["lesson-back"]));
  // The popup would open it again.
  await home.click("lesson-back");
  await home.close();
  const tasks = await vlogger.extensionPage("popup.html", popupSize);
  note("vlogger's popup", await sectionsAtAll(tasks, ["learn", "self", "tasks"], popupWidths));
  const caseId = await tasks.attribute("task-row", "data-case");
  await tasks.close();
  const sidePanel = await vlogger.extensionPage(`sidepanel.html?task=${caseId}`, { width: 360, height: 800 });
  await sidePanel.waitFor("review-send");
  note("side panel", await misfitsAtAllWidths(sidePanel, ["review-send"], { at: panelWidths }));
  await vlogger.close();

  const officer = await stage.person("officer", unbroken);
  const page = await officer.open("https://x.com/home");
  const subject = "x:post:1993210000000000102";
  await page.waitForState(subject, "idle");
  await page.evaluate((words) => {
    for (const post of document.querySelectorAll("article")) {
      const text = post.querySelector('[data-testid="tweetText"]');
      if (text) text.textContent = words;
      const name = post.querySelector('[data-testid="User-Name"] span');
      if (name) name.textContent = words;
    }
  }, unbroken);
  await openForm(page, subject);
  await page.form.click("category-HASUT_KEKERASAN");
  await page.form.type("note", "W".repeat(200));
  expect(await page.form.evaluate(underFoot), "action and legal basis are above the foot").toBe(0);
  const inForm = { surface: page.form, at: widths.slice(1) };
  note("form", await misfitsAtAllWidths(page, ["send", "cancel"], inForm));
  // The form moved with the window, and takes no input for a moment afterwards.
  await untilOpen(page);
  await page.form.click("see-all");
  await page.form.waitFor("panel-back");
  note("all that is sent", await misfitsAtAllWidths(page, ["send", "panel-back"], inForm));
  await untilOpen(page);
  await page.form.click("panel-back");
  await overrideWarnings(page);
  await sendForm(page);
  await page.close();

  const video = await officer.open("https://www.youtube.com/watch?v=S4y0rL0d3h1");
  const comments = [1, 2, 3].map((at) => `youtube:comment:UgzDapurLodeh0000000000${at}AaABAg`);
  for (const comment of comments) await video.waitForState(comment, "idle");
  await video.evaluate((words) => {
    for (const text of document.querySelectorAll("ytd-comment-view-model #content-text"))
      text.textContent = words;
  }, unbroken);
  for (const [at, comment] of comments.entries())
    await video.clickHost(comment, at === 0 ? "Shift" : undefined);
  await untilMarked(video, comments.length);
  await pressBar(video, "report");
  await untilInFront(video);
  const inSet = { surface: video.form, at: widths.slice(1) };
  note("set form", await misfitsAtAllWidths(video, ["set-post", "send", "cancel"], inSet));
  await video.close();

  const own = await officer.extensionPage("popup.html", popupSize);
  await own.waitFor("report-row");
  note("own reports", await misfitsAtAllWidths(own, ["report-row"], { at: popupWidths }));
  await officer.close();

  expect(misfits).toEqual({});
});
