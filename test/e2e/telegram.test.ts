import { expect, test } from "vitest";
import { type SitePage, until } from "./drivers/driver.ts";
import { openForm, untilClosed } from "./file-report.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const officer = await stage.person("officer", "Petugas Contoh");

const channel = "https://web.telegram.org/a/#-1001700000001";
const post = (id: number, chat = "1700000001") => `telegram:message:-100${chat}/${id}`;

/** How often t.me was asked for a message. */
const reads = () =>
  stage.practice.requests.filter(({ address }) => address.startsWith("https://t.me/")).length;

const openProfile = (page: SitePage) =>
  page.evaluate(() => document.querySelector<HTMLElement>(".ChatInfo")?.click());

/** Not by a real key or click: now and then the driver waits for ever for their end in a frame that is going. */
async function leave(page: SitePage, subject: string): Promise<void> {
  await page.form.evaluate(() => document.querySelector<HTMLElement>('[data-testid="cancel"]')?.click());
  await untilClosed(page);
  await page.waitForState(subject, "unknown");
}

/** Names of chats that the extension holds, as its own pages can see. */
async function kept(): Promise<number> {
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

test("Web A: the open profile answers once for its chat, in its tab, until that closes", async () => {
  const page = await officer.open(channel);
  await page.waitForState(post(42), "unknown");
  await openProfile(page);
  const before = reads();
  await openForm(page, post(42));
  expect(await page.form.text("checked-link")).toContain("https://t.me/infokampungmelati/42");
  expect(reads()).toBe(before + 1);
  await leave(page, post(42));

  // The next message of the chat needs neither question nor read, also after the background was ended.
  await officer.killBackground();
  await openForm(page, post(43));
  expect(await page.form.text("checked-link")).toContain("https://t.me/infokampungmelati/43");
  expect(await page.form.text("preview")).toContain("Selamat pagi, warga.");
  expect(reads()).toBe(before + 1);
  await leave(page, post(43));

  // Another chat asks again, and the profile that is still open is not its own.
  await page.evaluate(() => document.querySelector<HTMLElement>('[href="#-1001700000002"]')?.click());
  const other = post(42, "1700000002");
  await page.waitForState(other, "unknown");
  await openForm(page, other);
  expect(await page.form.attribute("problem", "data-code")).toBe("link-mismatch");
  expect(await page.form.text("public-link")).toBe("https://t.me/infokampungmelati/42");
  await leave(page, other);

  // Another tab asks again too.
  const second = await officer.open(channel);
  await second.waitForState(post(42), "unknown");
  await openForm(second, post(42));
  await second.form.waitFor("public-link");
  expect(await second.form.text("public-link")).toBe("");
  await leave(second, post(42));
  await second.close();

  expect(await kept()).toBe(1);
  await page.close();
  await until("the name to be forgotten", async () => ((await kept()) === 0 ? true : undefined));
});

test.each([
  ["https://t.me/s/infokampungmelati", "telegram:channel:infokampungmelati"],
  ["https://web.telegram.org/k/#@infokampungmelati", "telegram:channel:infokampungmelati"],
])("the channel itself has a button of its own on %s", async (address, subject) => {
  const page = await officer.open(address);
  await page.waitForState(subject, "idle");
  await openForm(page, subject);
  expect(await page.form.text("preview")).toContain("Info Kampung Melati");
  await page.form.click("cancel");
  await untilClosed(page);
  await page.close();
});
