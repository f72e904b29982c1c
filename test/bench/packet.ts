/** Packets made by the extension after a click, read from the background's memory. */

import { setTimeout } from "node:timers/promises";
import type { Page, Worker } from "@playwright/test";
import { defaultWaitMs } from "../../scripts/dev/drivers/driver.ts";
import type { BenchBrowser } from "./chromium.ts";

export interface Packet {
  /** From the click until the sealed draft is in memory. */
  ms: number;
  /** Total bytes to be sent: the draft's JSON without its files, and the files. */
  bytes: number;
  state: string;
  hasPicture: boolean;
}

type Changes = Record<string, { newValue?: unknown }>;

/** The part of the extension API that is used in the background. */
interface BackgroundApi {
  storage: {
    session: {
      onChanged: Record<"addListener" | "removeListener", (listen: (changes: Changes) => void) => void>;
    };
  };
}

interface Marks {
  benchClickMs?: number;
  benchDraft?: Promise<{ readyMs: number; draft: Record<string, never> }>;
}

/** Runs in every page before its own code: records the time of the click. */
export function noteClick(): void {
  addEventListener(
    "click",
    (event) => {
      (window as unknown as Marks).benchClickMs = performance.timeOrigin + event.timeStamp;
    },
    true,
  );
}

export async function workerOf({ context }: BenchBrowser): Promise<Worker> {
  return context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
}

/** Clicks one of our buttons in view and waits for its draft. */
export async function makePacket(browser: BenchBrowser, page: Page, button: number): Promise<Packet> {
  const worker = await workerOf(browser);
  await worker.evaluate(() => {
    const marks = globalThis as unknown as Marks & { chrome: BackgroundApi };
    const { onChanged } = marks.chrome.storage.session;
    marks.benchDraft = new Promise((resolve) => {
      const listen = (changes: Changes) => {
        for (const [key, { newValue }] of Object.entries(changes)) {
          if (!key.startsWith("draft:") || !newValue) continue;
          const readyMs = performance.timeOrigin + performance.now();
          onChanged.removeListener(listen);
          resolve({ readyMs, draft: newValue as Record<string, never> });
        }
      };
      onChanged.addListener(listen);
    });
  });
  await page.locator("lapor-kominfo").nth(button).click();
  const late = setTimeout(defaultWaitMs, undefined, { ref: false });
  const read = worker.evaluate(async () => {
    const { readyMs, draft } = (await (globalThis as unknown as Marks).benchDraft) ?? {
      readyMs: 0,
      draft: {},
    };
    const { files = {}, ...packet } = draft as { files?: Record<string, string> };
    const json = new TextEncoder().encode(JSON.stringify(packet)).length;
    const fileBytes = Object.values(files).map((file) => atob(file.slice(file.indexOf(",") + 1)).length);
    const { state = "", evidence } = draft as { state?: string; evidence?: { picture: { state: string } } };
    return {
      readyMs,
      state,
      hasPicture: evidence?.picture.state === "taken",
      bytes: fileBytes.reduce((sum, bytes) => sum + bytes, json),
    };
  });
  const packet = await Promise.race([read, late]);
  if (!packet) throw new Error(`no draft after ${defaultWaitMs} ms`);
  const clickedMs = await page.evaluate(() => (window as unknown as Marks).benchClickMs ?? 0);
  return { ...packet, ms: packet.readyMs - clickedMs };
}
