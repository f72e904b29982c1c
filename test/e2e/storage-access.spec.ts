/** A script in a site's page, which runs in the site's process, cannot reach what the extension stores. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { findBrowsers } from "../../scripts/browsers.ts";
import { startPractice } from "../pages/practice.ts";
import { automationBuild } from "./drivers/builds.ts";
import { expect, test } from "./fixtures.ts";

test("a content script's own world is refused the local area", { tag: "@chromium" }, async () => {
  const practice = await startPractice();
  const profile = mkdtempSync(join(tmpdir(), "lapor-storage-"));
  const extension = automationBuild("chromium");
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: findBrowsers(["chromium"]).chromium,
    ignoreHTTPSErrors: true,
    args: [
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      `--proxy-server=http://127.0.0.1:${practice.proxyPort}`,
      "--ignore-certificate-errors",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  });
  try {
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));
    await worker.evaluate("chrome.storage.local.set({ secret: 'kantor' })");
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const worlds = new Set<number>();
    session.on("Runtime.executionContextCreated", ({ context: { id, auxData } }) => {
      if (auxData?.type === "isolated") worlds.add(id);
    });
    session.on("Runtime.executionContextsCleared", () => worlds.clear());
    session.on("Runtime.executionContextDestroyed", ({ executionContextId }) =>
      worlds.delete(executionContextId),
    );
    await session.send("Runtime.enable");
    await page.goto("https://x.com/home");
    const ask = async (expression: string) => {
      const answers: string[] = [];
      for (const contextId of worlds) {
        const { result } = await session.send("Runtime.evaluate", {
          expression: `Promise.resolve().then(() => globalThis.chrome?.runtime?.id && (${expression})).then(String, (error) => "refused: " + error.message)`,
          ...{ contextId, awaitPromise: true },
        });
        if (result.value !== "undefined") answers.push(String(result.value));
      }
      return answers;
    };
    await expect.poll(() => ask("chrome.runtime.id")).toHaveLength(1);
    const [read] = await ask("chrome.storage.local.get(null).then(JSON.stringify)");
    expect(read).toMatch(/^refused: .*not allowed/);
    const [written] = await ask("chrome.storage.local.set({ secret: 'lain' })");
    expect(written).toMatch(/^refused: .*not allowed/);
    expect(await worker.evaluate("chrome.storage.local.get('secret')")).toEqual({ secret: "kantor" });
  } finally {
    await context.close();
    await practice.stop();
    rmSync(profile, { recursive: true, force: true });
  }
});
