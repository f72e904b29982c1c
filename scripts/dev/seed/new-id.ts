/** Version 4 UUIDs from the run's random numbers, so that the same seed makes the same store. */

import type { Random } from "../../measure/chaos/random.ts";

export function newId(random: Random): string {
  const hex = [0, 1, 2, 3].map(() =>
    Math.floor(random.next() * 2 ** 32)
      .toString(16)
      .padStart(8, "0"),
  );
  const all = hex.join("");
  return `${all.slice(0, 8)}-${all.slice(8, 12)}-4${all.slice(13, 16)}-a${all.slice(17, 20)}-${all.slice(20)}`;
}
