/** The practice page that attacks the extension: opens it, runs attacks and checks that nothing leaked. */

import { automationBuildWithRealWaits } from "../../../scripts/dev/drivers/builds.ts";
import type { Driver, Page, SitePage } from "../../../scripts/dev/drivers/driver.ts";
import type { TestEnvironment } from "../../../scripts/dev/drivers/test-environment.ts";
import type { Attack, Outcome, StolenAddresses } from "../hostile/attack.ts";
import { expect, pollFor } from "./fixtures.ts";

const officerName = "Petugas Rahasia Negara";

/** Attacks whose defence is the same code on the same standard behaviour in both browsers. */
const sameInBothBrowsers = new Set([
  "makes up clicks, keys and menus on the button and the document",
  "lays itself over the buttons",
  "styles the buttons away, important",
  "hides the buttons by their own style",
  "removes the buttons",
  "clones the buttons and presses the copies",
  "puts a root of its own into a copy, with a button that looks like ours",
  "spams window messages in the words of ours",
  "floods the page with twenty thousand nodes a second",
  "moves through its history without end",
  "keeps its main thread busy for two seconds",
  "opens a modal dialog over the form",
  "styles the whole page: transparent, turned, filtered, inverted",
  "lays the highest z-index over everything",
  "makes up clicks and keys on the form's host",
  "takes the form away",
  "goes elsewhere",
  "keeps its main thread busy while the form is open",
]);
export const tagOf = ({ name }: Attack) =>
  sameInBothBrowsers.has(name) ? "@chromium" : "@firefox-form-guard";

const outcomes: Record<Outcome, string> = {
  form: "a press still opens the form",
  dead: "a press does nothing",
  waits: "the form stops taking input",
  deaf: "the form receives no input",
  unmoved: "the form stays in place and takes input",
  gone: "the form is gone and the next press opens another",
};
export const titleOf = ({ name, outcome }: Attack) => `a page that ${name}: ${outcomes[outcome]}`;

export interface AttackedOfficer {
  officer: Driver;
  desk: Page;
  /** Host of the extension's addresses. */
  extensionHost: string;
}

/** The form's guard has the same delays as in the store build. */
export async function enrolAttackedOfficer(stage: TestEnvironment): Promise<AttackedOfficer> {
  const extension = automationBuildWithRealWaits(stage.browser);
  const officer = await stage.person("officer", officerName, { extension });
  const desk = await officer.extensionPage("desk.html");
  return { officer, desk, extensionHost: await desk.evaluate(() => location.host) };
}

export async function expectNoReport(desk: Page): Promise<void> {
  expect(await askBackground(desk, "list-outbox")).toEqual({ rows: [], damaged: [] });
}

/** Gives an attack time to take effect before a test checks that nothing happened. */
export const pause = (waitMs: number) => new Promise((resolve) => setTimeout(resolve, waitMs));

/** `page`: one of the extension's own. */
export async function askBackground(page: Pick<Page, "evaluate">, name: string): Promise<unknown> {
  return page.evaluate(async (message) => {
    type Api = { runtime: { sendMessage(message: unknown): Promise<{ value: unknown }> } };
    const scope = globalThis as unknown as { browser?: Api; chrome: Api };
    return (await (scope.browser ?? scope.chrome).runtime.sendMessage({ name: message, input: {} })).value;
  }, name);
}

/** `page`: one of the extension's own. */
export async function addressOfForm(page: Pick<Page, "evaluate">, query: string): Promise<string> {
  return page.evaluate((search) => {
    type Api = { runtime: { getURL(path: string): string } };
    const scope = globalThis as unknown as { browser?: Api; chrome: Api };
    return `${(scope.browser ?? scope.chrome).runtime.getURL("form.html")}${search}`;
  }, query);
}

/** Opens the page and returns the subject of its first button. */
export async function openSite(officer: Driver): Promise<{ page: SitePage; subject: string }> {
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
  const [host] = await pollFor("two idle buttons", async () => {
    const hosts = (await page.hosts()).filter(({ state }) => state === "idle");
    return hosts.length > 1 ? hosts : undefined;
  });
  return { page, subject: host?.subject ?? "" };
}

/** Checks that the attack found nothing. As text, because an attack may break the driver's array serialisation. */
export async function expectNoLoot(page: SitePage): Promise<void> {
  expect(await page.evaluate(() => JSON.stringify(loot))).toBe("[]");
}

/** Checks that the page learned nothing, that no error of the extension reached it, and that it still runs. */
export async function expectUnharmed(page: SitePage): Promise<void> {
  const ticksOf = () => page.evaluate(() => (globalThis as unknown as { ticks: number }).ticks);
  const before = await ticksOf();
  await expect.poll(ticksOf, "the page's timers").toBeGreaterThan(before);
  await expectNoLoot(page);
  const broken = () => JSON.stringify((globalThis as unknown as { broken: string[] }).broken);
  expect(await page.evaluate(broken)).toBe("[]");
  // Leaves out frames that the attack itself made.
  const html = await page.evaluate(() => document.documentElement.outerHTML.replace(/<iframe[^>]*>/g, ""));
  for (const secret of [officerName, "chrome-extension:", "moz-extension:"])
    expect(html).not.toContain(secret);
}

export async function act(page: SitePage, attack: Attack, stolen: StolenAddresses): Promise<void> {
  const hadEffect = await page.evaluate(attack.act as (argument: StolenAddresses) => unknown, stolen);
  expect(hadEffect, "the attack itself").toBeTruthy();
}
