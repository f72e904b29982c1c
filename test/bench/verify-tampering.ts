/** Measures how many kinds of database changes by an administrator `npm run verify` detects. */

import { sealLog } from "../../intake/audit-log/seal-log.ts";
import { openPglite } from "../../intake/db/open.ts";
import { startKit } from "../../scripts/dev/kits/intake-kit.ts";
import { buildScenario, changes, foundIn } from "../support/tampering-kit.ts";
import { type Figure, figure } from "./figure.ts";

export async function verifyTampering(): Promise<Figure[]> {
  const store = await openPglite();
  const kit = await startKit(store);
  try {
    const story = await buildScenario(kit);
    await sealLog(store.db, kit.intake.key, kit.intake.now);
    const unchanged = await foundIn(store.db, story, []);
    if (unchanged.length > 0) throw new Error(unchanged.join("\n"));
    let detected = 0;
    for (const [name, statements, says] of changes) {
      const isFound = (await foundIn(store.db, story, statements)).some((sentence) => says.test(sentence));
      if (isFound) detected++;
      else console.error(`not found: ${name}`);
    }
    const measured = { name: "verify.tampering", value: detected, unit: "changes", vs: changes.length };
    return [figure({ ...measured, against: "changes in the database by an administrator" })];
  } finally {
    await kit.close();
    await store.close();
  }
}
