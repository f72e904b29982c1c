/** Runs an act on the database of an intake that is stopped meanwhile, because PGlite serves one process at a time. */

import { join } from "node:path";
import { openPglite } from "../../../intake/db/open.ts";
import type { Db } from "../../../intake/db/store.ts";
import type { IntakeProcess } from "./intake-process.ts";

export async function whileStopped(
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
