/** Reads and writes pairs of cases that may concern the same post. */

import { and, eq, inArray, or, sql } from "drizzle-orm";
import { readCaseAndMerged } from "../../audit-log/store/merged-cases.ts";
import { digestJson } from "../../core/digest.ts";
import { insertRows } from "../../db/insert.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { mergeProposals } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { readInviteTies } from "../../people/store/inviters.ts";
import { readInvolving } from "./case-reads.ts";
import { mayDecide, readStanding } from "./colleagues.ts";

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
  if (rows.length > 0) await tx.execute(sql`${insertRows(mergeProposals, rows)} on conflict do nothing`);
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

/** Reports can propose any number. */
const maxRead = 40;

/** Open proposals that contain one of these cases: those with an agreement first, then the oldest. */
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
    .orderBy(
      sql`${mergeProposals.agreedBy} is null`,
      ...[mergeProposals.at, mergeProposals.oneId, mergeProposals.otherId],
    )
    .limit(maxRead);
}

export async function markApart(tx: Db, one: string, other: string, at: Date): Promise<void> {
  const apart = { state: "apart", agreedBy: null, agreedOn: null } as const;
  await tx
    .insert(mergeProposals)
    .values({ ...orderPair(one, other), at, reportId: null, ...apart })
    .onConflictDoUpdate({ target: [mergeProposals.oneId, mergeProposals.otherId], set: apart });
}

/** Digest of both cases: their states, their categories, and the cases merged into them. An agreement is for this state. */
async function readPairState(db: Db, pair: readonly [CaseRecord, CaseRecord]): Promise<string> {
  const sorted = [...pair].sort((a, b) => (a.id < b.id ? -1 : 1));
  const states = [];
  for (const { id, state, decidedCategory } of sorted)
    states.push({ family: (await readCaseAndMerged(db, id)).sort(), state, decidedCategory });
  return digestJson(states);
}

/** The person who agreed to merge the two cases as they are now, may still decide both and reported neither. */
export async function readAgreement(
  db: Db,
  { agreedBy, agreedOn }: Pick<MergeProposal, "agreedBy" | "agreedOn">,
  pair: readonly [CaseRecord, CaseRecord],
): Promise<string | null> {
  if (agreedBy === null || agreedOn !== (await readPairState(db, pair))) return null;
  const person = await readStanding(db, agreedBy);
  if (!pair.every((row) => mayDecide(person, row))) return null;
  const involving = await readInvolving(
    db,
    agreedBy,
    pair.map(({ id }) => id),
  );
  return involving.size === 0 ? agreedBy : null;
}

/**
 * `second`: another person's agreement counts; `again`: the same person's does; `tied`: that of a person tied to this
 * one by an invitation.
 */
export async function saveAgreement(
  tx: Db,
  pair: readonly [CaseRecord, CaseRecord],
  { personId, at }: { personId: string; at: Date },
): Promise<"first" | "again" | "second" | "tied"> {
  const ordered = orderPair(pair[0].id, pair[1].id);
  const ofPair = sql`${mergeProposals.oneId} = ${ordered.oneId} and ${mergeProposals.otherId} = ${ordered.otherId}`;
  const [proposal] = await tx.select().from(mergeProposals).where(ofPair);
  const first = proposal ? await readAgreement(tx, proposal, pair) : null;
  if (first === personId) return "again";
  if (first !== null) return (await readInviteTies(tx, [first])).includes(personId) ? "tied" : "second";
  const agreed = { state: "open", agreedBy: personId, agreedOn: await readPairState(tx, pair) } as const;
  await tx
    .insert(mergeProposals)
    .values({ ...ordered, at, reportId: null, ...agreed })
    .onConflictDoUpdate({ target: [mergeProposals.oneId, mergeProposals.otherId], set: agreed });
  return "first";
}
