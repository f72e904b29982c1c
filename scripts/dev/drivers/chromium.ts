/** Drives Chromium with our extension through Playwright. */

import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as playwright from "@playwright/test";
import { pageOf, sitePage, tabState } from "./chromium-page.ts";
import { type Driver, defaultSize, type LaunchOptions, menuEntries, until } from "./driver.ts";

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
const unwantedArguments = [
  "OptimizationHints",
  "MediaRouter",
  "Translate",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
];

interface Dispatching {
  chrome: { commands: { onCommand: { dispatch(command: string): void } } };
}

/** Runs in an extension page in Chromium: dispatches a command's event to its listeners. */
function dispatchCommand(command: string): void {
  (globalThis as never as Dispatching).chrome.commands.onCommand.dispatch(command);
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
      await page.goto(`${origin}/${path}`);
      return pageOf(page);
    },
    opened: (start) =>
      until(`a page at ${start}`, async () => {
        const address = new URL(start, origin).href;
        const page = context.pages().find((one) => one.url().startsWith(address));
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
    allowReload: () => allowReload(context),
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

async function allowReload(context: playwright.BrowserContext): Promise<void> {
  const settings = await context.newPage();
  await settings.goto("chrome://extensions");
  await settings.evaluate("chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })");
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
    ...(proxyPort ? unwantedArguments : []),
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
