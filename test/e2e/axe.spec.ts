import { automationBuildWithRealWaits } from "../../scripts/dev/drivers/builds.ts";
import type { Driver, SitePage } from "../../scripts/dev/drivers/driver.ts";
import {
  openForm,
  overrideWarnings,
  sendForm,
  untilClosed,
  untilInFront,
  untilReady,
} from "../../scripts/dev/drivers/file-report.ts";
import { pressBar, untilMarked } from "../../scripts/dev/drivers/selection-bar.ts";
import { selfReviewRules } from "../../utils/shared/policy/self-review.ts";
import { findingsInBothSchemes } from "../support/e2e/axe-findings.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import { keepReceiptOpen } from "../support/e2e/receipt.ts";

// The report of the first test is the case of the later ones.
test.describe.configure({ mode: "serial" });

const watch = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
const video = "youtube:video:S4y0rL0d3h1";
const comment = (number: number) => `youtube:comment:UgzDapurLodeh0000000000${number}AaABAg`;
const popupSize = { width: 400, height: 600 };

test.describe("has no accessibility problem, light or dark:", { tag: "@chromium" }, () => {
  let officer: Driver;
  let page: SitePage;

  test("form, popup and options of an officer", async ({ stage }) => {
    // With the short hold, the receipt would lose its button for undo before axe looks at it.
    const extension = automationBuildWithRealWaits(stage.browser);
    officer = await stage.person("officer", "Petugas Contoh", { extension });
    page = await officer.open(watch);
    const { form } = page;
    await page.waitForState(video, "idle");
    await openForm(page, video);
    await form.waitFor("category-JUDI");
    expect(await findingsInBothSchemes(page, { form })).toEqual([]);
    await form.click("category-JUDI");
    expect(await findingsInBothSchemes(page, { form })).toEqual([]);
    await form.click("cancel");
    await page.waitForState(video, "idle");
    await openForm(page, video);
    await form.click("category-JUDI");
    await overrideWarnings(page);
    await keepReceiptOpen(page);
    await sendForm(page);
    expect(await findingsInBothSchemes(page, { form })).toEqual([]);
    await form.press("Escape");
    await untilClosed(page);
    await page.waitForState(video, "sent", 30_000);

    const popup = await officer.extensionPage("popup.html", popupSize);
    await popup.waitFor("report-row");
    expect(await findingsInBothSchemes(popup)).toEqual([]);
    await popup.close();
    const options = await officer.extensionPage("options.html");
    await options.waitFor("enrolled-as");
    expect(await findingsInBothSchemes(options)).toEqual([]);
    await options.close();
  });

  test("form for several posts", async () => {
    const { form } = page;
    await page.bringToFront();
    await page.waitForState(comment(2), "idle");
    await page.clickHost(comment(1), "Shift");
    await page.clickHost(comment(2));
    await untilMarked(page, 2);
    await pressBar(page, "report");
    await untilInFront(page);
    await form.click("category-JUDI");
    expect(await findingsInBothSchemes(page, { form })).toEqual([]);
    await form.click("set-details");
    expect(await findingsInBothSchemes(page, { form })).toEqual([]);
    await form.click("panel-back");
    await untilReady(page);
    await keepReceiptOpen(page);
    await form.click("send");
    await form.waitFor("receipt");
    expect(await findingsInBothSchemes(page, { form })).toEqual([]);
    await officer.close();
  });

  test("a case on a supervisor's desk", async ({ stage }) => {
    const supervisor = await stage.person("supervisor", "Penyelia Contoh");
    const desk = await supervisor.extensionPage("desk.html");
    await desk.click("case-row");
    await desk.waitFor("decide-approve");
    expect(await findingsInBothSchemes(desk)).toEqual([]);
    await desk.click("decide-approve");
    await desk.click("decide-all");
    expect(await findingsInBothSchemes(desk)).toEqual([]);
    await desk.click("decide-leave");
    await desk.click("decide-reject");
    await desk.waitFor("decide-why-criticism");
    expect(await findingsInBothSchemes(desk)).toEqual([]);
    await supervisor.close();
  });

  test("page after uninstalling", async ({ stage }) => {
    const visitor = await stage.visitor();
    const uninstalled = await visitor.open(`${stage.intake.address}/uninstalled?n=3`);
    expect(await findingsInBothSchemes(uninstalled)).toEqual([]);
    await visitor.close();
  });

  test("enrolment page, guides and privacy policy", async ({ stage }) => {
    const visitor = await stage.visitor();
    const page = await visitor.open(`${stage.intake.address}/daftar#KODE`);
    expect(await findingsInBothSchemes(page)).toEqual([]);
    for (const path of ["/panduan", "/panduan/penyelia", "/privasi?language=en"]) {
      // Their sandbox stops axe too, so their content is put into the page before.
      const text = await (await fetch(stage.intake.address + path)).text();
      await page.playwright?.setContent(text);
      expect(await findingsInBothSchemes(page), path).toEqual([]);
    }
    await visitor.close();
  });

  test("popup and side panel of a reviewing vlogger", async ({ stage }) => {
    const vlogger = await stage.person("vlogger", "Vlogger Contoh");
    const popup = await vlogger.extensionPage("popup.html", popupSize);
    await popup.waitFor("problem");
    expect(await findingsInBothSchemes(popup)).toEqual([]);
    await popup.close();
    await stage.certify();
    const list = await vlogger.extensionPage("popup.html", popupSize);
    const caseId = await list.attribute("task-row", "data-case");
    expect(await findingsInBothSchemes(list)).toEqual([]);
    await list.close();

    const panel = await vlogger.extensionPage(`sidepanel.html?task=${caseId}`, { width: 360, height: 800 });
    await panel.waitFor("review-panel");
    expect(await findingsInBothSchemes(panel)).toEqual([]);
    await panel.click("verdict-violates");
    await panel.click("review-send");
    await panel.waitFor('review-reason[aria-invalid="true"]');
    expect(await findingsInBothSchemes(panel)).toEqual([]);
    await panel.type("review-reason", "Potongan video kanal lain.");
    await panel.click("mark-add");
    await panel.type("mark-at", "1:23");
    await panel.click("mark-add");
    await panel.type("mark-note", "Dengan logo yang disamarkan.");
    await panel.click("context-fold");
    await panel.click("skip");
    expect(await findingsInBothSchemes(panel)).toEqual([]);
    await panel.click("keys-open");
    await panel.waitFor("keys-help");
    expect(await findingsInBothSchemes(panel)).toEqual([]);
    await panel.click("keys-close");
    await panel.click("review-send");
    await panel.waitFor("review-sent");
    expect(await findingsInBothSchemes(panel)).toEqual([]);
    await vlogger.close();
  });

  test("lessons and self-review of a vlogger", async ({ stage }) => {
    const vlogger = await stage.person("vlogger", "Vlogger Kedua");
    await stage.certify();
    const desk = await vlogger.extensionPage("desk.html");
    await desk.click("tab-learn");
    await desk.waitFor("lesson-row");
    expect(await findingsInBothSchemes(desk)).toEqual([]);
    await desk.click("lesson-row");
    await desk.click("try-kekerasan-1-violates");
    await desk.click("try-kekerasan-2-violates");
    await desk.waitFor("answer-kekerasan-2");
    expect(await findingsInBothSchemes(desk)).toEqual([]);
    await desk.click("tab-self");
    await desk.type("self-address", "bukan alamat");
    await desk.click("self-find");
    await desk.waitFor("problem");
    expect(await findingsInBothSchemes(desk)).toEqual([]);
    await desk.evaluate(() =>
      document.querySelector<HTMLInputElement>('[data-testid="self-address"]')?.select(),
    );
    await desk.type("self-address", watch);
    await desk.click("self-find");
    const [first, ...others] = selfReviewRules;
    await desk.click(`rule-${first?.id}-problem`);
    expect(await findingsInBothSchemes(desk)).toEqual([]);
    for (const { id } of others) await desk.click(`rule-${id}-fine`);
    await desk.click("self-save");
    await desk.waitFor("self-other");
    expect(await findingsInBothSchemes(desk)).toEqual([]);
    await desk.click("self-other");
    await desk.waitFor("self-row");
    expect(await findingsInBothSchemes(desk)).toEqual([]);
  });
});
