/** Saved queue views, stored on this device. */

import { limits } from "../../shared/contract/limits.ts";
import type { SavedView } from "../../shared/contract/queue-filter.ts";
import { queueViews } from "../browser/storage.ts";

export const listViews = (): Promise<readonly SavedView[]> => queueViews.getValue();

/** Replaces a view with the same name. Beyond the limit the oldest is removed. */
export async function saveView(view: SavedView): Promise<readonly SavedView[]> {
  const others = (await queueViews.getValue()).filter(({ name }) => name !== view.name);
  return keep([...others, view].slice(-limits.savedViews));
}

export async function deleteView(name: string): Promise<readonly SavedView[]> {
  return keep((await queueViews.getValue()).filter((view) => view.name !== name));
}

async function keep(views: readonly SavedView[]): Promise<readonly SavedView[]> {
  await queueViews.setValue(views);
  return views;
}
