/** A small interface to a browser, so that every test runs in Chromium and in Firefox. */

import type { Page as PlaywrightPage } from "@playwright/test";
import type { Command } from "../../../utils/extension/browser/browser.ts";

export type BrowserName = "chromium" | "firefox";

export interface LaunchOptions {
  /** Path of the browser's program. */
  executable: string;
  /** Folder of the built extension. */
  extension: string;
  /** Proxy on 127.0.0.1 for everything but loopback. By default the real internet. */
  proxyPort?: number;
  /** Profile folder, kept after closing. By default a temporary one. */
  profile?: string;
  /** Defaults to true. */
  headless?: boolean;
  /** Viewport in CSS pixels; defaults to 1280 × 900. */
  size?: Size;
  colorScheme?: "light" | "dark";
  /** Device pixels per CSS pixel; defaults to 1. */
  pixelRatio?: number;
  /** Storage quota that the browser reports to the extension; by default that of the disk. */
  storageBytes?: number;
  /** Added to the environment of this process. */
  env?: Record<string, string>;
}

export interface Clip {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Size {
  width: number;
  height: number;
}

/** One of our elements in a site's page, as exposed by automation builds. */
export interface Host {
  subject: string;
  state: string;
}

/**
 * A part of the screen whose elements are found by `data-testid`. A target is a test id with optional conditions
 * (`case-row[data-case="…"]`) and means the first match in document order. Acts wait until the element is usable.
 */
export interface Surface {
  click(target: string): Promise<void>;
  /** Focuses the field and types, keeping its content. */
  type(target: string, text: string): Promise<void>;
  select(target: string, value: string): Promise<void>;
  /** `Enter`, `5`, `Control+Enter`: sent to the focused element. */
  press(key: string): Promise<void>;
  /** The visible text or the field's value; waits until the element exists. */
  text(target: string): Promise<string>;
  /** The attribute's value, or null; waits until the element exists. */
  attribute(target: string, name: string): Promise<string | null>;
  count(target: string): Promise<number>;
  /** Waits until the element is visible. */
  waitFor(target: string, waitMs?: number): Promise<void>;
  /** Runs in the page. Argument and result are passed as JSON. */
  evaluate<Result, Argument = undefined>(
    run: (argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result>;
}

export interface Page extends Surface {
  goto(address: string): Promise<void>;
  address(): Promise<string>;
  /** Saves the viewport, or a part of it in CSS pixels, as PNG. */
  screenshot(file: string, clip?: Clip): Promise<void>;
  /** Activates its tab. */
  bringToFront(): Promise<void>;
  resize(size: Size): Promise<void>;
  close(): Promise<void>;
  /** Playwright's own page, for tools that need one; undefined in Firefox. */
  playwright?: PlaywrightPage;
}

export interface SitePage extends Page {
  /** Our form over the page. Acts wait until it exists. */
  form: Surface;
  /** Returns the frame whose address contains the text. Its form is that of the tab. */
  frame(part: string): SitePage;
  /** Whether the form is open now. */
  formOpen(): Promise<boolean>;
  /** Scrolls the post's button to the middle of the viewport. */
  showHost(subject: string): Promise<void>;
  /** A real right click in the middle of the selector's first match. */
  openMenu(selector: string): Promise<void>;
  /** A real click in the middle of the post's button. */
  clickHost(subject: string, held?: "Shift"): Promise<void>;
  /** A real click at a position in the viewport, in CSS pixels. */
  clickAt(x: number, y: number): Promise<void>;
  /** Moves the real pointer to a position in the viewport, in small steps. */
  pointAt(x: number, y: number): Promise<void>;
  hostState(subject: string): Promise<string | undefined>;
  waitForState(subject: string, state: string, waitMs?: number): Promise<void>;
  /** All buttons on the page, in document order. */
  hosts(): Promise<Host[]>;
}

export interface Driver {
  name: BrowserName;
  /** Opens a tab at a site. `container`: in a container of its own, which only Firefox has. */
  open(address: string, container?: "container"): Promise<SitePage>;
  /** Opens a tab at one of our own pages, such as `popup.html?…`. */
  extensionPage(path: string, size?: Size): Promise<Page>;
  /** Waits for a page opened by the browser or the extension whose address begins with `start`. */
  opened(start: string): Promise<Page>;
  /** Closes and restarts the browser with the same profile. Earlier pages are gone. */
  restart(): Promise<void>;
  /** Kills the browser like a crash (SIGKILL); `restart` starts it again. */
  kill(): Promise<void>;
  /** Ends the extension's background, as the browser does when it is idle or has crashed. */
  killBackground(): Promise<void>;
  /** Chooses one of our entries, by its title, in the open context menu of the active tab. */
  chooseInMenu(title: keyof typeof menuEntries): Promise<void>;
  /** Presses a command's keys with a page of the active tab focused. The background or the page `listens` gets the event. */
  pressKeys(command?: Command, listens?: Page): Promise<void>;
  /** Grants `<all_urls>`, as if the person had accepted. Lost after a restart in Firefox. */
  grantAllUrls(): Promise<void>;
  /** Withdraws the access to the four sites, or gives it back, as the person can in the browser's list of extensions. */
  allowSites(isAllowed: boolean): Promise<void>;
  /** Allows the extension to reload itself; Chromium would disable an unpacked one. */
  allowReload(): Promise<void>;
  /** Restarts the extension from outside, like an update that the browser forces. Needs `allowReload`. */
  reloadExtension(): Promise<void>;
  /** Resolves when the browser first closes for any reason, including a restart. */
  closed: Promise<void>;
  /** Closes all tabs and clears the extension's storage, like a new installation. */
  reset(): Promise<void>;
  /** Reads every open tab. Omits tabs that do not answer. */
  inspect(): Promise<TabState[]>;
  close(): Promise<void>;
}

/** Evidence of a failed test. */
export interface TabState {
  address: string;
  text: string;
  /** PNG. */
  screenshot: Uint8Array;
  console: readonly string[];
}

/** Titles and ids of our context menu entries. */
export const menuEntries = {
  "Laporkan ke Kominfo": "report-post",
  "Pilih beberapa kiriman": "choose-several",
} as const;

export const defaultSize: Size = { width: 1280, height: 900 };
/** Long, because a busy machine starts several browsers at a time, and timeouts are rare. */
export const defaultWaitMs = 30_000;
const graceMs = 5_000;
const briefMs = 10_000;

/** End of the form's path. */
export const formPath = "/form.html";

/** CSS for a target: `send` → `[data-testid="send"]`, `case-row[data-case="1"]` keeps its condition. */
export function selectorOf(target: string): string {
  const [, name, conditions] = /^([\w-]+)(.*)$/s.exec(target) ?? [];
  if (!name) throw new Error(`not a test id: ${target}`);
  return `[data-testid="${name}"]${conditions}`;
}

export function hostSelector(subject: string): string {
  return `lapor-kominfo[data-subject=${JSON.stringify(subject)}]`;
}

/** Resolves within ten seconds; to undefined if the call fails or times out, because a page may close meanwhile. */
export async function withinBrief<T>(ask: () => Promise<T>): Promise<T | undefined> {
  const failed = ask().catch(() => undefined);
  return Promise.race([failed, new Promise<undefined>((resolve) => setTimeout(resolve, briefMs, undefined))]);
}

/**
 * Polls every 50 ms until `ask` returns a value. Throws with `what` after `waitMs`, or a moment later if a call never
 * settles, because a closed page does not settle its calls.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  waitMs: number = defaultWaitMs,
): Promise<T> {
  const endMs = performance.now() + waitMs;
  const inVain = () => new Error(`waited ${waitMs} ms in vain for ${what}`);
  let late: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(inVain()), waitMs + graceMs);
  });
  try {
    for (;;) {
      const answer = await Promise.race([ask(), silence]);
      if (answer !== undefined) return answer;
      if (performance.now() > endMs) throw inVain();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  } finally {
    clearTimeout(late);
  }
}
