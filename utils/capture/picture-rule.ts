/** Whether this page's posts may be pictured at all, as policy has it; asked once, and again when it changes. */

import { onManagedStorage } from "../core/browser-policy.ts";
import { picturesForbidden } from "../core/pictures.ts";

let forbidden = false;
let read: Promise<void> | undefined;

/** Before anything is read: a video's frame must be drawn in the same breath as its timecode. */
export function readPictureRule(): Promise<void> {
  if (!read) {
    read = ask();
    onManagedStorage(() => {
      read = ask();
    });
  }
  return read;
}

async function ask(): Promise<void> {
  forbidden = await picturesForbidden();
}

export function mayPicture(): boolean {
  return !forbidden;
}
