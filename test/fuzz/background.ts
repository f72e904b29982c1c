/** The real background on the fake extension API, with a fake intake. */

import "../support/setup.ts";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { limits } from "../../utils/shared/contract/limits.ts";

export interface MessageSource {
  url?: string | undefined;
  id?: string | undefined;
  tab?: { id: number; windowId: number; url?: string } | undefined;
  frameId?: number | undefined;
}

export interface Background {
  /** Resolves to undefined if no listener answered. */
  send(message: unknown, from: MessageSource): Promise<unknown>;
  /** Starts it as at the browser's start, with the current storage. */
  start(): void;
  /** Sets the intake's answers from now on. */
  intake(answer: () => Promise<Response>): void;
}

/** APIs that the fake browser lacks; they behave like a browser that allows nothing. */
const missing = {
  contextMenus: { removeAll: async () => undefined, create: () => 1, onClicked: event() },
  commands: { onCommand: event() },
  scripting: { executeScript: async () => [] },
  permissions: { contains: async () => false, request: async () => false },
  action: { setBadgeText: async () => undefined, setBadgeBackgroundColor: async () => undefined },
};

function event() {
  return { addListener: () => undefined, removeListener: () => undefined, hasListener: () => false };
}

/** The page is unchanged since it was read, and offers no copy. */
async function answerNotice(_tabId: number, notice: { type?: string }) {
  const there = { changed: [], copies: Array(limits.setPosts).fill(null), inView: true };
  return notice.type === "still-there" ? there : undefined;
}

type Listener = (message: unknown, from: MessageSource) => unknown;

export async function openBackground(): Promise<Background> {
  let answer: () => Promise<Response> = async () => Promise.reject(new TypeError("no network"));
  let listeners: Listener[] = [];
  const runtime = {
    onMessage: {
      addListener: (one: Listener) => listeners.push(one),
      removeListener: (one: Listener) => {
        listeners = listeners.filter((other) => other !== one);
      },
    },
    getManifest: () => ({ version: "0.1.0", manifest_version: 3, name: "x" }),
  };
  Object.assign(fakeBrowser, missing);
  Object.assign(fakeBrowser.runtime, runtime);
  Object.assign(fakeBrowser.tabs, { sendMessage: answerNotice, captureVisibleTab: undefined });
  Object.assign(globalThis, { fetch: () => answer(), addEventListener: () => undefined });
  shortenWaits();
  const { default: background } = await import("../../entrypoints/background.ts");
  return {
    async send(message, from) {
      const answers = listeners.map((listener) => listener(message, from));
      return (await Promise.all(answers)).find((one) => one !== undefined);
    },
    start() {
      listeners = [];
      void background.main();
    },
    intake(next) {
      answer = next;
    },
  };
}

const mostMs = 1;

/** Shortens timeouts, because five seconds for a draft that never arrives is too long. Intervals and alarms never fire. */
function shortenWaits(): void {
  const { setTimeout } = globalThis;
  const soon = (act: () => void, ms = 0) =>
    // Timeouts longer than any message takes never fire.
    setTimeout(act, ms > 20_000 ? 2 ** 31 - 1 : Math.min(ms, mostMs)).unref();
  globalThis.setTimeout = Object.assign(soon, setTimeout) as unknown as typeof setTimeout;
  globalThis.setInterval = (() => 0) as unknown as typeof setInterval;
}
