/** Drives Chromium with our extension through Playwright. */

import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as playwright from "@playwright/test";
import {
  type Driver,
  defaultSize,
  defaultWaitMs,
  formPath,
  hostSelector,
  type LaunchOptions,
  menuEntries,
  type Page,
  type SitePage,
  type Size,
  type Surface,
  selectorOf,
  type TabState,
  until,
  withinBrief,
} from "./driver.ts";
import { hostReader } from "./site-page.ts";

/** Disables the browser's own network requests, so that only the test's remain. */
const quietArguments = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-domain-reliability",
  "--no-default-browser-check",
  "--no-first-run",
  "--no-pings",
  "--metrics-recording-only",
];
const unwantedFeatures = [
  "OptimizationHints",
  "MediaRouter",
  "Translate",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  // Each window would load two pages for suggestions below its address bar.
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
];

interface Dispatching {
  chrome: { commands: { onCommand: { dispatch(command: string): void } } };
}

/** Runs in an extension page in Chromium: dispatches a command's event to its listeners. */
function dispatchCommand(command: string): void {
  (globalThis as never as Dispatching).chrome.commands.onCommand.dispatch(command);
}

async function tabState(page: playwright.Page): Promise<TabState> {
  const frames = page
    .frames()
    .map((frame) => withinBrief(() => frame.evaluate(() => document.body?.innerText)));
  return {
    address: page.url(),
    text: (await Promise.all(frames)).join("\n---\n"),
    screenshot: await page.screenshot({ timeout: 5_000 }).catch(() => Buffer.alloc(0)),
    console: (await page.consoleMessages()).map((message) => `${message.type()}: ${message.text()}`),
  };
}

function surfaceOf(page: playwright.Page, frame: () => Promise<playwright.Frame>): Surface {
  const locate = async (target: string) => (await frame()).locator(selectorOf(target)).first();
  const timeout = defaultWaitMs;
  return {
    click: async (target) => (await locate(target)).click({ timeout }),
    type: async (target, text) => (await locate(target)).pressSequentially(text, { timeout }),
    select: async (target, value) => void (await (await locate(target)).selectOption(value, { timeout })),
    press: (key) => page.keyboard.press(key),
    text: async (target) =>
      (await locate(target)).evaluate(
        (element: HTMLElement) =>
          /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)
            ? (element as HTMLInputElement).value
            : element.innerText.trim(),
        undefined,
        { timeout },
      ),
    attribute: async (target, name) => (await locate(target)).getAttribute(name, { timeout }),
    count: async (target) => (await frame()).locator(selectorOf(target)).count(),
    waitFor: async (target, waitMs = defaultWaitMs) => (await locate(target)).waitFor({ timeout: waitMs }),
    evaluate: async (run, argument) => (await frame()).evaluate(run as never, argument as never),
  };
}

function pageOf(page: playwright.Page): Page {
  return {
    ...surfaceOf(page, async () => page.mainFrame()),
    goto: async (address) => void (await page.goto(address)),
    address: async () => page.url(),
    screenshot: async (file, clip) => void (await page.screenshot({ path: file, ...(clip ? { clip } : {}) })),
    bringToFront: () => page.bringToFront(),
    resize: (size: Size) => page.setViewportSize(size),
    close: () => page.close(),
    playwright: page,
  };
}

function sitePage(
  page: playwright.Page,
  own: () => Promise<playwright.Frame> = async () => page.mainFrame(),
): SitePage {
  const formFrame = async () =>
    page.frames().find((frame) => frame.parentFrame() && frame.url().includes(`${formPath}?`));
  const surface = { ...pageOf(page), ...surfaceOf(page, own) };
  const read = hostReader(surface);
  const framed = (part: string) => async () =>
    page.frames().find((frame) => frame.parentFrame() && frame.url().includes(part));
  return {
    ...surface,
    ...read,
    frame: (part) => sitePage(page, () => until(`a frame at ${part}`, framed(part))),
    form: surfaceOf(page, () => until("the form", formFrame)),
    formOpen: async () => (await formFrame()) !== undefined,
    openMenu: async (selector) => {
      // A native menu stays open, because nothing is chosen in it, and can hold the next key back for good.
      await page.evaluate(() =>
        addEventListener("contextmenu", (event) => event.preventDefault(), { once: true }),
      );
      await page.locator(selector).first().click({ button: "right", timeout: defaultWaitMs });
    },
    clickHost: async (subject, held) => {
      await read.showHost(subject);
      const modifiers = held ? [held] : [];
      await (await own()).locator(hostSelector(subject)).first().click({ timeout: defaultWaitMs, modifiers });
    },
    clickAt: (x, y) => page.mouse.click(x, y),
    pointAt: (x, y) => page.mouse.move(x, y, { steps: 5 }),
  };
}

