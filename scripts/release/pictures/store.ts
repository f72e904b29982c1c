/** Pictures for the stores, 1280 × 800 without transparency, made from the documents' pictures. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decode, encode } from "fast-png";

const root = join(import.meta.dirname, "../../..");
/** In the order in which the stores show them. */
export const storePictureNames = [
  "x-form",
  "queue-full",
  "case-approval",
  "request-checked",
  "vlogger-review",
];
export const storePictureFile = (name: string) => join(root, `docs/store/pictures/${name}.png`);

const size = { width: 1_280, height: 800 };
/** Around pictures that are smaller. */
const background = 0xee;
const channels = 3;

/** Halves a picture of double resolution; cuts what is too large on the right and below, and centres what is too small. */
export function storePicture(png: Uint8Array): Uint8Array {
  const picture = decode(png);
  if (picture.channels !== channels) throw new Error("the picture has transparency");
  const [width, height] = [picture.width >> 1, picture.height >> 1];
  const left = Math.max(0, (size.width - width) >> 1);
  const top = Math.max(0, (size.height - height) >> 1);
  const data = new Uint8Array(size.width * size.height * channels).fill(background);
  for (let y = 0; y < Math.min(height, size.height); y++) {
    for (let x = 0; x < Math.min(width, size.width); x++) {
      for (let channel = 0; channel < channels; channel++)
        data[((y + top) * size.width + x + left) * channels + channel] = meanOfFour(picture, x, y, channel);
    }
  }
  return encode({ ...size, channels, depth: 8, data });
}

function meanOfFour({ data, width }: ReturnType<typeof decode>, x: number, y: number, channel: number) {
  const at = (2 * y * width + 2 * x) * channels + channel;
  const below = at + width * channels;
  const sum =
    (data[at] ?? 0) + (data[at + channels] ?? 0) + (data[below] ?? 0) + (data[below + channels] ?? 0);
  return Math.round(sum / 4);
}

export function writeStorePictures(): void {
  mkdirSync(join(root, "docs/store/pictures"), { recursive: true });
  for (const name of storePictureNames) {
    const png = storePicture(readFileSync(join(root, `docs/images/${name}.png`)));
    writeFileSync(storePictureFile(name), png);
  }
}
