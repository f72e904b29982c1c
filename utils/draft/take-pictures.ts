/** One picture of the tab, cut into those of its posts. */

import { cutPictures, toDataAddress } from "../capture/picture.ts";
import type { Box } from "../contract/draft.ts";
import type { Picture } from "../contract/files.ts";
import { captureVisibleTab, picturesAllowed } from "../core/browser.ts";

export interface Shot {
  picture: Picture;
  files: Record<string, string>;
}

/** One answer per box; never fails for want of a picture, the evidence says why there is none. */
export async function takePictures(boxes: readonly (Box | null)[], windowId: number): Promise<Shot[]> {
  // Asking the browser is quick and honest: with `activeTab` a picture works even without the wide permission.
  const tabPicture = await captureVisibleTab(windowId);
  if (!tabPicture) {
    const reason = (await picturesAllowed()) ? "failed" : "permission";
    return boxes.map(() => none(reason));
  }
  const cuts = await cutPictures(tabPicture, boxes).catch(() => undefined);
  if (!cuts) return boxes.map((box) => none(box ? "failed" : "out-of-view"));
  return cuts.map(
    (taken): Shot =>
      "state" in taken
        ? { picture: taken, files: {} }
        : {
            picture: { state: "taken", file: taken.file },
            files: { [taken.file.sha256]: toDataAddress(taken) },
          },
  );
}

export function none(reason: Extract<Picture, { state: "none" }>["reason"]): Shot {
  return { picture: { state: "none", reason }, files: {} };
}
