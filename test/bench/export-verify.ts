/** Measures how many single changed bytes the check finds in exports with a request's and a referral's whole story. */

import { openPglite } from "../../intake/db/open.ts";
import { startKit } from "../../scripts/dev/kits/intake-kit.ts";
import { mulberry32 } from "../../scripts/measure/chaos/random.ts";
import { checkBytes } from "../../utils/shared/verify/check-bytes.ts";
import { storyKit } from "../support/story-kit.ts";
import { type Figure, figure } from "./figure.ts";

const changes = { json: 250, wacz: 250 } as const;
const seed = 19;

export async function exportVerify(): Promise<Figure[]> {
  const store = await openPglite();
  const kit = await startKit(store);
  try {
    const told = await storyKit(kit);
    const story = await told.tell({ more: 1 });
    const referred = await told.refer();
    await told.seal();
    kit.clock.ms += 26 * 3_600_000;
    await told.seal();
    const cases = [story.caseId, referred.caseId];
    let broken = 0;
    for (const caseId of cases)
      for (const format of ["json", "wacz"] as const)
        broken += await countFound(await told.take(caseId, format), changes[format]);
    const measured = {
      name: "export.verify",
      value: broken,
      unit: "changes",
      vs: cases.length * (changes.json + changes.wacz),
    };
    return [figure({ ...measured, against: "single changed bytes of an export" })];
  } finally {
    await kit.close();
    await store.close();
  }
}

/** Throws if the unchanged file does not hold. */
async function countFound(bytes: Uint8Array<ArrayBuffer>, count: number): Promise<number> {
  const honest = await checkBytes(bytes);
  if (honest.outcome !== "holds") throw new Error(JSON.stringify(honest.findings));
  const random = mulberry32(seed);
  let broken = 0;
  for (let time = 0; time < count; time++) {
    const changed = bytes.slice();
    const place = Math.floor(random() * changed.length);
    const flip = 1 + Math.floor(random() * 255);
    changed[place] = (changed[place] ?? 0) ^ flip;
    const { outcome, findings } = await checkBytes(changed);
    const isNamed = findings.some(({ holds }) => holds === false);
    if (outcome !== "holds" && isNamed) broken++;
    else console.error(`not found: byte ${place} ^ ${flip}`);
  }
  return broken;
}
