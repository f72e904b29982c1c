/** A stage in the browser that this run of a test is for; closed when the file is done. */

import { afterAll, inject } from "vitest";
import { findBrowsers } from "../../scripts/browsers.ts";
import { openStage, type Stage, type StageOptions } from "./drivers/stage.ts";

export async function stageForTest(options?: Pick<StageOptions, "dataDir">): Promise<Stage> {
  const stage = await openStageForTest(options);
  afterAll(() => stage.close());
  return stage;
}

/** For tests that close it themselves. */
export function openStageForTest(options?: Pick<StageOptions, "dataDir">): Promise<Stage> {
  const browser = inject("browser");
  return openStage({ browser, executable: findBrowsers([browser])[browser], ...options });
}
