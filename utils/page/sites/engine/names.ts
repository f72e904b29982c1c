/**
 * Transforms that yield an identity as an address or as `site:kind:id`. Few, because the script on every page
 * contains them.
 */

import { facebookNames } from "../facebook/readers.ts";
import { telegramNames } from "../telegram/readers.ts";
import { xNames } from "../x/readers.ts";
import { youtubeNames } from "../youtube/readers.ts";
import type { ReadContext } from "./page.ts";

export const names = {
  ...facebookNames,
  ...telegramNames,
  ...xNames,
  ...youtubeNames,
} as const satisfies Record<string, (raw: string, place: ReadContext) => string | undefined>;

export type NameTransform = keyof typeof names;

/** Applies a transform. One that throws on hostile input yields no value. */
export function nameBy(name: NameTransform, raw: string, place: ReadContext): string | undefined {
  try {
    return names[name](raw, place);
  } catch {
    return undefined;
  }
}
