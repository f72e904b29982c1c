/** Detects sign-in prompts on pages that show only a part to visitors. */

import type { LoginWallReading } from "../../../shared/contract/recipe.ts";
import { isOn, type Page, pathOf } from "./page.ts";
import { closest, selectAll } from "./select.ts";

/** Hidden prompts are ignored: sites keep them in the document until they are needed. */
export function hasLoginWall(readings: readonly LoginWallReading[], page: Page): boolean {
  const path = pathOf(page.address);
  return readings.some(
    ({ page: pages, at }) =>
      (!pages || isOn(pages, path)) &&
      selectAll(page.document, at).some((prompt) => !closest(prompt, "[hidden],[aria-hidden='true']")),
  );
}
