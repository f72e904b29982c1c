/** Chromium with one extension on the practice network, with access to DevTools. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import { findBrowsers } from "../../scripts/dev/browsers.ts";

export interface BenchBrowser {
  context: BrowserContext;
  close(): Promise<void>;
}

let executable: string | undefined;

export function chromiumPath(): string {
  executable ??= findBrowsers(["chromium"]).chromium;
  return executable;
}

/** Without `extension`, only the browser. Without `profile`, a temporary one. */
export async function openChromium(
  extension: string | undefined,
  proxyPort: number,
  profile?: string,
): Promise<BenchBrowser> {
  const folder = profile ?? mkdtempSync(join(tmpdir(), "lapor-bench-"));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath(),
    headless: true,
    viewport: { width: 1280, height: 900 },
    locale: "id-ID",
    ignoreHTTPSErrors: true,
    args: [
      ...(extension ? [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`] : []),
      // A second DevTools port besides the driver's pipe. The browser chooses it and writes it into the profile.
      "--remote-debugging-port=0",
      `--proxy-server=http://127.0.0.1:${proxyPort}`,
      "--ignore-certificate-errors",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-features=OptimizationHints,Translate,HttpsUpgrades",
      "--no-first-run",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  });
  return {
    context,
    close: async () => {
      await context.close();
      if (!profile) rmSync(folder, { recursive: true, force: true });
    },
  };
}
