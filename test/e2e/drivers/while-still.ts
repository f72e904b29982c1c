/** Acts on the intake's own database, which is one process's at a time: the intake stands still meanwhile. */

import { join } from "node:path";
import { openPglite } from "../../../intake/store/open.ts";
import type { Db } from "../../../intake/store/store.ts";
import type { IntakeProcess } from "./intake-process.ts";

export async function whileStill(
  intake: IntakeProcess,
  dataDir: string,
  act: (db: Db) => Promise<void>,
): Promise<void> {
  await intake.stop();
  try {
    const store = await openPglite(join(dataDir, "db"));
    await act(store.db).finally(() => store.close());
  } finally {
    await intake.start();
  }
}
