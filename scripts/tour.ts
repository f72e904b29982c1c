/** The tour: the whole main job, from a flag to the public numbers, in a headless Chromium on the practice pages, with pictures and a summary. */

import { rmSync } from "node:fs";
import { join } from "node:path";
import { openStage } from "../test/e2e/drivers/stage.ts";
import { findBrowsers } from "./browsers.ts";
import { openPlatform } from "./tour/platform.ts";
import { recordTour } from "./tour/recorder.ts";
import { tourSteps } from "./tour/steps.ts";

export const tourFolder = join(import.meta.dirname, "../.output/tour");

export interface TourOptions {
  port: number;
  /** Leave the intake serving with what the tour brought. */
  keepIntake: boolean;
}

/** Runs the tour from an empty intake; true when every step held. */
export async function runTour({
  port,
  keepIntake,
}: TourOptions): Promise<{ ok: boolean; stop(): Promise<void> }> {
  const { chromium } = findBrowsers(["chromium"]);
  rmSync(tourFolder, { recursive: true, force: true });
  const tour = recordTour(tourFolder);
  const platform = await openPlatform();
  const stage = await openStage({
    browser: "chromium",
    executable: chromium,
    dataDir: join(tourFolder, "data"),
    port,
    env: platform.env,
  });
  try {
    await tourSteps(stage, platform, tour);
  } catch (error) {
    await tour.step({ role: "tour", act: "go on" }, () => Promise.reject(error));
  }
  const ok = tour.finish();
  await stage.close({ keepIntake });
  if (!keepIntake) {
    await platform.mails.close();
    return { ok, stop: async () => undefined };
  }
  const stop = async () => {
    await stage.intake.stop();
    await platform.mails.close();
  };
  return { ok, stop };
}
