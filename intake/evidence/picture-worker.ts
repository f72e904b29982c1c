/** Worker thread that decodes pictures. */

import { serveWork } from "../core/workers/serve-work.ts";
import { type DecodedPicture, decodePicture } from "./decode-picture.ts";

serveWork<Uint8Array<ArrayBuffer>, DecodedPicture>(async (bytes) => {
  const done = await decodePicture(bytes);
  return { done, transfer: [done.veil.buffer] };
});
