/** The tour: the whole workflow from a flag to the public numbers, in headless Chromium on practice pages, with pictures. */

import { rmSync } from "node:fs";
import { join } from "node:path";
import { findBrowsers } from "./browsers.ts";
import type { LaunchOptions } from "./drivers/driver.ts";
import { openEnvironment } from "./drivers/test-environment.ts";
import { openPlatform } from "./tour/platform.ts";
import { recordTour, type TourSummary } from "./tour/recorder.ts";
import { tourSteps } from "./tour/steps.ts";

export const tourFolder = join(import.meta.dirname, "../../.output/tour");

export interface TourOptions {
  /** Defaults to a free port. */
  port?: number;
  /** Keeps the intake running with the tour's data. */
  keepIntake?: boolean;
  /** Names of pictures that are also taken in the dark colour scheme. */
  dark?: ReadonlySet<string>;
  /** For every browser of the tour. */
  launchOptions?: Partial<LaunchOptions>;
}

/** Starts with an empty intake. The returned `stop` ends a kept intake. */
export async function runTour({
  port,
  keepIntake = false,
  dark = new Set(),
  launchOptions = {},
}: TourOptions): Promise<TourSummary & { stop(): Promise<void> }> {
  const { chromium } = findBrowsers(["chromium"]);
  rmSync(tourFolder, { recursive: true, force: true });
  const tour = recordTour(tourFolder, dark);
  const platform = await openPlatform();
  const stage = await openEnvironment({
    browser: "chromium",
    executable: chromium,
    dataDir: join(tourFolder, "data"),
    ...(port === undefined ? {} : { port }),
    env: platform.env,
    launchOptions,
  });
  try {
    await tourSteps(stage, platform, tour);
  } catch (error) {
    await tour.step({ role: "tour", act: "go on" }, () => Promise.reject(error));
  }
  const summary = tour.finish();
  await stage.close({ keepIntake });
  if (!keepIntake) {
    await platform.mails.close();
    return { ...summary, stop: async () => undefined };
  }
  const stop = async () => {
    await stage.intake.stop();
    await platform.mails.close();
  };
  return { ...summary, stop };
}
