/** What a person does in the programme from two devices at once happens one after the other. */

import { eq } from "drizzle-orm";
import { people } from "../schema/index.ts";
import type { Db } from "../store.ts";

/** Until the transaction ends; rows that name the person can be written meanwhile. */
export async function lockPerson(tx: Db, personId: string): Promise<void> {
  await tx.select({ id: people.id }).from(people).where(eq(people.id, personId)).for("no key update");
}