export async function launchChromium(options: LaunchOptions): Promise<Driver> {
  const extension = realpathSync(options.extension);
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), "lapor-chromium-"));
  const origin = `chrome-extension://${extensionId(extension)}`;
  let context = await start(options, extension, profile);
  if (options.storageBytes !== undefined) await limitStorage(context, origin, options.storageBytes);
  const closed = new Promise<void>((resolve) => context.once("close", () => resolve()));

  /** Evaluates in our background, with `tab` as the active tab. */
  const inWorker = async (expression: string) => {
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
    await worker.evaluate(
      `chrome.tabs.query({ active: true, lastFocusedWindow: true }).then(async ([tab]) => void (await ${expression}))`,
    );
  };

  return {
    name: "chromium",
    open: async (address) => {
      const page = sitePage(await context.newPage());
      await page.goto(address);
      return page;
    },
    extensionPage: async (path, size) => {
      const page = await context.newPage();
      if (size) await page.setViewportSize(size);
      try {
        await page.goto(`${origin}/${path}`);
      } catch (error) {
        // The extension may be restarting, and the tab would be left over.
        await page.close();
        throw error;
      }
      return pageOf(page);
    },
    opened: (start) =>
      until(`a page at ${start}`, async () => {
        const address = new URL(start, origin).href;
        const page = context.pages().find((candidate) => candidate.url().startsWith(address));
        return page && pageOf(page);
      }),
    kill: async () => {
      const gone = new Promise<void>((resolve) => context.once("close", () => resolve()));
      process.kill(processOf(profile), "SIGKILL");
      await gone;
    },
    restart: async () => {
      // It may have been killed.
      await context.close().catch(() => undefined);
      context = await start(options, extension, profile);
    },
    killBackground: () => killBackground(context),
    // Key presses by a driver reach only the page, so the extension's listeners get the event directly.
    pressKeys: (command = "report-post", listens) =>
      listens?.evaluate(dispatchCommand, command) ??
      inWorker(`chrome.commands.onCommand.dispatch("${command}", tab)`),
    // The update fails if there is no such entry.
    chooseInMenu: (title) => {
      const id = JSON.stringify(menuEntries[title]);
      return inWorker(`chrome.contextMenus.update(${id}, {}).then(() =>
        chrome.contextMenus.onClicked.dispatch({ menuItemId: ${id}, frameId: 0 }, tab))`);
    },
    grantAllUrls: () => grantAllUrls(context, extension),
    allowSites: (isAllowed) => allowSites(context, extension, isAllowed),
    allowReload: () => allowReload(context),
    reloadExtension: () => reloadExtension(context, extension),
    closed,
    reset: () => reset(context, origin),
    inspect: async () => {
      const states = await Promise.allSettled(context.pages().map(tabState));
      return states.flatMap((state) => (state.status === "fulfilled" ? [state.value] : []));
    },
    close: async () => {
      await context.close();
      if (!options.profile) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function killBackground(context: playwright.BrowserContext): Promise<void> {
  // Uses the browser's first page, because a new one would precede the open ones in the list.
  const page = context.pages()[0] ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await session.detach();
}

async function grantAllUrls(context: playwright.BrowserContext, extension: string): Promise<void> {
  const id = extensionId(extension);
  const settings = await context.newPage();
  await settings.goto("chrome://extensions");
  await settings.evaluate(`chrome.developerPrivate.addHostPermission(${JSON.stringify(id)}, "<all_urls>")`);
  await settings.goto(`chrome-extension://${id}/popup.html`);
  const granted = await settings.evaluate(`chrome.permissions.request({ origins: ["<all_urls>"] })`);
  await settings.close();
  if (granted !== true) throw new Error("Chromium did not grant <all_urls>");
}

async function allowSites(context: playwright.BrowserContext, extension: string, isAllowed: boolean) {
  const settings = await context.newPage();
  await settings.goto("chrome://extensions");
  const change = { extensionId: extensionId(extension), hostAccess: isAllowed ? "ON_ALL_SITES" : "ON_CLICK" };
  await settings.evaluate(`chrome.developerPrivate.updateExtensionConfiguration(${JSON.stringify(change)})`);
  await settings.close();
}

async function allowReload(context: playwright.BrowserContext): Promise<void> {
  const settings = await context.newPage();
  await settings.goto("chrome://extensions");
  await settings.evaluate("chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })");
  await settings.close();
}

/** With `populateErrorForUnpacked` the call resolves when the extension runs again. */
async function reloadExtension(context: playwright.BrowserContext, extension: string): Promise<void> {
  const id = JSON.stringify(extensionId(extension));
  const settings = await context.newPage();
  await settings.goto("chrome://extensions");
  await settings.evaluate(`chrome.developerPrivate.reload(${id}, { populateErrorForUnpacked: true })`);
  await settings.close();
}

async function reset(context: playwright.BrowserContext, origin: string): Promise<void> {
  const blank = await context.newPage();
  for (const page of context.pages()) if (page !== blank) await page.close({ runBeforeUnload: false });
  const session = await context.newCDPSession(blank);
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
  // A file of the extension that runs none of its code.
  await blank.goto(`${origin}/licences.txt`);
  await blank.evaluate(clearExtensionStorage);
  await session.send("ServiceWorker.stopAllWorkers");
  await session.detach();
  await blank.goto("about:blank");
  await context.clearCookies();
}

/** Runs in a page of the extension. */
async function clearExtensionStorage(): Promise<void> {
  type Area = { clear(): Promise<void> };
  type Api = { storage: Record<"local" | "session" | "sync", Area> };
  const { storage } = (globalThis as unknown as { chrome: Api }).chrome;
  await Promise.all([storage.local.clear(), storage.session.clear(), storage.sync.clear()]);
}

/** Lasts as long as the session of an extension page, which stays open; see `unwantedFor`. */
async function limitStorage(context: playwright.BrowserContext, origin: string, quotaSize: number) {
  const page = await context.newPage();
  await page.goto(`${origin}/options.html`);
  const session = await context.newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize });
}

