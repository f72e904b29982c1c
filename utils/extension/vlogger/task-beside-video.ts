/** Shows a task in the panel beside its video. */

import type { ReviewTask } from "../../shared/contract/review.ts";
import { openPanel } from "../browser/browser-tabs.ts";
import { session } from "../browser/session-storage.ts";

/** Session key of the case that the side panel is to show. */
const wantedTask = "wanted-task";

/** Contains a time, so that asking for the same task again is a new request. */
export interface WantedTask {
  caseId: string;
  /** Time of the request in milliseconds. */
  at: number;
}

/**
 * Resolves to false if the browser has no panel or refuses to open it. Opens the panel first, because browsers
 * allow it only synchronously in the click handler.
 */
export async function openTaskBesideVideo(windowId: number | undefined, task: ReviewTask): Promise<boolean> {
  const { caseId, subject, permalink } = task;
  const opening = openPanel(windowId);
  await session.write<WantedTask>(wantedTask, { caseId, at: Date.now() });
  if (!(await opening)) return false;
  const { openVideo } = await import("./task-video.ts");
  await openVideo(subject, permalink);
  return true;
}

export async function readWantedTask(): Promise<WantedTask | undefined> {
  return (await session.read<WantedTask>(wantedTask)) ?? undefined;
}

export function watchWantedTask(onWanted: () => void): void {
  session.watch<WantedTask>(wantedTask, onWanted);
}
