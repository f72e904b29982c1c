/** Reads and writes pairs of cases that may concern the same post. */

import { and, eq, inArray, or, sql } from "drizzle-orm";
import { mergeProposals } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

export type MergeProposal = typeof mergeProposals.$inferSelect;

/** Ids in the order that the table requires. */
export function orderPair(one: string, other: string): Pick<MergeProposal, "oneId" | "otherId"> {
  return one < other ? { oneId: one, otherId: other } : { oneId: other, otherId: one };
}

export function pairKey(one: string, other: string): string {
  const { oneId, otherId } = orderPair(one, other);
  return `${oneId} ${otherId}`;
}

/** Leaves known pairs unchanged. */
export async function saveProposals(tx: Db, rows: readonly MergeProposal[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insert(mergeProposals)
      .values([...rows])
      .onConflictDoNothing();
}

/** Pairs among these cases that a person split, by `pairKey`. */
export async function readKeptApart(db: Db, caseIds: readonly string[]): Promise<Set<string>> {
  const ids = [...caseIds];
  const rows = await db
    .select()
    .from(mergeProposals)
    .where(
      and(
        inArray(mergeProposals.oneId, ids),
        inArray(mergeProposals.otherId, ids),
        eq(mergeProposals.state, "apart"),
      ),
    );
  return new Set(rows.map(({ oneId, otherId }) => pairKey(oneId, otherId)));
}

/** Open proposals that contain one of these cases. */
export function readProposals(db: Db, caseIds: readonly string[]): Promise<MergeProposal[]> {
  const ids = [...caseIds];
  return db
    .select()
    .from(mergeProposals)
    .where(
      and(
        eq(mergeProposals.state, "open"),
        or(inArray(mergeProposals.oneId, ids), inArray(mergeProposals.otherId, ids)),
      ),
    )
    .orderBy(mergeProposals.at, mergeProposals.oneId, mergeProposals.otherId);
}

export async function markApart(tx: Db, one: string, other: string, at: Date): Promise<void> {
  const apart = { state: "apart", agreedBy: null, agreedOn: null } as const;
  await tx
    .insert(mergeProposals)
    .values({ ...orderPair(one, other), at, reportId: null, ...apart })
    .onConflictDoUpdate({ target: [mergeProposals.oneId, mergeProposals.otherId], set: apart });
}

export interface Agreement {
  personId: string;
  /** States of both cases, by `pairStates`. */
  on: string;
  at: Date;
}

/** `second`: another person agreed to the same states before; `again`: the same person did. */
export async function saveAgreement(
  tx: Db,
  [one, other]: readonly [string, string],
  { personId, on, at }: Agreement,
): Promise<"first" | "again" | "second"> {
  const pair = orderPair(one, other);
  const ofPair = sql`${mergeProposals.oneId} = ${pair.oneId} and ${mergeProposals.otherId} = ${pair.otherId}`;
  const [known] = await tx.select().from(mergeProposals).where(ofPair);
  const isAgreed = known?.agreedOn === on && known.agreedBy !== null;
  if (isAgreed) return known.agreedBy === personId ? "again" : "second";
  const agreed = { state: "open", agreedBy: personId, agreedOn: on } as const;
  await tx
    .insert(mergeProposals)
    .values({ ...pair, at, reportId: null, ...agreed })
    .onConflictDoUpdate({ target: [mergeProposals.oneId, mergeProposals.otherId], set: agreed });
  return "first";
}
