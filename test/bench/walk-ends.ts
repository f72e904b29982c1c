/** Counts the acts on a case that lead nowhere. */

import { openPglite } from "../../intake/db/open.ts";
import { startKit } from "../../scripts/dev/kits/intake-kit.ts";
import { walkEnds } from "../support/walk-ends.ts";
import { type Figure, figure } from "./figure.ts";

export async function walkEndsFigure(): Promise<Figure[]> {
  const store = await openPglite();
  const kit = await startKit(store);
  try {
    const walked = await walkEnds(kit);
    const dead = walked.filter(({ end }) => end === undefined);
    for (const { name } of dead) console.error(`walk.ends: ${name} leads nowhere`);
    const against = `acts without an end, of ${walked.length}`;
    return [figure({ name: "walk.ends", value: dead.length, unit: "acts", vs: 1, against })];
  } finally {
    await kit.close();
    await store.close();
  }
}
