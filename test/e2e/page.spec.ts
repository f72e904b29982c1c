/** The button and the form over the practice pages: use by keyboard, isolation from the site, privacy. */

import { type Driver, defaultSize, type SitePage } from "../../scripts/dev/drivers/driver.ts";
import {
  fileReport,
  openForm,
  sendForm,
  untilClosed,
  untilInFront,
  untilReady,
} from "../../scripts/dev/drivers/file-report.ts";
import { apiReader } from "../support/e2e/api-reader.ts";
import { caseOf } from "../support/e2e/case-of.ts";
import { expect, pollFor, test } from "../support/e2e/fixtures.ts";

const watch = "https://www.youtube.com/watch?v=S4y0rL0d3h1";
const comment = (number: number) => `youtube:comment:UgzDapurLodeh0000000000${number}AaABAg`;

/** Waits until what must not appear would be there. */
const waitForAbsence = () => new Promise((resolve) => setTimeout(resolve, 500));

test("offers enrolment when a device without enrolment presses the button", { tag: "@chromium" }, async ({
  stage,
}) => {
  // Launched for this test: a browser of the pool was installed long ago.
  const visitor = await stage.visitor({ size: defaultSize });
  // The settings open after the installation and would cover the page.
  await visitor.opened("/options.html");
  const page = await visitor.open(watch);
  await openForm(page, comment(1));
  expect(await page.form.attribute("problem", "data-code")).toBe("not-enrolled");
  await page.form.waitFor("open-options");
  await page.form.press("Escape");
  await page.waitForState(comment(1), "idle");
  await visitor.close();
});

test("enrols the browser from the form in a container, which keeps other data of the extension", {
  tag: "@firefox-only",
}, async ({ stage }) => {
  const visitor = await stage.visitor({ size: defaultSize });
  await (await visitor.opened("/options.html")).close();
  const page = await visitor.open(watch, "container");
  await openForm(page, comment(1));
  await page.form.click("open-options");
  const settings = await visitor.opened("/options.html");
  await settings.type("intake-url", stage.intake.address);
  await settings.type("enrol-code", await stage.intake.enrol("officer", "Petugas Wadah"));
  await settings.click("enrol");
  await settings.waitFor("enrolled-as");
  await page.bringToFront();
  await page.form.press("Escape");
  await page.waitForState(comment(1), "idle");
  await openForm(page, comment(1));
  await page.form.waitFor("category-JUDI");
  await visitor.close();
});

