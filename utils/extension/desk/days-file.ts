/** Finished days as a ZIP file with the same files as `lapor export timestamps`, made on the device. */

import { zipSync } from "fflate";
import type { DayRow } from "../../shared/contract/administration.ts";
import { type SavedFile, toSavedFile } from "../browser/saved-file.ts";

/** `DAY.root` has the root in hex, and `DAY.tsr` the authority's response over it, for `openssl ts -verify`. */
function daysZip(days: readonly DayRow[]): Uint8Array<ArrayBuffer> {
  const files: Record<string, Uint8Array> = {};
  for (const { day, root, stamp } of days) {
    files[`${day}.root`] = new TextEncoder().encode(`${root}\n`);
    if (stamp) files[`${day}.tsr`] = Uint8Array.from(atob(stamp.response), (char) => char.charCodeAt(0));
  }
  return zipSync(files);
}

/** `days` is not empty. */
export function makeDaysFile(days: readonly DayRow[]): SavedFile {
  const all = days.map(({ day }) => day).sort();
  const [first, last] = [all[0], all.at(-1)];
  const name = first === last ? `lapor-${first}.zip` : `lapor-${first}-${last}.zip`;
  return toSavedFile(name, new Blob([daysZip(days)], { type: "application/zip" }));
}
