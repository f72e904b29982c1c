import { openEvidence } from "../../scripts/dev/drivers/clear-desk.ts";
import type { Driver } from "../../scripts/dev/drivers/driver.ts";
import { fileReport, openForm, overrideWarnings, sendForm } from "../../scripts/dev/drivers/file-report.ts";
import { order } from "../../utils/shared/policy/categories.ts";
import { subReasons } from "../../utils/shared/policy/sub-reasons.ts";
import { apiReader, type ReadApi } from "../support/e2e/api-reader.ts";
import { expect, pollFor, test } from "../support/e2e/fixtures.ts";
import { keepReceiptOpen } from "../support/e2e/receipt.ts";
import { shoot } from "../support/e2e/shoot.ts";

test.describe.configure({ mode: "serial" });

let officer: Driver;
let supervisor: Driver;
let read: ReadApi;
test.beforeAll(async ({ stage }) => {
  officer = await stage.person("officer", "Petugas Contoh");
  supervisor = await stage.person("supervisor", "Penyelia Satu");
  read = await apiReader(stage.intake);
});

/** A post on each site's practice page. */
const posts = [
  ["https://x.com/home", undefined, undefined],
  ["https://www.facebook.com/", undefined, undefined],
  ["https://www.youtube.com/watch?v=S4y0rL0d3h1", "youtube:video:S4y0rL0d3h1", undefined],
  ["https://t.me/s/infokampungmelati", "telegram:message:infokampungmelati/42", undefined],
  [
    "https://web.telegram.org/k/#@infokampungmelati",
    "telegram:message:-1001700000001/43",
    "telegram:message:infokampungmelati/43",
  ],
] as const;