test.describe("for an enrolled officer", () => {
  let officer: Driver;
  test.beforeAll(async ({ stage }) => {
    officer = await stage.person("officer", "Petugas Contoh");
  });

  async function openWatch(subject: string): Promise<SitePage> {
    const page = await officer.open(watch);
    await page.waitForState(subject, "idle");
    return page;
  }

  test("sends a report by digit and Ctrl+Enter, closes the form by Escape", {
    tag: "@firefox-form-guard",
  }, async () => {
    const page = await openWatch(comment(5));
    await openForm(page, comment(5));
    await page.form.press("Escape");
    await page.waitForState(comment(5), "idle");
    await untilClosed(page);

    // Escape returned the focus to the button, so Enter opens the form again.
    await page.press("Enter");
    await untilInFront(page);
    await page.form.press("3");
    await sendForm(page, () => page.form.press("Control+Enter"));
    await page.close();
  });

  test("brings back what was written, and an open form follows language and text size", {
    tag: "@chromium",
  }, async () => {
    const page = await openWatch(comment(4));
    await openForm(page, comment(4));
    await page.form.type("note", "Catatan saya");
    await page.form.click("cancel");
    await untilClosed(page);
    await openForm(page, comment(4));
    expect(await page.form.text("note")).toBe("Catatan saya");

    const look = () =>
      page.form.evaluate(() => [document.documentElement.lang, document.documentElement.style.fontSize]);
    const options = await officer.extensionPage("options.html");
    await options.select("text-size", "16");
    await options.select("language", "en");
    await expect.poll(look).toEqual(["en", expect.stringMatching(/^123\./)]);
    await options.select("text-size", "13");
    await options.select("language", "id");
    await expect.poll(look).toEqual(["id", ""]);
    await options.close();

    await page.bringToFront();
    await page.form.click("words-discard");
    expect(await page.form.text("note")).toBe("");
    await page.form.press("Escape");
    await untilClosed(page);
    await openForm(page, comment(4));
    expect(await page.form.count("words-back")).toBe(0);
    await page.close();
  });

  test("keeps one button per post of the shown video after in-page navigation", {
    tag: "@firefox-capture",
  }, async () => {
    const page = await openWatch(comment(1));
    const subjects = async () => (await page.hosts()).map(({ subject }) => subject);
    const before = await subjects();
    expect(new Set(before).size).toBe(before.length);
    await page.evaluate(() =>
      document.querySelector<HTMLElement>('a[href^="/watch?v=K3r3taPagi0"]')?.click(),
    );
    await page.waitForState("youtube:video:K3r3taPagi0", "idle");
    const after = await pollFor("the old video's comments without buttons", async () => {
      const shown = await subjects();
      return shown.includes(comment(1)) ? undefined : shown;
    });
    expect(new Set(after).size).toBe(after.length);
    await page.close();
  });

  test("refuses a post whose element shows another post between press and capture", {
    tag: "@firefox-capture",
  }, async () => {
    const page = await openWatch(comment(2));
    await page.evaluate((subject) => {
      const host = document.querySelector(`lapor-kominfo[data-subject="${subject}"]`);
      const link = host
        ?.closest("ytd-comment-view-model")
        ?.querySelector<HTMLAnchorElement>('a[href*="lc="]');
      // The state changes right after the press, before the capture script is loaded. An inspection writes "idle".
      new MutationObserver((_, observer) => {
        if ((host as HTMLElement).dataset.state !== "opening") return;
        observer.disconnect();
        if (link) link.href = link.href.replace(/lc=[^&]+/, "lc=UgzKomentarLain0000000001AaABAg");
      }).observe(host as Element, { attributeFilter: ["data-state"] });
    }, comment(2));
    await page.clickHost(comment(2));
    expect(await page.form.attribute("problem", "data-code")).toBe("post-changed");
    await page.close();
  });

  test("sends only subject, permalink, author id and times for child abuse material", {
    tag: "@chromium",
  }, async ({ stage }) => {
    const page = await openWatch(comment(3));
    await openForm(page, comment(3));
    // The second press counts only after a moment.
    await expect
      .poll(async () => {
        await page.form.click("category-PORNO_ANAK");
        return page.form.count("note");
      })
      .toBe(0);
    await sendForm(page);
    await page.waitForState(comment(3), "sent");
    await page.close();
    const { urgent, reportList } = await caseOf(await apiReader(stage.intake), comment(3));
    expect(urgent).toBe(true);
    const [{ evidence, note }] = reportList;
    expect(note).toBeUndefined();
    expect(evidence.page).toBeUndefined();
    expect(evidence.picture).toEqual({ state: "none", reason: "category" });
    for (const name of Object.keys(evidence.fields)) {
      expect(["permalink", "authorId", "publishedRaw", "publishedAt"]).toContain(name);
    }
  });

  test("hides the form and its keys from the site, and ignores the site's own click", {
    tag: "@firefox-form-guard",
  }, async () => {
    const page = await openWatch(comment(4));
    await page.evaluate(() => {
      Object.assign(window, { keysSeen: 0 });
      addEventListener(
        "keydown",
        () => Object.assign(window, { keysSeen: (window as never as { keysSeen: number }).keysSeen + 1 }),
        true,
      );
    });
    await page.evaluate((subject) => {
      document.querySelector<HTMLElement>(`lapor-kominfo[data-subject="${subject}"]`)?.click();
    }, comment(4));
    await waitForAbsence();
    expect(await page.hostState(comment(4))).toBe("idle");

    await openForm(page, comment(4));
    await page.form.waitFor("note");
    await page.form.type("note", "rahasia");
    const seen = await page.evaluate(() => ({
      frames: window.length,
      keys: (window as never as { keysSeen: number }).keysSeen,
      iframes: document.querySelectorAll("iframe").length,
      root: document.querySelector("lapor-kominfo-form")?.shadowRoot ?? null,
    }));
    expect(seen).toEqual({ frames: 0, keys: 0, iframes: 0, root: null });
    await page.close();
  });

  test("blocks input while the page covers the form", { tag: "@firefox-form-guard" }, async () => {
    const page = await openWatch(comment(4));
    await openForm(page, comment(4));
    await page.form.click("category-JUDI");
    await untilReady(page);
    // Chromium keeps the input blocked. Firefox raises the form again, so it is blocked for a moment: it is observed.
    await page.form.evaluate(() => {
      const root = document.documentElement;
      new MutationObserver(() => {
        if (root.dataset.input === "waits") document.title = "covered";
      }).observe(root, { attributes: true });
    });
    await page.evaluate(() => {
      const cover = document.createElement("div");
      cover.popover = "manual";
      cover.style.cssText = "position:fixed;inset:0;width:100vw;height:100vh;background:#fff";
      document.body.append(cover);
      cover.showPopover();
    });
    await expect.poll(() => page.form.evaluate(() => document.title), "the form's title").toBe("covered");
    await page.close();
  });

  test("captures a Telegram Web A message only after its public link was checked", {
    tag: "@chromium",
  }, async ({ stage }) => {
    const page = await officer.open("https://web.telegram.org/a/#-1001700000001");
    const subject = "telegram:message:-1001700000001/42";
    await page.waitForState(subject, "unknown");
    await openForm(page, subject);
    await page.form.type("public-link", "https://t.me/kanaltertutup/42");
    await page.form.click("check-link");
    expect(await page.form.attribute("problem", "data-code")).toBe("not-public");
    await page.form.press("Escape");
    await page.waitForState(subject, "unknown");

    await openForm(page, subject);
    await page.form.type("public-link", "https://t.me/infokampungmelati/42");
    await page.form.click("check-link");
    // The form hides while the picture is taken.
    await page.form.waitFor("category-JUDI");
    await untilInFront(page);
    await page.form.click("category-JUDI");
    await sendForm(page);
    await page.waitForState(subject, "sent");
    const { cases } = await (await apiReader(stage.intake))("/v1/cases");
    expect(cases.map((row: { subject: string }) => row.subject)).toContain(
      "telegram:message:infokampungmelati/42",
    );
    await page.close();
  });

  const privateChats = [
    "https://web.telegram.org/a/#-4400001",
    "https://web.telegram.org/a/#5550001",
    "https://web.telegram.org/k/#-1900000002",
    "https://web.telegram.org/k/#@rizalcontoh",
  ];
  for (const address of privateChats)
    test(`shows no button in the private chat ${address}`, { tag: "@chromium" }, async () => {
      const page = await officer.open(address);
      const hasMessages = () => page.evaluate(() => document.querySelector(".Message, .bubble") !== null);
      await expect.poll(hasMessages, "messages").toBe(true);
      await waitForAbsence();
      expect(await page.hosts()).toEqual([]);
      await page.close();
    });

  test("shows a reported post as sent when the page opens again", { tag: "@chromium" }, async () => {
    const page = await openWatch(comment(6));
    await fileReport(page, comment(6), "SPAM");
    await page.waitForState(comment(6), "sent");
    await page.close();
    const again = await officer.open(watch);
    await again.waitForState(comment(6), "sent");
    await again.close();
  });
});
