/** A stage in the browser that this run of a test is for. */

import { inject } from "vitest";
import { findBrowsers } from "../../../scripts/browsers.ts";
import { openStage, type Stage } from "./stage.ts";

export function openTestStage(): Promise<Stage> {
  const browser = inject("browser");
  return openStage({ browser, executable: findBrowsers([browser])[browser] });
}
