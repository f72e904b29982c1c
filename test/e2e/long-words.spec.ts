/** Reported names and words must not hide evidence or buttons, or reorder the text around them. */

import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { cases, decisions, people, questions, reports } from "../../intake/store/schema/index.ts";
import type { Db } from "../../intake/store/store.ts";
import { randomOf } from "../../scripts/chaos/random.ts";
import { evidenceOf, inventPost } from "../../scripts/seed/make-report.ts";
import { enrolDevice } from "./drivers/device.ts";
import { openForm } from "./file-report.ts";
import { misfitsAtAll, widths } from "./fits.ts";
import { expect, test } from "./fixtures.ts";
import { sowRequests } from "./sow-requests.ts";

const longOf = (letter: string) => `${letter.repeat(170)}\u202Eltr\u202C🎰\u2067كاتب\u2069`;
const unbroken = longOf("W");
const address = (path: string) => `https://${"contoh".repeat(9)}.example/${"w".repeat(200)}${path}`;

/** An invented report whose every free-text field is one unbroken word. */
function longEvidence(number: number) {
  const random = randomOf(number, "long");
  const evidence = evidenceOf(inventPost(number, "JUDI", random), new Date(), random);
  // Another letter each, or they would be near-duplicates of each other.
  const words = longOf("WMO".charAt(number));
  const field = <T>(value: T) => ({ value, source: "text benih" });
  return {
    ...evidence,
    page: { address: address(`?${number}`), title: unbroken, language: "id" },
    fields: {
      ...evidence.fields,
      authorName: field(unbroken),
      authorHandle: field(`@${unbroken}`.slice(0, 200)),
      title: field(unbroken),
      text: field(`${words}\n${words.repeat(2)}`),
      publishedRaw: field(unbroken),
      links: field([{ address: address("/daftar"), shown: unbroken }]),
      context: field([{ relation: "quoted" as const, name: unbroken, text: unbroken.repeat(2) }]),
    },
  };
}

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
  const [other] = await db.select().from(people).where(eq(people.role, "admin"));
  if (!row || !report || !other) throw new Error("nothing was reported, or nobody proposes");
  const made = { id: randomUUID(), caseId: row.id, personId: other.id, at: new Date(), digest: "" };
  await db.insert(decisions).values({
    ...made,
    ...{ act: "reject", why: "criticism", reason: unbroken, state: "proposed", basis: [] },
  });
  await db.insert(questions).values({ ...made, id: randomUUID(), reportId: report.id, text: unbroken });
  await db.update(cases).set({ state: "proposed" }).where(eq(cases.id, row.id));
  return row.id;
}

test("every screen shows all of itself at six widths, whatever people call themselves", {
  tag: "@chromium",
}, async ({ stage }) => {
  test.setTimeout(180_000);
  const { intake } = stage;
  const device = await enrolDevice(intake.address, await intake.enrol("officer", "Petugas Contoh"));
  for (let at = 0; at < 3; at++) await device.report(longEvidence(at), "JUDI");
  await enrolDevice(intake.address, await intake.enrol("admin", "Pengelola"));
  let proposedId = "";
  await stage.onStore(async (db) => {
    proposedId = await proposeOn(db);
    await lengthen(db);
  });
  const supervisor = await stage.person("supervisor", unbroken);

  const desk = await supervisor.extensionPage("desk.html");
  await desk.waitFor("case-row");
  expect(await misfitsAtAll(desk, ["case-row", "queue-refresh"]), "queue").toEqual([]);
  await desk.click(`case-row[data-case="${proposedId}"]`);
  await desk.waitFor("decide-confirm");
  expect(await misfitsAtAll(desk, ["decide-confirm", "decide-refuse"]), "proposed case").toEqual([]);
  await desk.press("k");
  await desk.waitFor("decide-leave");
  expect(await misfitsAtAll(desk, ["decide-confirm"]), "confirmation").toEqual([]);
  await desk.press("Control+Enter");
  await desk.waitFor('held[data-state="done"]');
  expect(await misfitsAtAll(desk, ["saved-back"]), "confirmed").toEqual([]);
  await desk.click('case-row[data-state="open"]');
  await desk.click("decide-approve");
  await desk.waitFor("decide-leave");
  expect(await misfitsAtAll(desk, ["decide-approve", "decide-reason"]), "approval").toEqual([]);
  await desk.click("decide-leave");
  await desk.close();

  const popup = await supervisor.extensionPage("popup.html", { width: 400, height: 600 });
  await popup.click('case-row[data-state="open"]');
  await popup.waitFor("decide-more");
  await popup.click("decide-more");
  // The popup is as wide as it makes itself.
  expect(await misfitsAtAll(popup, ["decide-regroup", "case-back"], { at: [400] }), "popup").toEqual([]);
  await popup.close();

  await stage.onStore(async (db) => {
    await db.delete(questions);
    await db.delete(decisions);
    await sowRequests(db);
    await lengthen(db);
  });
  const requests = await supervisor.extensionPage("desk.html");
  await requests.click("tab-requests");
  await requests.waitFor("request-row");
  expect(await misfitsAtAll(requests, ["request-row"]), "requests").toEqual([]);
  await requests.click("request-row");
  await requests.waitFor("letter-open-request");
  expect(await misfitsAtAll(requests, ["letter-open-request"]), "request").toEqual([]);
  await requests.close();

  const options = await supervisor.extensionPage("options.html");
  await options.waitFor("enrolled-as");
  expect(await misfitsAtAll(options, ["enrolled-as"]), "options").toEqual([]);
  await supervisor.close();

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
  await page.form.click("category-JUDI");
  await page.form.type("note", "W".repeat(200));
  const inForm = { surface: page.form, at: widths.slice(1) };
  expect(await misfitsAtAll(page, ["send", "cancel"], inForm), "form").toEqual([]);
  await page.form.click("see-all");
  await page.form.waitFor("panel-back");
  expect(await misfitsAtAll(page, ["send", "panel-back"], inForm), "all that is sent").toEqual([]);
  await officer.close();
});
