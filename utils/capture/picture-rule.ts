/** Whether this page's posts may be pictured at all, as policy had it when the form or the marking was opened. */

import { picturesForbidden } from "../core/pictures.ts";

let forbidden = false;

/** Before anything is read: a video's frame must be drawn in the same breath as its timecode. */
export async function readPictureRule(): Promise<void> {
  forbidden = await picturesForbidden();
}

export function mayPicture(): boolean {
  return !forbidden;
}
