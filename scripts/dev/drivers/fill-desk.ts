/** Fills a desk with invented cases from an officer's device: one text by many accounts, and unrelated ones. */

import { randomOf } from "../../measure/chaos/random.ts";
import { inventCategory } from "../seed/invent.ts";
import { evidenceOf, inventPost } from "../seed/make-report.ts";
import type { Device } from "./device.ts";

const burstText =
  "Situs Naga Contohnya lagi bagi-bagi modal gratis malam ini, pola gacor sudah terbukti, daftar sebelum jam dua belas.";

/** `alike` of the `count` cases carry the same text. */
export async function fillDesk(device: Device, { count, alike }: { count: number; alike: number }) {
  const random = randomOf(count, "desk");
  for (let index = 0; index < count; index++) {
    const same = index < alike;
    const category = same ? "JUDI" : inventCategory(random);
    const invented = inventPost(index, category, random, same ? burstText : undefined);
    // The same reach, so that they are adjacent in the queue.
    const post = same ? { ...invented, likes: 900_000 } : invented;
    await device.report(evidenceOf(post, new Date(), random), category);
  }
}
