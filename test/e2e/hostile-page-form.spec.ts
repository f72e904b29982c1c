/** Attacks of a hostile page while the form is open, each with the most that it may achieve. */

import type { Driver, Page, SitePage } from "../../scripts/dev/drivers/driver.ts";
import { openForm, untilClosed, untilOpen, untilReady } from "../../scripts/dev/drivers/file-report.ts";
import { expect, test } from "../support/e2e/fixtures.ts";
import {
  act,
  addressOfForm,
  askBackground,
  enrolAttackedOfficer,
  expectNoLoot,
  expectNoReport,
  expectUnharmed,
  openSite,
  pause,
  tagOf,
  titleOf,
} from "../support/e2e/hostile-site.ts";
import { attacks } from "../support/hostile/page-attacks.ts";

// Tracing runs scripts in the page that name the form's address: an attack that patches prototypes would see it.
test.use({ trace: "off" });

let officer: Driver;
let desk: Page;
let extensionHost: string;
test.beforeAll(async ({ stage }) => {
  ({ officer, desk, extensionHost } = await enrolAttackedOfficer(stage));
});

/** Middle of "send" in the page's coordinates. */
async function placeOfSend(page: SitePage): Promise<{ x: number; y: number }> {
  const inForm = await page.form.evaluate(() => {
    const box = document.querySelector('[data-testid="send"]')?.getBoundingClientRect();
    return box ? { x: box.left + box.width / 2, y: box.top + box.height / 2, width: innerWidth } : undefined;
  });
  if (!inForm) throw new Error("the form has no send button");
  const width = await page.evaluate(() => document.documentElement.clientWidth);
  return { x: width - 16 - inForm.width + inForm.x, y: 16 + inForm.y };
}

/** Records whether the form stops taking input, however briefly. */
async function watchWaiting(page: SitePage): Promise<() => Promise<boolean>> {
  await page.form.evaluate(() => {
    const root = document.documentElement;
    const seen = globalThis as unknown as { waited: boolean };
    seen.waited = false;
    new MutationObserver(() => {
      if (root.dataset.input === "waits") seen.waited = true;
    }).observe(root, { attributes: true });
  });
  return () => page.form.evaluate(() => (globalThis as unknown as { waited: boolean }).waited);
}

/** Opens the form, chooses a category and waits until "send" is ready. */
async function openReadyForm(page: SitePage, subject: string): Promise<void> {
  await openForm(page, subject);
  await page.form.click("category-JUDI");
  if ((await page.form.count("override")) > 0) await page.form.click("override");
  await untilReady(page);
}

for (const attack of attacks.form)
  test(`with the form open, ${titleOf(attack)}`, { tag: tagOf(attack) }, async () => {
    const { page, subject } = await openSite(officer);
    await openReadyForm(page, subject);
    const waited = await watchWaiting(page);
    const send = await placeOfSend(page);
    const query = await page.form.evaluate(() => location.search);
    await act(page, attack, { form: await addressOfForm(page.form, query), extension: extensionHost });
    if (attack.outcome === "gone") {
      await expectNoDraft();
      await expectNextFormOpens(page);
    } else if (attack.outcome === "unmoved") await expectFormUnmoved(page, send);
    else {
      if (attack.outcome === "waits") await expect.poll(waited, "the form to stop taking input").toBe(true);
      await expectInputIgnored(page);
    }
    await expectNoReport(desk);
    await page.close();
  });

async function expectNoDraft(): Promise<void> {
  const draftsLeft = () =>
    desk.evaluate(async () => {
      type Api = { storage: { session: { get(keys: null): Promise<object> } } };
      const scope = globalThis as unknown as { browser?: Api; chrome: Api };
      const names = Object.keys(await (scope.browser ?? scope.chrome).storage.session.get(null));
      return names.filter((name) => name.startsWith("draft:"));
    });
  await expect.poll(draftsLeft, "drafts in memory").toEqual([]);
}

async function expectNextFormOpens(page: SitePage): Promise<void> {
  await untilClosed(page);
  await pause(500);
  const [left] = await page.hosts().catch(() => []);
  if (!left) return;
  const firstState = async () => (await page.hosts())[0]?.state;
  await expect.poll(firstState, "the first button").toBe("idle");
  await openForm(page, left.subject);
}

async function expectFormUnmoved(page: SitePage, send: { x: number; y: number }): Promise<void> {
  await untilOpen(page);
  await untilReady(page);
  // The form corrects its size at its next look at the page.
  const onTop = () => page.evaluate(({ x, y }) => document.elementFromPoint(x, y)?.localName, send);
  await expect.poll(onTop, "what is at the place of send").toBe("lapor-kominfo-form");
  const size = () => page.form.evaluate(() => [innerWidth, innerHeight]);
  await expect.poll(size, "the form's size").toEqual([400, 600]);
  // Its button may have been ready before the page changed its size.
  await untilReady(page);
  expect(await page.form.count("problem")).toBe(0);
  await expectUnharmed(page);
}

async function expectInputIgnored(page: SitePage): Promise<void> {
  // A busy browser resolves a click against the previous frame; no person is faster than the next one.
  await pause(300);
  // The attack may have changed the size of the window.
  const send = await placeOfSend(page);
  await page.clickAt(send.x, send.y);
  await page.press("Control+Enter");
  await pause(700);
  expect(await page.form.count("receipt")).toBe(0);
  await page.evaluate(() => {
    stopped = true;
  });
  await expectNoLoot(page);
}

test("shows the administrator that a second frame of the form was refused its draft", {
  tag: "@firefox-messages",
}, async () => {
  const attack = attacks.form.find(({ name }) => name.startsWith("frames the form a second time"));
  if (!attack) throw new Error("no attack frames the form a second time");
  const { page, subject } = await openSite(officer);
  await openForm(page, subject);
  const query = await page.form.evaluate(() => location.search);
  await act(page, attack, { form: await addressOfForm(page.form, query), extension: extensionHost });
  await page.close();
  const options = await officer.extensionPage("options.html");
  // The second frame's message may arrive after the attack's own wait.
  await expect
    .poll(() => askBackground(options, "read-dropped"), "dropped messages")
    .toContainEqual({ name: "read-draft", reason: "draft", count: expect.any(Number) });
  const row = 'dropped-row[data-name="read-draft"][data-reason="draft"]';
  expect(await options.attribute(row, "data-count")).toMatch(/^\d+$/);
  await options.close();
});

test("shows nothing when the form is opened in its own tab with the draft of an open form", {
  tag: "@firefox-messages",
}, async () => {
  const { page, subject } = await openSite(officer);
  await openForm(page, subject);
  const query = await page.form.evaluate(() => location.search);
  const alone = await officer.extensionPage(`form.html${query}`);
  expect(await alone.attribute("problem", "data-code")).not.toBe("");
  expect(await alone.count("send")).toBe(0);
  await alone.close();
  await page.bringToFront();
  await untilOpen(page);
  expect(await page.form.count("send")).toBe(1);
  await page.close();
});
