/** Converts a video frame from the page script into an evidence file. */

import { fromDataAddress } from "../../page/capture/data-address.ts";
import type { Seen } from "../../shared/contract/draft.ts";
import { type ImageFile, imageFile, noPictureReason, type Picture } from "../../shared/contract/files.ts";
import { digestHex } from "../../shared/seal/digest.ts";

export interface KeptFrame {
  frame?: Picture;
  files: Record<string, string>;
}

/** Returns no frame for a post without a video. */
export async function keepFrame(frame: Seen["frame"]): Promise<KeptFrame> {
  if (frame === undefined) return { files: {} };
  const reason = noPictureReason.safeParse(frame).data;
  if (reason) return { frame: { state: "none", reason }, files: {} };
  const file = await fileOf(frame).catch(() => undefined);
  return file
    ? { frame: { state: "taken", file }, files: { [file.sha256]: frame } }
    : { frame: { state: "none", reason: "failed" }, files: {} };
}

/** Returns undefined unless the data is a WebP or PNG within the limits. */
async function fileOf(dataAddress: string): Promise<ImageFile | undefined> {
  const type = /^data:(image\/(?:webp|png));base64,/.exec(dataAddress)?.[1];
  if (!type) return undefined;
  const bytes = fromDataAddress(dataAddress);
  const bitmap = await createImageBitmap(new Blob([bytes], { type }));
  const { width, height } = bitmap;
  bitmap.close();
  const file = { sha256: await digestHex(bytes), type, bytes: bytes.length, width, height };
  return imageFile.safeParse(file).data;
}
