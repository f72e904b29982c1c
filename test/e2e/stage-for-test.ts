/** A stage in the browser that this run of a test is for; closed when the file is done. */

import { afterAll, inject } from "vitest";
import { findBrowsers } from "../../scripts/browsers.ts";
import { openStage, type Stage } from "./drivers/stage.ts";

export async function stageForTest(): Promise<Stage> {
  const stage = await openStageForTest();
  afterAll(() => stage.close());
  return stage;
}

/** For tests that close it themselves. */
export function openStageForTest(): Promise<Stage> {
  const browser = inject("browser");
  return openStage({ browser, executable: findBrowsers([browser])[browser] });
}
