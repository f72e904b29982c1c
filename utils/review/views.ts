/** Views of the queue that a person gave a name, kept on this device. */

import { limits } from "../contract/limits.ts";
import type { SavedView } from "../contract/queue-filter.ts";
import { queueViews } from "../core/storage.ts";

export const listViews = (): Promise<readonly SavedView[]> => queueViews.getValue();

/** Under a name that is taken, the new view takes the old one's place; beyond the limit the oldest goes. */
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
