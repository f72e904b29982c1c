/** A page that has turned against us: every attack of the table acts, and none gets more than the table says. */

import { expect, test } from "vitest";
import type { Attack, Stolen } from "../hostile/attack.ts";
import { attacks } from "../hostile/page-attacks.ts";
import { type SitePage, until } from "./drivers/driver.ts";
import { openForm, untilClosed, untilOpen, untilReady } from "./file-report.ts";
import { stageForTest } from "./stage-for-test.ts";

const officerName = "Petugas Rahasia Negara";
const stage = await stageForTest();
const officer = await stage.person("officer", officerName);
const desk = await officer.extensionPage("desk.html");
const options = await officer.extensionPage("options.html");

const ask = (page: Pick<SitePage, "evaluate">, name: string, input: object = {}) =>
  page.evaluate(
    async (message) => {
      type Api = { runtime: { sendMessage(message: unknown): Promise<{ ok: boolean; value: unknown[] }> } };
      const scope = globalThis as unknown as { browser?: Api; chrome: Api };
      return (await (scope.browser ?? scope.chrome).runtime.sendMessage(message)).value;
    },
    { name, input },
  );
const reports = async () => (await ask(desk, "list-outbox")).length;
const addressOfForm = (page: Pick<SitePage, "evaluate">, query: string) =>
  page.evaluate((search) => {
    type Api = { runtime: { getURL(path: string): string } };
    const scope = globalThis as unknown as { browser?: Api; chrome: Api };
    return `${(scope.browser ?? scope.chrome).runtime.getURL("form.html")}${search}`;
  }, query);
const extension = await desk.evaluate(() => location.host);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function openSite(): Promise<{ page: SitePage; subject: string }> {
  const page = await officer.open("https://x.com/bebas");
  await page.bringToFront();
  await page.evaluate(() => {
    Object.assign(globalThis, { loot: [], stopped: false, ticks: 0, presses: 0, broken: [] });
    const site = globalThis as unknown as { ticks: number; presses: number; broken: string[] };
    setInterval(() => site.ticks++, 20);
    document.addEventListener("click", () => site.presses++);
    const note = (what: unknown) => /extension:/.test(String(what)) && site.broken.push(String(what));
    addEventListener("error", ({ filename, error }) =>
      note(`${filename} ${(error as Error | undefined)?.stack}`),
    );
    addEventListener("unhandledrejection", ({ reason }) => note((reason as Error | undefined)?.stack));
  });
  const [host] = await until("the buttons", async () => {
    const hosts = (await page.hosts()).filter(({ state }) => state === "idle");
    return hosts.length > 1 ? hosts : undefined;
  });
  return { page, subject: host?.subject ?? "" };
}

/** Nothing was found out, nothing of ours broke into the page, and the site goes on. */
async function expectUnharmed(page: SitePage): Promise<void> {
  const site = () =>
    page.evaluate(() => {
      const { loot, ticks, presses, broken } = globalThis as unknown as Record<string, unknown>;
      return { loot, ticks: ticks as number, presses: presses as number, broken };
    });
  const before = await site();
  await pause(100);
  const after = await site();
  expect(after.loot).toEqual([]);
  expect(after.broken).toEqual([]);
  expect(after.ticks).toBeGreaterThan(before.ticks);
  // But for a frame that the page itself was told to make.
  const html = await page.evaluate(() => document.documentElement.outerHTML.replace(/<iframe[^>]*>/g, ""));
  expect([officerName, "chrome-extension:", "moz-extension:"].filter((one) => html.includes(one))).toEqual(
    [],
  );
}

async function act(page: SitePage, attack: Attack, stolen: Stolen): Promise<void> {
  expect(
    await page.evaluate(attack.act as (argument: Stolen) => unknown, stolen),
    "the attack itself",
  ).toBeTruthy();
}

const known = await reports();

