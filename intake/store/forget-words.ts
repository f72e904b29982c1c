/** Takes away what the search, the groups and the lists know of a case's words. */

import { and, eq, inArray, isNotNull, notExists } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { cases, texts } from "./schema/index.ts";
import type { Db } from "./store.ts";

/** Of cases that are locked, or lie within one that is; a text that others have too stays theirs. */
export async function forgetWords(tx: Db, caseIds: readonly string[]): Promise<void> {
  const here = inArray(cases.id, [...caseIds]);
  const had = await tx
    .select({ id: cases.textId })
    .from(cases)
    .where(and(here, isNotNull(cases.textId)));
  await tx
    .update(cases)
    .set({
      ...{ author: null, authorKey: null, title: null, excerpt: null, searchText: "", language: null },
      ...{ textId: null, groupId: null, groupWhy: null, groupDistance: null },
    })
    .where(here);
  const ids = had.flatMap(({ id }) => id ?? []);
  if (ids.length === 0) return;
  const others = alias(cases, "others");
  const used = tx.select({ id: others.id }).from(others).where(eq(others.textId, texts.id));
  await tx.delete(texts).where(and(inArray(texts.id, ids), notExists(used)));
}
