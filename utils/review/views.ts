/** Views of the queue that a person keeps under a name on their device. */

import { limits } from "../contract/limits.ts";
import type { SavedView } from "../contract/queue.ts";
import { fail, ok, type Result } from "../contract/result.ts";

/** By name. One of the same name is replaced; `invalid-input` when there are `limits.savedViews` others, or no name. */
export function keepView(views: readonly SavedView[], view: SavedView): Result<SavedView[]> {
  const name = view.name.trim().slice(0, limits.viewNameChars);
  const others = dropView(views, name);
  if (name === "") return fail("invalid-input", "a view needs a name");
  if (others.length >= limits.savedViews) return fail("invalid-input", `${limits.savedViews} views are kept`);
  return ok([...others, { ...view, name }].sort((a, b) => a.name.localeCompare(b.name)));
}

/** Without the one of this name, whatever its capitals. */
export function dropView(views: readonly SavedView[], name: string): SavedView[] {
  return views.filter((view) => view.name.toLowerCase() !== name.trim().toLowerCase());
}
