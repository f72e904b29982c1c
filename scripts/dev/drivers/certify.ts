/** Qualifies all enrolled vloggers for reviews, as if they had passed the exam and reached their level. */

import { eq } from "drizzle-orm";
import { people, vloggers } from "../../../intake/db/schema/index.ts";
import type { Db } from "../../../intake/db/store.ts";
import { passExam } from "../kits/vlogger-kit.ts";

export async function certifyVloggers(db: Db): Promise<void> {
  const at = new Date();
  const rows = await db.select({ id: people.id }).from(people).where(eq(people.role, "vlogger"));
  for (const { id } of rows) {
    await passExam({ db, at }, id);
    await db.insert(vloggers).values({ personId: id, rank: "reviewer" }).onConflictDoNothing();
  }
}
