/**
 * Deletes an objector's name and contact some time after the hearing; the text of the objection stays with
 * its case.
 */

import { and, isNotNull, lt, or } from "drizzle-orm";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { objections } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

const retentionMs = limits.objectorDays * 24 * 3_600_000;

export async function redactObjectors(db: Db, at: Date): Promise<void> {
  const { name, contact, handledAt } = objections;
  const over = lt(handledAt, new Date(at.getTime() - retentionMs));
  await db
    .update(objections)
    .set({ name: null, contact: null })
    .where(and(over, or(isNotNull(name), isNotNull(contact))));
}
