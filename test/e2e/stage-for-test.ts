/** A stage in the browser that this run of a test is for; closed when the file is done. */

import { afterAll, inject } from "vitest";
import { findBrowsers } from "../../scripts/browsers.ts";
import { openStage, type Stage } from "./drivers/stage.ts";

export async function stageForTest(): Promise<Stage> {
  const browser = inject("browser");
  const stage = await openStage({ browser, executable: findBrowsers([browser])[browser] });
  afterAll(() => stage.close());
  return stage;
}
