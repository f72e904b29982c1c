/** Whether policy allowed pictures of this page when the form or selection mode was opened. */

import { picturesForbidden } from "../../extension/browser/pictures.ts";

let picturesForbiddenHere = false;

/**
 * Called before any reading, because a video frame must be drawn together with reading its timecode, without
 * waiting.
 */
export async function readPictureRule(): Promise<void> {
  picturesForbiddenHere = await picturesForbidden();
}

export function arePicturesAllowed(): boolean {
  return !picturesForbiddenHere;
}