for (const [address, wanted, checked] of posts)
  test(`sends a post on ${address} from its button to the desk`, { tag: "@firefox-messages" }, async () => {
    const page = await officer.open(address);
    const button = await pollFor("a post with our button", async () =>
      (await page.hosts())
        .map((host) => host.subject)
        .find((number) => number !== "" && (!wanted || number === wanted)),
    );
    const receipt = await fileReport(page, button, "JUDI");
    await page.waitForState(button, "sent", 30_000);
    await page.close();
    const subject = checked ?? button;

    const { cases } = await read("/v1/cases");
    const caseRow = cases.find((row: { subject: string }) => row.subject === subject);
    const { reportList, log } = await read(`/v1/cases/${caseRow?.id}`);
    expect(reportList).toHaveLength(1);
    expect(reportList[0]).toMatchObject({ by: "Petugas Contoh", category: "JUDI", number: receipt });
    expect(reportList[0].evidence.subject).toBe(subject);
    expect(reportList[0].evidence.fields.permalink.value).toMatch(/^https:/);
    expect(reportList[0].evidence.picture).toEqual({ state: "none", reason: "permission" });
    const received = log.find((entry: { act: string }) => entry.act === "report-received");
    // Sealed by this device, which knows the intake's clock.
    expect(received.detail).toMatchObject({ manifest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(received.detail.sealedBy).toMatch(/^[0-9a-f-]{36}$/);
    expect(Math.abs(reportList[0].evidence.clock.offsetMs)).toBeLessThan(5_000);
  });

test("sends the post's picture under its digest once pictures are allowed", {
  tag: "@firefox-picture",
}, async () => {
  await officer.grantAllUrls();
  const page = await officer.open("https://x.com/home");
  const subject = "x:post:1993210000000000102";
  await page.waitForState(subject, "idle");
  await fileReport(page, subject, "JUDI");
  await page.waitForState(subject, "sent", 30_000);
  await page.close();
  const { cases } = await read("/v1/cases");
  const caseRow = cases.find((row: { subject: string }) => row.subject === subject);
  const picture = await pollFor("the picture", async () => {
    const [report] = (await read(`/v1/cases/${caseRow?.id}`)).reportList;
    const { state, file } = report.evidence.picture;
    return state === "taken" && report.filesHere.includes(file.sha256) ? file : undefined;
  });
  expect(picture.width).toBeGreaterThan(300);
  expect(picture.height).toBeGreaterThan(100);
});

test("tells the officer of a decision once a second supervisor confirms it", { tag: "@chromium" }, async ({
  stage,
}) => {
  const first = await supervisor.extensionPage("desk.html");
  const caseId = await first.attribute("case-row", "data-case");
  await first.click(`case-row[data-case="${caseId}"]`);
  await openEvidence(first);
  await first.click("decide-approve");
  await first.type("decide-reason", "Ajakan berjudi dengan tautan pendaftaran.");
  // The form ticks no box itself.
  await first.click("decide-approve");
  expect(await first.count("decide-saved")).toBe(0);
  await first.click("decide-all");
  await first.click("decide-approve");
  await first.waitFor("decide-saved");
  // The next case is open by now.
  await first.click("saved-back");
  await first.waitFor("decide-undo");
  expect(await first.count("decide-confirm")).toBe(0);

  const second = await stage.person("supervisor", "Penyelia Dua");
  const desk = await second.extensionPage("desk.html");
  await desk.click(`case-row[data-case="${caseId}"]`);
  await openEvidence(desk);
  // The same button twice: the act, then what sends it, which is held before it takes force.
  await desk.click("decide-confirm");
  await desk.waitFor('decide[data-open="confirm"]');
  await desk.click("decide-confirm");
  await desk.waitFor('held[data-state="done"]');

  const popup = await officer.extensionPage("popup.html", { width: 400, height: 600 });
  await popup.click('report-row:has([data-outcome="approved"]) [data-testid="report-summary"]');
  await expect
    .poll(() => popup.evaluate(() => document.body.innerText))
    .toContain("Ajakan berjudi dengan tautan pendaftaran.");
});

test("refuses a decision by the supervisor who reported the post", { tag: "@chromium" }, async () => {
  const page = await supervisor.open("https://www.youtube.com/watch?v=S4y0rL0d3h1");
  const subject = "youtube:comment:UgzDapurLodeh00000000003AaABAg";
  await page.waitForState(subject, "idle");
  await fileReport(page, subject, "PENIPUAN");
  await page.waitForState(subject, "sent", 30_000);
  const desk = await supervisor.extensionPage("desk.html");
  const row = await pollFor("the case", async () =>
    desk.evaluate(() => {
      const rows = [...document.querySelectorAll<HTMLElement>("[data-case]")];
      return rows.find((candidate) => candidate.innerText.includes("Penipuan"))?.dataset.case;
    }),
  );
  await desk.click(`case-row[data-case="${row}"]`);
  await desk.waitFor("cannot");
  expect(await desk.count("decide-approve")).toBe(0);
});

test("leaves a small notice after sending, in the site's theme, which gives way to the next post", {
  tag: "@chromium",
}, async () => {
  const page = await officer.open("https://x.com/home?theme=dark");
  const [one = "", next = ""] = await pollFor("two posts with our button", async () => {
    const idle = (await page.hosts()).filter(({ state }) => state === "idle");
    return idle.length > 1 ? idle.map(({ subject }) => subject) : undefined;
  });
  await openForm(page, one);
  await page.form.click("category-SPAM");
  await overrideWarnings(page);
  await keepReceiptOpen(page);
  await sendForm(page);
  const lookAtNotice = () =>
    page.form.evaluate(() => ({
      isSmall: innerHeight < 100 && innerWidth <= 360,
      ground: getComputedStyle(document.documentElement).backgroundColor,
    }));
  await expect.poll(lookAtNotice).toEqual({ isSmall: true, ground: "rgb(21, 24, 29)" });
  await page.showHost(next);
  await openForm(page, next);
  await page.form.waitFor("category-JUDI");
  expect(await page.hostState(one)).toMatch(/^(queued|sent)$/);
  await page.form.click("cancel");
  await page.close();
});

test("fits into the form without scrolling, whichever category and sub-reason is chosen", {
  tag: "@chromium",
}, async () => {
  const page = await officer.open("https://x.com/home");
  // Earlier tests reported the first posts, and a line about an earlier report would take the room.
  const subject = await pollFor("a post with our button", async () => {
    const hosts = await page.hosts();
    return hosts.findLast(({ state }) => state === "idle")?.subject;
  });
  await openForm(page, subject);
  const { form } = page;
  await form.waitFor("category-JUDI");
  for (const code of order.filter((category) => category !== "PORNO_ANAK")) {
    if ((await form.count("category-change")) > 0) await form.click("category-change");
    await form.click(`category-${code}`);
    await form.click(`sub-reason-${subReasons[code][0]?.key}`);
    const size = await form.evaluate(() => {
      const { scrollHeight, clientHeight } = document.querySelector(".form-middle") as HTMLElement;
      return { innerWidth, innerHeight, hidden: scrollHeight - clientHeight };
    });
    expect(size, code).toEqual({ innerWidth: 400, innerHeight: 600, hidden: 0 });
  }
  await shoot(page, "form-sub-reason");
  await form.click("cancel");
  await page.close();
});
