/** How far a reviewer's verdicts can be relied on: by what became of earlier ones. */

import { count, eq, sql } from "drizzle-orm";
import { wilsonLower } from "../../../utils/policy/wilson.ts";
import { marks, vloggers } from "../schema/index.ts";
import type { Db } from "../store.ts";

/** From 0 to 1, in thousandths; 0 for a participant, who is seen and not counted yet. */
export async function readWeight(db: Db, personId: string): Promise<number> {
  const [vlogger] = await db
    .select({ rank: vloggers.rank })
    .from(vloggers)
    .where(eq(vloggers.personId, personId));
  if (!vlogger || vlogger.rank === "participant") return 0;
  const [record] = await db
    .select({ of: count(), right: sql<number>`count(*) filter (where ${marks.right})`.mapWith(Number) })
    .from(marks)
    .where(eq(marks.personId, personId));
  return record ? Math.round(wilsonLower(record.right, record.of) * 1000) / 1000 : 0;
}