/** With StaticStorageQuota, Chromium would always report 10 GB of free storage. */
function unwantedFor({ proxyPort, storageBytes }: LaunchOptions): string[] {
  return [
    ...(proxyPort ? unwantedFeatures : []),
    ...(storageBytes === undefined ? [] : ["StaticStorageQuota"]),
  ];
}

/** The browser's main process, which its profile's lock names as `host-process`. */
function processOf(profile: string): number {
  const pid = Number(/\d+$/.exec(readlinkSync(join(profile, "SingletonLock")))?.[0]);
  // A lock outlives a crash, and another process may have the same id by now.
  if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(profile))
    throw new Error(`process ${pid} is not the browser of ${profile}`);
  return pid;
}

async function start(options: LaunchOptions, extension: string, profile: string) {
  const headless = options.headless ?? true;
  const context = await playwright.chromium.launchPersistentContext(profile, {
    executablePath: options.executable,
    headless,
    viewport: headless ? (options.size ?? defaultSize) : null,
    colorScheme: options.colorScheme ?? null,
    ...(headless ? { deviceScaleFactor: options.pixelRatio ?? 1 } : {}),
    locale: "id-ID",
    ignoreHTTPSErrors: options.proxyPort !== undefined,
    // Hides the automation banner from a person who uses the browser.
    ignoreDefaultArgs: headless ? [] : ["--enable-automation"],
    env: { ...(process.env as Record<string, string>), TZ: process.env.TZ ?? "Asia/Jakarta", ...options.env },
    args: [
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      "--lang=id",
      ...(options.pixelRatio ? [`--force-device-scale-factor=${options.pixelRatio}`] : []),
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ...(options.proxyPort ? quietArguments : []),
      `--disable-features=${unwantedFor(options)}`,
      ...(options.proxyPort ? [`--proxy-server=http://127.0.0.1:${options.proxyPort}`] : []),
      ...(options.proxyPort ? ["--ignore-certificate-errors"] : []),
    ],
  });
  return context;
}

/** Chromium derives an unpacked extension's id from its folder: the first 128 bits of a SHA-256, in letters a to p. */
export function extensionId(folder: string): string {
  const hex = createHash("sha256").update(folder).digest("hex").slice(0, 32);
  return hex.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}
