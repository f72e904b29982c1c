/** Serialises a person's acts in the programme across devices. */

import { eq } from "drizzle-orm";
import { people } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** Held until the transaction ends. Inserts that reference the person are not blocked. */
export async function lockPerson(tx: Db, personId: string): Promise<void> {
  await tx.select({ id: people.id }).from(people).where(eq(people.id, personId)).for("no key update");
}
