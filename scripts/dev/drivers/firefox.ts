/** Drives Firefox with our extension through Puppeteer and WebDriver BiDi. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as puppeteer from "puppeteer-core";
import type { Command } from "../../../utils/extension/browser/browser.ts";
import { atExit } from "../kits/processes.ts";
import {
  type Driver,
  defaultSize,
  defaultWaitMs,
  formPath,
  hostSelector,
  type LaunchOptions,
  type Page,
  type SitePage,
  type Surface,
  selectorOf,
  type TabState,
  until,
  withinBrief,
} from "./driver.ts";
import { hostReader } from "./site-page.ts";

/** The manifest's suggested keys. */
const keyOf = { "report-post": "L", "mark-second": "M" } satisfies Record<Command, string>;

/** Firefox gives each installation a random address. A fixed one makes our pages addressable. */
const uuid = "0d6f9b4e-6a0f-4a77-9d1c-5f2a3b8c7e10";
const origin = `moz-extension://${uuid}`;

/** Console messages of each tab, for failed tests. */
const consoles = new WeakMap<puppeteer.Page, string[]>();

function sitePage(
  page: puppeteer.Page,
  own: () => Promise<puppeteer.Frame> = async () => page.mainFrame(),
): SitePage {
  const surface = { ...pageOf(page, (address) => waitForAddress(page, address)), ...surfaceOf(page, own) };
  const read = hostReader(surface);
  // Puppeteer does not learn the addresses of extension frames, so each frame is asked.
  const framed = async (fits: (address: URL) => boolean) => {
    for (const frame of page.frames().filter((child) => child.parentFrame())) {
      const address = await frame.evaluate(() => location.href).catch(() => undefined);
      if (address && URL.canParse(address) && fits(new URL(address))) return frame;
    }
    return undefined;
  };
  const formFrame = () => framed(({ pathname }) => pathname === formPath);
  return {
    ...surface,
    ...read,
    frame: (part) =>
      sitePage(page, () => until(`a frame at ${part}`, () => framed(({ href }) => href.includes(part)))),
    form: surfaceOf(page, () => until("the form", formFrame)),
    formOpen: async () => (await formFrame()) !== undefined,
    openMenu: async (selector) => void (await (await page.$(selector))?.click({ button: "right" })),
    clickHost: async (subject, held) => {
      await read.showHost(subject);
      if (held) await page.keyboard.down(held);
      await (await (await own()).$(hostSelector(subject)))?.click();
      if (held) await page.keyboard.up(held);
    },
    clickAt: (x, y) => page.mouse.click(x, y),
    pointAt: (x, y) => page.mouse.move(x, y, { steps: 5 }),
  };
}

function ownPage(page: puppeteer.Page): Page {
  return pageOf(page, (address) => waitForAddress(page, address));
}

const tries = 5;
const waitMs = 5_000;

async function retry<T>(act: () => Promise<T>): Promise<T> {
  for (let triesLeft = tries; ; triesLeft--) {
    try {
      return await act();
    } catch (error) {
      if (triesLeft === 1) throw error;
    }
  }
}

/**
 * Uses a new tab for each attempt: a navigation during the extension's restart never finishes, and now and then a new
 * process of Firefox stops in the middle of a site's page.
 */
function openIn<Opened>(
  newPage: () => Promise<puppeteer.Page>,
  address: string,
  as: (page: puppeteer.Page) => Opened,
): Promise<Opened> {
  return retry(async () => {
    const page = await newPage();
    await goOnce(page, address).catch((error) => {
      // The browser may be gone already.
      void page.close().catch(() => undefined);
      throw error;
    });
    return as(page);
  });
}

/** Navigates again if the page has not arrived. */
function waitForAddress(page: puppeteer.Page, address: string): Promise<void> {
  // A navigation ends an earlier one to the same address, whose page would then look as if it had loaded.
  let isThere = page.url() === address;
  return retry(async () => {
    if (isThere) await goOnce(page, "about:blank");
    isThere = true;
    await goOnce(page, address);
  });
}

