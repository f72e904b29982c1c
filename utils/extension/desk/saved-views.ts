/** Saved views of the queue, kept on this device, the oldest first. */

import { z } from "zod";
import { limits } from "../../shared/contract/limits.ts";
import { type SavedView, savedView } from "../../shared/contract/queue-filter.ts";
import { defineItem, local } from "../browser/storage.ts";

const queueViews = defineItem<readonly SavedView[]>(local, "queue-views", [], z.array(savedView));

export const listViews = (): Promise<readonly SavedView[]> => queueViews.getValue();

/** Replaces a view with the same name. Beyond the limit the oldest is removed. */
export async function saveView(view: SavedView): Promise<readonly SavedView[]> {
  const others = (await queueViews.getValue()).filter(({ name }) => name !== view.name);
  return saveViews([...others, view].slice(-limits.savedViews));
}

export async function deleteView(name: string): Promise<readonly SavedView[]> {
  return saveViews((await queueViews.getValue()).filter((view) => view.name !== name));
}

async function saveViews(views: readonly SavedView[]): Promise<readonly SavedView[]> {
  await queueViews.setValue(views);
  return views;
}
