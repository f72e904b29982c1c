/** Who holds a case while looking at it. */

import { and, eq, gt } from "drizzle-orm";
import { claims, people } from "./schema/index.ts";
import type { Db } from "./store.ts";

export interface Claim {
  personId: string;
  by: string;
  until: Date;
}

/** Absent when nobody holds it, or no longer. */
export async function readClaim(db: Db, caseId: string, at: Date): Promise<Claim | undefined> {
  const [claim] = await db
    .select({ personId: claims.personId, by: people.name, until: claims.until })
    .from(claims)
    .innerJoin(people, eq(people.id, claims.personId))
    .where(and(eq(claims.caseId, caseId), gt(claims.until, at)));
  return claim;
}

/** Whoever has decided is done with it: the next one need not wait for the time to end. */
export async function letGo(db: Db, caseId: string, personId: string): Promise<void> {
  await db.delete(claims).where(and(eq(claims.caseId, caseId), eq(claims.personId, personId)));
}
