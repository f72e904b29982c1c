/** Opens an enrolled Chromium with a person's own profile at the sites. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch } from "../browsers/launch.ts";
import { findBrowsers } from "../browsers.ts";
import { automationBuild, copyWithRealWaits, storeBuild } from "../drivers/builds.ts";
import type { Driver } from "../drivers/driver.ts";
import { enrolBrowser } from "../drivers/enrol.ts";
import { type Practice, startPractice } from "../practice/practice.ts";
import type { StartArguments } from "./arguments.ts";
import { buildWhenStale } from "./build.ts";

const realSites = [
  "https://x.com/",
  "https://www.facebook.com/",
  "https://www.youtube.com/",
  "https://web.telegram.org/k/",
];

export interface OpenWindow {
  /** Resolves when the person has closed the browser. */
  closed: Promise<void>;
  close(): Promise<void>;
}

export interface WindowIntake {
  address: string;
  newCode(): Promise<string>;
}

/** The automation build with the real waits, for practice by a person. */
function practiceBuild(dataDir: string): string {
  buildWhenStale(automationBuild("chromium"), "automation");
  const folder = join(dataDir, "profiles", "practice-build");
  copyWithRealWaits("chromium", folder);
  return folder;
}

/** The profile is in `dataDir`: one per person, and a separate one for the practice sites. */
export async function openWindow(
  { as, practice: onPractice, person }: StartArguments,
  dataDir: string,
  intake: WindowIntake,
): Promise<OpenWindow> {
  const { chromium } = findBrowsers(["chromium"]);
  const extension = onPractice ? practiceBuild(dataDir) : storeBuild("chromium");
  if (!onPractice) buildWhenStale(extension, "production");
  const practice = onPractice ? await startPractice() : undefined;
  const profile = join(dataDir, "profiles", onPractice ? `${as}-practice` : as);
  mkdirSync(profile, { recursive: true, mode: 0o700 });
  const driver = await launch("chromium", {
    executable: chromium,
    extension,
    profile,
    headless: false,
    ...(practice ? { proxyPort: practice.proxyPort } : {}),
  });
  await enrolBrowser(driver, intake.address, intake.newCode);
  await openTabs(driver, practice);
  if (person.role !== "officer") await driver.extensionPage("desk.html");
  return {
    closed: driver.closed,
    close: async () => {
      await driver.close();
      await practice?.stop();
    },
  };
}

/** Opens the sites. If one cannot be reached, its tab shows the browser's error page. */
async function openTabs(driver: Driver, practice: Practice | undefined): Promise<void> {
  for (const address of practice?.addresses ?? realSites) {
    await driver.open(address).catch(() => console.log(`${address} did not open`));
  }
}
