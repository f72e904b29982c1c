/** A task and its video beside each other: the panel is opened and told which task was asked for. */

import type { ReviewTask } from "../contract/review.ts";
import { openPanel } from "../core/browser-panel.ts";
import { session, wantedTask } from "../core/storage.ts";
import { openVideo } from "./task-video.ts";

/** The same task asked for again is asked for anew. */
export interface WantedTask {
  caseId: string;
  /** When, in milliseconds. */
  at: number;
}

/**
 * False where the browser has no panel, or does not let it be opened. It is opened first, in the turn of the click:
 * browsers allow it then and not later.
 */
export async function openBeside(windowId: number | undefined, task: ReviewTask): Promise<boolean> {
  const { caseId, subject, permalink } = task;
  const opening = openPanel(windowId);
  await session.write<WantedTask>(wantedTask, { caseId, at: Date.now() });
  if (!(await opening)) return false;
  await openVideo(subject, permalink);
  return true;
}

export async function readWantedTask(): Promise<WantedTask | undefined> {
  return (await session.read<WantedTask>(wantedTask)) ?? undefined;
}

export function watchWantedTask(onWanted: () => void): void {
  session.watch<WantedTask>(wantedTask, onWanted);
}
