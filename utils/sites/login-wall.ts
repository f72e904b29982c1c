/** Reads from a page that it shows only a part to people who are not signed in, and asks them to sign in. */

import type { LoginWallReading } from "../contract/recipe.ts";
import { isOn, type Page, pathOf } from "./page.ts";
import { closest, selectAll } from "./select.ts";

/** Sites keep such prompts in the document, hidden, for when they are needed: those do not count. */
export function hasLoginWall(readings: readonly LoginWallReading[], page: Page): boolean {
  const path = pathOf(page.address);
  return readings.some(
    ({ page: pages, at }) =>
      (!pages || isOn(pages, path)) &&
      selectAll(page.document, at).some((prompt) => !closest(prompt, "[hidden],[aria-hidden='true']")),
  );
}
