/** What a test may do with a browser: one small interface, so that every test runs in Chromium and in Firefox. */

import type { Page as PlaywrightPage } from "@playwright/test";
import type { Command } from "../../../utils/core/browser-keys.ts";

export type BrowserName = "chromium" | "firefox";

export interface LaunchOptions {
  /** The browser's program. */
  executable: string;
  /** Folder of the built extension. */
  extension: string;
  /** Proxy on 127.0.0.1 for everything but loopback; absent: the real internet. */
  proxyPort?: number;
  /** Folder of the profile, kept after closing; absent: a new one, deleted at the end. */
  profile?: string;
  /** True unless told otherwise. */
  headless?: boolean;
  /** CSS pixels of a page's visible part; 1280 × 900 unless told otherwise. */
  size?: Size;
  colorScheme?: "light" | "dark";
  /** Device pixels per CSS pixel; 1 unless told otherwise. */
  pixelRatio?: number;
  /** How much the extension may keep on the disk, as the browser tells it; absent: what the disk has. */
  storageBytes?: number;
  /** Beside those of this process. */
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

/** One of our elements in a site's page, as automation builds mark it. */
export interface Host {
  subject: string;
  state: string;
}

/**
 * Something with elements found by `data-testid`. A target is a test id, optionally with more conditions
 * (`case-row[data-case="…"]`); the first match in document order is meant. Acts wait until the element can be used.
 */
export interface Surface {
  click(target: string): Promise<void>;
  /** Focuses the field and types; what is in it already stays. */
  type(target: string, text: string): Promise<void>;
  select(target: string, value: string): Promise<void>;
  /** `Enter`, `5`, `Control+Enter`: goes to whatever has the focus. */
  press(key: string): Promise<void>;
  /** Text as a person sees it, or a field's value; waits until the element exists. */
  text(target: string): Promise<string>;
  /** An attribute's value, or null; waits until the element exists. */
  attribute(target: string, name: string): Promise<string | null>;
  count(target: string): Promise<number>;
  /** Waits until the element is visible. */
  waitFor(target: string, waitMs?: number): Promise<void>;
  /** Runs in the page; argument and result travel as JSON. */
  evaluate<Result, Argument = undefined>(
    run: (argument: Argument) => Result | Promise<Result>,
    argument?: Argument,
  ): Promise<Result>;
}

export interface Page extends Surface {
  goto(address: string): Promise<void>;
  address(): Promise<string>;
  /** The visible part, or a part of it in CSS pixels, as PNG. */
  screenshot(file: string, clip?: Clip): Promise<void>;
  /** Makes its tab the active one. */
  bringToFront(): Promise<void>;
  resize(size: Size): Promise<void>;
  close(): Promise<void>;
  /** Playwright's own page, for tools that need one; undefined in Firefox. */
  playwright?: PlaywrightPage;
}

export interface SitePage extends Page {
  /** Our form over the page; acts wait until it is there. */
  form: Surface;
  /** Whether the form is there now. */
  formOpen(): Promise<boolean>;
  /** Scrolls the post's button to the middle of the page. */
  showHost(subject: string): Promise<void>;
  /** A real right click in the middle of the first element of the selector. */
  openMenu(selector: string): Promise<void>;
  /** A real click in the middle of the post's button. */
  clickHost(subject: string, held?: "Shift"): Promise<void>;
  /** A real click at a place of the visible part, in CSS pixels. */
  clickAt(x: number, y: number): Promise<void>;
  hostState(subject: string): Promise<string | undefined>;
  waitForState(subject: string, state: string, waitMs?: number): Promise<void>;
  /** All buttons on the page, in document order. */
  hosts(): Promise<Host[]>;
}

export interface Driver {
  name: BrowserName;
  /** Opens a tab at a site. */
  open(address: string): Promise<SitePage>;
  /** Opens a tab at one of our own pages, such as `popup.html?…`. */
  extensionPage(path: string, size?: Size): Promise<Page>;
  /** The page that the browser or a page of ours opened at such an address; waits until there is one. */
  opened(start: string): Promise<Page>;
  /** Closes the browser and starts it again with the same profile; pages from before are gone. */
  restart(): Promise<void>;
  /** Ends the browser as a crash does (SIGKILL); `restart` brings it back. */
  kill(): Promise<void>;
  /** Ends the extension's background as the browser does when it is idle or crashed. */
  killBackground(): Promise<void>;
  /** Chooses an entry of ours, by its title, in the menu that a right click in the active tab opened. */
  chooseInMenu(title: keyof typeof menuEntries): Promise<void>;
  /** The extension's keys, pressed while a page of the active tab has the focus; what listens is the background, or a page of ours. */
  pressKeys(command?: Command, listens?: Page): Promise<void>;
  /** Gives the extension what a person gives who accepts pictures of every site; gone after a restart in Firefox. */
  grantAllUrls(): Promise<void>;
  /** From now on the extension may start anew by itself; Chromium would switch off what came from a folder. */
  allowReload(): Promise<void>;
  /** Settles when the browser first goes, whoever closed it; a restart counts. */
  closed: Promise<void>;
  /** Closes every tab and clears everything that the extension stored, as after a new installation. */
  reset(): Promise<void>;
  /** Reads every open tab; leaves out tabs that do not answer. */
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

/** Our entries in the menu and their ids. */
export const menuEntries = {
  "Laporkan ke Kominfo": "report-post",
  "Pilih beberapa kiriman": "choose-several",
} as const;

export const defaultSize: Size = { width: 1280, height: 900 };
/** Long: on a busy machine a browser starts several at a time, and what never comes is the rare case. */
export const defaultWaitMs = 30_000;
const graceMs = 5_000;
const briefMs = 10_000;

/** Where the form shows: the tail of its address's path. */
export const formPath = "/form.html";

/** CSS for a target: `send` → `[data-testid="send"]`, `case-row[data-case="1"]` → with the condition kept. */
export function selectorOf(target: string): string {
  const [, name, conditions] = /^([\w-]+)(.*)$/s.exec(target) ?? [];
  if (!name) throw new Error(`not a test id: ${target}`);
  return `[data-testid="${name}"]${conditions}`;
}

export function hostSelector(subject: string): string {
  return `lapor-kominfo[data-subject=${JSON.stringify(subject)}]`;
}

/** What comes within ten seconds; undefined when nothing does, or the question fails: a page may go while it is asked. */
export async function briefly<T>(ask: () => Promise<T>): Promise<T | undefined> {
  const failed = ask().catch(() => undefined);
  return Promise.race([failed, new Promise<undefined>((resolve) => setTimeout(resolve, briefMs, undefined))]);
}

/**
 * Asks again every 50 ms until there is an answer other than undefined; throws what was awaited after `waitMs`, and a
 * moment later where the question itself is never answered: a page that goes while it is asked takes that with it.
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