/**
 * Firefox never reports the end of a navigation to an extension page, and sometimes not that of another page, so the page
 * itself is asked whether it has loaded.
 */
async function goOnce(page: puppeteer.Page, address: string): Promise<void> {
  page.goto(address, { timeout: 0 }).catch(() => undefined);
  const isThere = () =>
    page
      .evaluate(
        (wanted) => (location.href.startsWith(wanted) && document.readyState !== "loading") || undefined,
        address.split("#")[0] ?? address,
      )
      .catch(() => undefined);
  await until(address, isThere, waitMs);
}

function pageOf(page: puppeteer.Page, goto: (address: string) => Promise<void>): Page {
  return {
    ...surfaceOf(page, async () => page.mainFrame()),
    goto,
    address: () => page.evaluate(() => location.href),
    screenshot: async (file, clip) =>
      void (await page.screenshot({ path: file as `${string}.png`, ...(clip ? { clip } : {}) })),
    bringToFront: () => page.bringToFront(),
    resize: (size) => page.setViewport(size),
    close: () => page.close(),
  };
}

function surfaceOf(page: puppeteer.Page, frame: () => Promise<puppeteer.Frame>): Surface {
  /** Waits until the element is visible and enabled. */
  const usable = (target: string, waitMs = defaultWaitMs) =>
    until(
      `${target} to be usable`,
      async () => {
        const element = await (await frame()).$(selectorOf(target)).catch(() => null);
        const ready = await element?.evaluate(isUsable).catch(() => false);
        return ready && element ? element : undefined;
      },
      waitMs,
    );
  const existing = (target: string) =>
    until(target, async () => (await (await frame()).$(selectorOf(target))) ?? undefined);
  return {
    click: async (target) => {
      const element = await usable(target);
      // Like keyboard focus, scrolls clear of sticky bars, for which the pages set scroll padding.
      await element.evaluate((node) => node.scrollIntoView({ block: "nearest", behavior: "instant" }));
      await element.click();
    },
    type: async (target, text) => (await usable(target)).type(text),
    select: async (target, value) => void (await (await usable(target)).select(value)),
    press: (key) => press(page.keyboard, key),
    text: async (target) => (await existing(target)).evaluate(readText),
    attribute: async (target, name) =>
      (await existing(target)).evaluate((element, wanted) => element.getAttribute(wanted), name),
    count: async (target) => (await (await frame()).$$(selectorOf(target))).length,
    waitFor: async (target, waitMs = defaultWaitMs) => void (await visible(frame, target, waitMs)),
    evaluate: async (run, argument) => (await frame()).evaluate(run as never, argument as never),
  };
}

function visible(frame: () => Promise<puppeteer.Frame>, target: string, waitMs: number): Promise<true> {
  const ask = async () => {
    const element = await (await frame()).$(selectorOf(target)).catch(() => null);
    return (await element?.isVisible().catch(() => false)) || undefined;
  };
  return until(`${target} to be visible`, ask, waitMs);
}

function isUsable(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0 && !(element as HTMLButtonElement).disabled;
}

function readText(element: Element): string {
  if (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) return (element as HTMLInputElement).value;
  return (element as HTMLElement).innerText.trim();
}

async function press(keyboard: puppeteer.Keyboard, key: string): Promise<void> {
  const keys = key.split("+") as puppeteer.KeyInput[];
  const last = keys.pop();
  for (const held of keys) await keyboard.down(held);
  if (last) await keyboard.press(last);
  for (const held of keys.reverse()) await keyboard.up(held);
}

