/** Named transforms that name a post, as an address or as `site:kind:id`; few, because every page carries them. */

import { facebookNames } from "./facebook-names.ts";
import type { Place } from "./place.ts";
import { telegramNames } from "./telegram-readers.ts";
import { xNames } from "./x-readers.ts";
import { youtubeNames } from "./youtube-readers.ts";

export const names = {
  ...facebookNames,
  ...telegramNames,
  ...xNames,
  ...youtubeNames,
} as const satisfies Record<string, (raw: string, place: Place) => string | undefined>;

export type NameTransform = keyof typeof names;

/** Applies one; a transform that throws on a hostile string yields nothing. */
export function nameBy(name: NameTransform, raw: string, place: Place): string | undefined {
  try {
    return names[name](raw, place);
  } catch {
    return undefined;
  }
}
