/** Telegram: proof that a chat is public, by its open profile, and reports of a channel itself. */

import type { Driver, SitePage } from "../../scripts/dev/drivers/driver.ts";
import { openForm, untilClosed } from "../../scripts/dev/drivers/file-report.ts";
import { expect, test } from "../support/e2e/fixtures.ts";

let officer: Driver;
test.beforeAll(async ({ stage }) => {
  officer = await stage.person("officer", "Petugas Contoh");
});

const channel = "https://web.telegram.org/a/#-1001700000001";
const post = (id: number, chat = "1700000001") => `telegram:message:-100${chat}/${id}`;

const openProfile = (page: SitePage) =>
  page.evaluate(() => document.querySelector<HTMLElement>(".ChatInfo")?.click());

/** Closes the form by a synthetic click: a real one sometimes never resolves in a frame that is being removed. */
async function closeForm(page: SitePage, subject: string): Promise<void> {
  await page.form.evaluate(() => document.querySelector<HTMLElement>('[data-testid="cancel"]')?.click());
  await untilClosed(page);
  await page.waitForState(subject, "unknown");
}

/** Returns how many tabs have a checked chat in session storage. */
async function checkedChats(): Promise<number> {
  const page = await officer.extensionPage("options.html");
  const keys = await page.evaluate(async () => {
    const { chrome } = globalThis as never as {
      chrome: { storage: { session: { get(): Promise<object> } } };
    };
    return Object.keys(await chrome.storage.session.get());
  });
  await page.close();
  return keys.filter((key) => key.startsWith("checked-chats:")).length;
}

test("checks a Web A chat once by its open profile, for this chat and tab, until the tab closes", {
  tag: "@firefox-messages",
}, async ({ stage }) => {
  const reads = () =>
    stage.practice.requests.filter(({ address }) => address.startsWith("https://t.me/")).length;
  const page = await officer.open(channel);
  await page.waitForState(post(42), "unknown");
  await openProfile(page);
  const before = reads();
  await openForm(page, post(42));
  expect(await page.form.text("checked-link")).toContain("https://t.me/infokampungmelati/42");
  expect(reads()).toBe(before + 1);
  await closeForm(page, post(42));

  // The chat's next message needs no question and no request to t.me, even after the background ended.
  await officer.killBackground();
  await openForm(page, post(43));
  expect(await page.form.text("checked-link")).toContain("https://t.me/infokampungmelati/43");
  expect(await page.form.text("preview")).toContain("Selamat pagi, warga.");
  expect(reads()).toBe(before + 1);
  await closeForm(page, post(43));

  // Another chat is asked for again; the profile that is still open belongs to the first.
  await page.evaluate(() => document.querySelector<HTMLElement>('[href="#-1001700000002"]')?.click());
  const other = post(42, "1700000002");
  await page.waitForState(other, "unknown");
  await openForm(page, other);
  expect(await page.form.attribute("problem", "data-code")).toBe("link-mismatch");
  expect(await page.form.text("public-link")).toBe("https://t.me/infokampungmelati/42");
  await closeForm(page, other);

  // Another tab is asked again, too.
  const second = await officer.open(channel);
  await second.waitForState(post(42), "unknown");
  await openForm(second, post(42));
  await second.form.waitFor("public-link");
  expect(await second.form.text("public-link")).toBe("");
  await closeForm(second, post(42));
  await second.close();

  await expect.poll(checkedChats, "checked chats").toBe(1);
  await page.close();
  await expect.poll(checkedChats, "checked chats").toBe(0);
});

const channelPages = [
  ["https://t.me/s/infokampungmelati", "telegram:channel:infokampungmelati", "idle"],
  ["https://web.telegram.org/k/#@infokampungmelati", post(0), "unknown"],
] as const;
for (const [address, subject, state] of channelPages)
  test(`shows a button for the channel itself on ${address}`, { tag: "@chromium" }, async () => {
    const page = await officer.open(address);
    await page.waitForState(subject, state);
    await openForm(page, subject);
    expect(await page.form.text("preview")).toContain("Info Kampung Melati");
    await page.form.click("cancel");
    await untilClosed(page);
    await page.close();
  });

test("reads nothing of a chat in Web K under a name that is not its own", { tag: "@chromium" }, async () => {
  const page = await officer.open("https://web.telegram.org/k/#@infokampungmelati");
  await page.waitForState(post(42), "unknown");
  // If no chat has the name, the client shows a message and keeps the previous chat open.
  await page.evaluate(() => history.replaceState(null, "", "#@kanaltertutup"));
  await openForm(page, post(42));
  expect(await page.form.attribute("problem", "data-code")).toBe("not-public");
  expect(await page.form.text("public-link")).toBe("https://t.me/kanaltertutup/42");
  expect(await page.form.count("preview")).toBe(0);
  await closeForm(page, post(42));
  await page.close();
});