export async function launchFirefox(options: LaunchOptions): Promise<Driver> {
  const id = addOnId(options.extension);
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), "lapor-firefox-"));
  let browser = await start(options, id, profile);
  const closed = new Promise<void>((resolve) => browser.once("disconnected", () => resolve()));
  const size = options.size ?? defaultSize;

  const newPage = async (wanted = size, container?: "container") => {
    const page = await (container ? await browser.createBrowserContext() : browser).newPage();
    const lines: string[] = [];
    page.on("console", (message) => lines.push(`${message.type()}: ${message.text()}`));
    consoles.set(page, lines);
    await page.setViewport(wanted);
    return page;
  };

  return {
    name: "firefox",
    open: (address, container) => openIn(() => newPage(size, container), address, sitePage),
    extensionPage: (path, wanted) => openIn(() => newPage(wanted), `${origin}/${path}`, ownPage),
    opened: (start) => until(`a page at ${start}`, () => findOpened(browser, new URL(start, origin).href)),
    kill: async () => {
      const gone = new Promise<void>((resolve) => browser.once("disconnected", () => resolve()));
      browser.process()?.kill("SIGKILL");
      await gone;
    },
    restart: async () => {
      // It may have been killed.
      await browser.close().catch(() => undefined);
      browser = await start(options, id, profile);
    },
    killBackground: () =>
      runInChrome(
        browser,
        `WebExtensionPolicy.getByID(${JSON.stringify(id)}).extension
          .terminateBackground({ disableResetIdleForTest: true }).then(() => true)`,
      ),
    grantAllUrls: () =>
      runInChrome(
        browser,
        `ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs").ExtensionPermissions.add(
          ${JSON.stringify(id)},
          { permissions: [], origins: ["<all_urls>"] },
          WebExtensionPolicy.getByID(${JSON.stringify(id)}).extension,
        ).then(() => true)`,
      ),
    allowSites: (isAllowed) => runInChrome(browser, allowSites(id, isAllowed)),
    allowReload: async () => undefined,
    reloadExtension: () => runInChrome(browser, reloadExtension(id)),
    chooseInMenu: (title) =>
      runInChrome(
        browser,
        `(() => {
          const menu = document.getElementById("contentAreaContextMenu");
          menu.querySelector('[label="${title}"]').doCommand();
          menu.hidePopup();
        })()`,
      ),
    pressKeys: (command = "report-post") =>
      runInChrome(
        browser,
        `document.querySelector('keyset[id^="ext-keyset-id"] > key[key="${keyOf[command]}"]').doCommand()`,
      ),
    closed,
    reset: async () => {
      const blank = await browser.newPage();
      for (const page of await browser.pages()) if (page !== blank) await page.close();
      await runInChrome(browser, resetExtension(id));
    },
    inspect: async () => {
      const states = await Promise.allSettled((await browser.pages()).map(tabState));
      return states.flatMap((state) => (state.status === "fulfilled" ? [state.value] : []));
    },
    close: async () => {
      await browser.close();
      if (!options.profile) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Puppeteer does not learn the address of a page opened by another, so each page is asked. */
async function findOpened(browser: puppeteer.Browser, start: string): Promise<Page | undefined> {
  for (const page of await browser.pages()) {
    const address = await page.evaluate(() => location.href).catch(() => "");
    if (address.startsWith(start)) return ownPage(page);
  }
  return undefined;
}

async function tabState(page: puppeteer.Page): Promise<TabState> {
  const read = (frame: puppeteer.Frame) => withinBrief(() => frame.evaluate(() => document.body?.innerText));
  return {
    address: await page.evaluate(() => location.href),
    text: (await Promise.all(page.frames().map(read))).join("\n---\n"),
    screenshot: await page.screenshot().catch(() => new Uint8Array()),
    console: consoles.get(page) ?? [],
  };
}

async function start(options: LaunchOptions, id: string, profile: string): Promise<puppeteer.Browser> {
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: options.executable,
    headless: options.headless ?? true,
    userDataDir: profile,
    acceptInsecureCerts: options.proxyPort !== undefined,
    env: { ...process.env, TZ: process.env.TZ ?? "Asia/Jakarta", ...options.env },
    // Gives the protocol access to extension pages and the browser's own scope.
    args: ["--remote-allow-system-access"],
    extraPrefsFirefox: {
      "extensions.webextensions.uuids": JSON.stringify({ [id]: uuid }),
      // The extension is installed temporarily, but its storage must outlive a restart.
      "extensions.webextensions.keepStorageOnUninstall": true,
      "extensions.webextensions.keepUuidOnUninstall": true,
      "extensions.webextOptionalPermissionPrompts": false,
      "intl.accept_languages": "id",
      ...keptProcesses,
      "ui.systemUsesDarkTheme": options.colorScheme === "dark" ? 1 : 0,
      ...(options.pixelRatio ? { "layout.css.devPixelsPerPx": String(options.pixelRatio) } : {}),
      ...(options.proxyPort ? proxyPreferences(options.proxyPort) : {}),
      ...(options.storageBytes === undefined ? {} : storagePreferences(options.storageBytes)),
    },
  });
  browser.once(
    "disconnected",
    atExit(() => browser.process()?.kill("SIGKILL")),
  );
  await browser.installExtension(options.extension);
  return browser;
}

