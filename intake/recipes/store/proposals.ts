/** Proposals for mended recipes and what administrators decided about them. */

import { and, asc, count, desc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { ProposalState, RecipeProposal } from "../../../utils/shared/contract/recipe-proposal.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { canonicalJson } from "../../../utils/shared/seal/digest.ts";
import { logTrust } from "../../audit-log/store/trust-log.ts";
import { locks } from "../../db/locks.ts";
import { adminActs, people, recipeProposals } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

export type StoredProposal = typeof recipeProposals.$inferSelect;

const dayMs = 86_400_000;

/**
 * Idempotent by the id. Problems: `conflict` if another proposal has the id; `too-many-requests` if the person has
 * reached the daily limit, or if the list of open proposals is full and this person has the largest part of it.
 */
export function addProposal(
  db: Db,
  { id, site, recipeVersion, browser, mend, score, outlines = undefined }: RecipeProposal,
  personId: string,
  at: Date,
): Promise<Result<StoredProposal>> {
  const proposal = { site, recipeVersion, browser, mend, score, outlines: outlines ?? null, personId };
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.proposals})`);
    const [repeat] = await tx.select().from(recipeProposals).where(eq(recipeProposals.id, id));
    if (repeat)
      return isSame(repeat, proposal) ? ok(repeat) : fail("conflict", "another proposal has this id");
    const room = await makeRoom(tx, personId, at);
    if (!room.ok) return room;
    const [added] = await tx
      .insert(recipeProposals)
      .values({ ...proposal, id, at, state: "open" })
      .returning();
    if (!added) throw new Error(`proposal ${id} was not stored`);
    await logTrust(
      tx,
      { act: "recipe-proposal-displaced", at, by: "intake" },
      { recipe_proposals: room.value },
    );
    await logTrust(tx, { act: "recipe-proposed", at, by: "device" }, { recipe_proposals: [id] });
    return ok(added);
  });
}

function isSame(known: StoredProposal, given: Partial<StoredProposal>): boolean {
  return Object.entries(given).every(
    ([name, value]) => canonicalJson(known[name as keyof StoredProposal]) === canonicalJson(value),
  );
}

/**
 * If too many proposals are open, refuses the oldest of the person who has most, so that a few people cannot block
 * everybody else. Returns the refused ones.
 */
async function makeRoom(tx: Db, personId: string, at: Date): Promise<Result<string[]>> {
  const since = new Date(at.getTime() - dayMs);
  const { personId: sender, at: sentAt, state } = recipeProposals;
  const [own] = await tx
    .select({ rows: count() })
    .from(recipeProposals)
    .where(and(eq(sender, personId), gt(sentAt, since)));
  if ((own?.rows ?? 0) >= limits.proposalsPerDay) return fail("too-many-requests");
  // At most a few rows more than the limit.
  const open = await tx
    .select({ id: recipeProposals.id, sender })
    .from(recipeProposals)
    .where(eq(state, "open"))
    .orderBy(asc(sentAt), asc(recipeProposals.id));
  if (open.length < limits.openProposals) return ok([]);
  const countOf = (person: string) => open.filter((row) => row.sender === person).length;
  const most = Math.max(...open.map((row) => countOf(row.sender)));
  const oldest = open.find((row) => countOf(row.sender) === most);
  if (!oldest || most <= countOf(personId) + 1) return fail("too-many-requests");
  await tx
    .update(recipeProposals)
    .set({ state: "refused", decidedAt: at })
    .where(eq(recipeProposals.id, oldest.id));
  return ok([oldest.id]);
}

const decider = alias(people, "decider");

/** Open ones first, then the newest, with the names of the people. */
export function listProposals(db: Db) {
  return db
    .select({ proposal: recipeProposals, by: people.name, decidedBy: decider.name })
    .from(recipeProposals)
    .innerJoin(people, eq(people.id, recipeProposals.personId))
    .leftJoin(decider, eq(decider.id, recipeProposals.decidedBy))
    .orderBy(desc(sql`${recipeProposals.state} = 'open'`), desc(recipeProposals.at))
    .limit(limits.proposalRows);
}

/** Newest first. Recipes of older proposals have usually been replaced. */
const mostPublished = 50;

/** Ids of published proposals that were not rolled back. */
export async function listPublished(db: Db): Promise<string[]> {
  const rows = await db
    .select({ id: recipeProposals.id })
    .from(recipeProposals)
    .where(eq(recipeProposals.state, "published"))
    .orderBy(desc(recipeProposals.version))
    .limit(mostPublished);
  return rows.map(({ id }) => id);
}

export async function readProposal(db: Db, id: string): Promise<StoredProposal | undefined> {
  const [proposal] = await db.select().from(recipeProposals).where(eq(recipeProposals.id, id));
  return proposal;
}

/**
 * Returns the administrator and the people whom they could be, or to whom they alone gave the right to propose: whom they
 * invited, or whose role or suspension they changed, without a second person. `invitedBy` of a person names no
 * administrator.
 */
export async function readTiedTo(db: Db, administrator: string): Promise<ReadonlySet<string | null>> {
  const { askedBy, answeredBy, state } = adminActs;
  const kind = sql`${adminActs.act}->>'act'`;
  const gives = inArray(kind, ["invite", "change-role", "resume"]);
  const rows = await db
    .select({ personId: adminActs.personId })
    .from(adminActs)
    .where(and(eq(state, "done"), eq(askedBy, administrator), isNull(answeredBy), gives));
  return new Set([administrator, ...rows.map(({ personId }) => personId)]);
}

/**
 * Problems: `own-decision` if the administrator is tied to the sender; `conflict` if the sender may not propose any more.
 * In a transaction the sender keeps their role until it ends.
 */
export async function checkSender(
  db: Db,
  { personId }: Pick<StoredProposal, "personId">,
  administrator: string,
): Promise<Result<unknown>> {
  if ((await readTiedTo(db, administrator)).has(personId)) return fail("own-decision");
  const [sender] = await db.select().from(people).where(eq(people.id, personId)).for("share");
  const mayPropose = sender?.suspendedAt === null && (sender.role === "officer" || sender.role === "admin");
  return mayPropose ? ok({}) : fail("conflict", "its sender may not propose any more");
}

export interface ProposalDecision {
  id: string;
  /** The state that it must have. */
  from: ProposalState;
  to: ProposalState;
  /** Undefined for the publisher's own command. */
  by: string | undefined;
  version?: number;
}

const acts: Readonly<Record<ProposalState, string>> = {
  open: "recipe-proposed",
  published: "recipe-proposal-published",
  refused: "recipe-proposal-refused",
  "rolled-back": "recipe-proposal-rolled-back",
};

/** Returns false if the proposal is in another state. Must come last in its transaction, see `logTrust`. */
export async function decideProposal(
  tx: Db,
  { id, from, to, by, version }: ProposalDecision,
  at: Date,
): Promise<boolean> {
  const changed = await tx
    .update(recipeProposals)
    .set({ state: to, decidedBy: by ?? null, decidedAt: at, ...(version === undefined ? {} : { version }) })
    .where(and(eq(recipeProposals.id, id), eq(recipeProposals.state, from)))
    .returning({ id: recipeProposals.id });
  if (changed.length === 0) return false;
  await logTrust(tx, { act: acts[to], at, by: "administrator" }, { recipe_proposals: [id] });
  return true;
}
