/** Hears objections by supervisors who took no part in the decision, and checks that those who did are refused. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { decisions } from "../../../intake/db/schema/index.ts";
import type { Db } from "../../../intake/db/store.ts";
import type { ObjectionRow } from "../../../utils/shared/contract/objection.ts";
import type { Random } from "../chaos/random.ts";
import type { Ministry } from "./ministry.ts";
import type { Deeds } from "./record.ts";
import { ask, askInVain, type Staff } from "./staff.ts";

interface Room {
  db: Db;
  staff: Staff;
  ministry: Ministry;
  random: Random;
  deeds: Deeds;
}

/** Hears some of the open objections; the others later, or too late. */
export async function hearObjections(room: Room): Promise<void> {
  const { objections } = await ask(room.staff.desk(0), "GET", "/v1/objections?limit=50");
  for (const one of objections as ObjectionRow[])
    if (one.state === "open" && room.random.next() < 0.3) await hear(room, one);
}

async function hear({ db, staff, ministry, random, deeds }: Room, one: ObjectionRow): Promise<void> {
  const { id: objectionId, caseId, decisionId } = one;
  const involved = ministry.involvedIn(caseId);
  const path = `/v1/objections/${objectionId}/hearing`;
  const heard = { id: randomUUID(), reason: "Ditinjau ulang oleh yang tidak ikut memutus." };
  const dismissed = { ...heard, outcome: "dismissed" };
  const [first] = involved;
  if (first !== undefined)
    await askInVain(staff.desk(first), path, { body: dismissed, problem: "took-part" });
  const by = staff.deskBut(involved, random);
  if (random.next() < 0.7) {
    await ask(staff.desk(by), "POST", path, dismissed);
    deeds.counts.dismissed++;
    return;
  }
  // The decision may be reversed already.
  const [about] = await db.select().from(decisions).where(eq(decisions.id, decisionId));
  const reversal = about?.reversedAt === null ? await ministry.reversalOf(caseId) : undefined;
  await ask(staff.desk(by), "POST", path, { ...heard, outcome: "upheld", ...(reversal ? { reversal } : {}) });
  deeds.counts.upheld++;
  if (reversal)
    await ministry.confirmReversal({
      caseId,
      decisionId: reversal.id,
      random,
      involved: new Set([...involved, by]),
    });
}