/**
 * Keeps site processes for the next tab. On a busy machine, Firefox often stops in the middle of YouTube's watch page when
 * the process has just started.
 */
const keptProcesses = {
  "dom.ipc.keepProcessesAlive.web": 4,
  "dom.ipc.keepProcessesAlive.webIsolated.count": 4,
  "dom.ipc.keepProcessesAlive.webIsolated.perOriginCount": 4,
};

/** Firefox keeps extensions' `storage.local` under this user context (WEBEXT_STORAGE_USER_CONTEXT_ID). */
const storageContext = 0xffffffff;

/** A script for the browser's own window. */
function reloadExtension(id: string): string {
  return `ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs").AddonManager
    .getAddonByID(${JSON.stringify(id)}).then((addon) => addon.reload()).then(() => true)`;
}

/** A script for the browser's own window. */
function allowSites(id: string, isAllowed: boolean): string {
  return `(async () => {
    const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
    const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(id)});
    const sites = { permissions: [], origins: extension.manifest.host_permissions };
    await ExtensionPermissions.${isAllowed ? "add" : "remove"}(extension.id, sites, extension);
    return true;
  })()`;
}

/** A script for the browser's own window: disables the extension, clears its storage, enables it. */
function resetExtension(id: string): string {
  return `(async () => {
    const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
    const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
    const addOn = await AddonManager.getAddonByID(${JSON.stringify(id)});
    await addOn.disable();
    await ExtensionPermissions.remove(addOn.id, { permissions: [], origins: ["<all_urls>"] });
    for (const attributes of [{}, { userContextId: ${storageContext} }]) {
      const principal = Services.scriptSecurityManager.createContentPrincipal(Services.io.newURI("${origin}"), attributes);
      await new Promise((resolve) => { Services.qms.clearStoragesForPrincipal(principal).callback = resolve; });
    }
    await addOn.enable();
    return true;
  })()`;
}

function proxyPreferences(port: number): Record<string, string | number> {
  return {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": port,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": port,
  };
}

function addOnId(extension: string): string {
  const manifest = JSON.parse(readFileSync(join(extension, "manifest.json"), "utf8"));
  return manifest.browser_specific_settings.gecko.id;
}

interface Connection {
  send(method: string, parameters: object): Promise<{ result: Record<string, unknown> }>;
}

/** Evaluates in the browser's own window. Puppeteer has no API for it, so the protocol is used directly. */
async function runInChrome(browser: puppeteer.Browser, expression: string): Promise<void> {
  const { connection } = browser as puppeteer.Browser & { connection: Connection };
  const tree = await connection.send("browsingContext.getTree", { "moz:scope": "chrome", maxDepth: 0 });
  const [window] = tree.result.contexts as { context: string }[];
  const { result } = await connection.send("script.evaluate", {
    expression,
    target: { context: window?.context },
    awaitPromise: true,
  });
  if (result.type !== "success")
    throw new Error(`Firefox refused: ${JSON.stringify(result.exceptionDetails)}`);
}

/** The limit is in KiB for all sites together. One site gets a fifth, at least 10 MB. */
function storagePreferences(bytes: number): Record<string, number> {
  return { "dom.quotaManager.temporaryStorage.fixedLimit": Math.floor((bytes * 5) / 1024) };
}