test.each(attacks.button)("a page that $name: $outcome", async (attack) => {
  const { page } = await openSite();
  const form = await addressOfForm(desk, "?draft=22222222-2222-4222-8222-222222222222");
  await act(page, attack, { form, extension });
  await pause(300);
  expect(await reports()).toBe(known);
  // What the page framed itself is no form of ours.
  await page.evaluate(() => {
    for (const frame of document.querySelectorAll("iframe")) frame.remove();
  });
  await untilClosed(page);
  if (attack.outcome === "form") {
    await expectUnharmed(page);
    const host = await until("a button", async () =>
      (await page.hosts()).find(({ state }) => state === "idle"),
    );
    await openForm(page, host.subject);
    expect(await page.form.count("problem")).toBe(0);
    await page.form.press("Escape");
    await untilClosed(page);
    const presses = () => page.evaluate(() => (globalThis as unknown as { presses: number }).presses);
    const before = await presses();
    await page.clickAt(3, 3);
    expect(await presses()).toBeGreaterThan(before);
  } else {
    const places = await page.evaluate(() =>
      [...document.querySelectorAll("lapor-kominfo")].slice(0, 1).map((host) => {
        host.scrollIntoView({ block: "center", behavior: "instant" });
        const { left, top, width, height } = host.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      }),
    );
    for (const { x, y } of places) await page.clickAt(x, y);
    await pause(700);
    expect(await page.formOpen()).toBe(false);
  }
  expect(await page.evaluate(() => loot.length)).toBe(0);
  expect(await reports()).toBe(known);
  await page.close();
});

/** Where "send" lies in the page's own view. */
async function placeOfSend(page: SitePage): Promise<{ x: number; y: number }> {
  const inForm = await page.form.evaluate(() => {
    const box = document.querySelector('[data-testid="send"]')?.getBoundingClientRect();
    return box ? { x: box.left + box.width / 2, y: box.top + box.height / 2, width: innerWidth } : undefined;
  });
  if (!inForm) throw new Error("no send");
  const width = await page.evaluate(() => document.documentElement.clientWidth);
  return { x: width - 16 - inForm.width + inForm.x, y: 16 + inForm.y };
}

/** Notes in the form that it stopped taking input, however shortly. */
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

test.each(attacks.form)("with the form open, a page that $name: $outcome", async (attack) => {
  const { page, subject } = await openSite();
  await openForm(page, subject);
  await page.form.click("category-JUDI");
  if ((await page.form.count("override")) > 0) await page.form.click("override");
  await untilReady(page);
  const waited = await watchWaiting(page);
  const { x, y } = await placeOfSend(page);
  const query = await page.form.evaluate(() => location.search);
  await act(page, attack, { form: await addressOfForm(page.form, query), extension });

  if (attack.outcome === "gone") {
    await untilClosed(page);
    await pause(500);
    const [left] = await page.hosts().catch(() => []);
    if (left) {
      await until(
        "the button to be idle",
        async () => (await page.hosts())[0]?.state === "idle" || undefined,
      );
      await openForm(page, left.subject);
    }
  } else if (attack.outcome === "unmoved") {
    await untilOpen(page);
    await untilReady(page);
    const onTop = await page.evaluate((at) => document.elementFromPoint(at.x, at.y)?.localName, { x, y });
    expect(onTop).toBe("lapor-kominfo-form");
    expect(await page.form.evaluate(() => [innerWidth, innerHeight])).toEqual([400, 600]);
    expect(await page.form.count("problem")).toBe(0);
    await expectUnharmed(page);
  } else {
    if (attack.outcome === "waits")
      await until("the form to wait", async () => (await waited()) || undefined);
    // A busy browser finds what lies under a click by the frame before: no person is faster than the next one.
    await pause(300);
    // The page may have changed the window's size.
    const now = await placeOfSend(page);
    await page.clickAt(now.x, now.y);
    await page.press("Control+Enter");
    await pause(700);
    expect(await page.form.count("receipt")).toBe(0);
    await page.evaluate(() => {
      stopped = true;
    });
    expect(await page.evaluate(() => loot.length)).toBe(0);
  }
  expect(await reports()).toBe(known);
  await page.close();
});

test("the form framed a second time was refused by the background, and the administrator sees it", async () => {
  const dropped = (await ask(options, "read-dropped")) as { name: string; reason: string; count: number }[];
  expect(dropped).toContainEqual({ name: "read-draft", reason: "draft", count: expect.any(Number) });
  // Without the page's help: what a stranger may see there is names of our own.
  const fresh = await officer.extensionPage("options.html");
  expect(
    await fresh.attribute('dropped-row[data-name="read-draft"][data-reason="draft"]', "data-count"),
  ).toMatch(/^\d+$/);
  await fresh.close();
});

test("the form in a tab of its own, with the draft of an open form, shows nothing", async () => {
  const { page, subject } = await openSite();
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
