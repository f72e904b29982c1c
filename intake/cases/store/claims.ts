/** Temporary locks on cases. Not logged; they do not change the case's version. */

import { and, eq, gt, lte } from "drizzle-orm";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { claims, people } from "../../db/schema/index.ts";
import { rowsOfCase, rowsOfCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { allowedActs } from "../rules/allowed-acts.ts";
import { readActFacts } from "./case-facts.ts";
import { lockInScope } from "./case-writes.ts";

export interface Claim {
  personId: string;
  by: string;
  until: Date;
}

type ClaimHolder = Parameters<typeof allowedActs>[0]["asker"] & {
  personId: string;
  deviceId: string;
  name: string;
};

/** Returns undefined if there is no claim or it has expired. */
export async function readClaim(db: Db, caseId: string, at: Date): Promise<Claim | undefined> {
  return (await readClaims(db, [caseId], at)).get(caseId);
}

/** By case id, without cases that have no valid claim. */
export async function readClaims(
  db: Db,
  caseIds: readonly string[],
  at: Date,
): Promise<ReadonlyMap<string, Claim>> {
  if (caseIds.length === 0) return new Map();
  const rows = await db
    .select({ caseId: claims.caseId, personId: claims.personId, by: people.name, until: claims.until })
    .from(claims)
    .innerJoin(people, eq(people.id, claims.personId))
    .where(and(rowsOfCases(claims, caseIds), gt(claims.until, at)));
  return new Map(rows.map(({ caseId, ...claim }) => [caseId, claim]));
}

/**
 * Takes or renews a claim for the person, on any of their devices. Problem: `case-claimed` while another
 * person has it.
 * Returns undefined, without a claim, for a person who could not decide the case anyway: it would only block
 * those who can.
 */
export function takeClaim(
  db: Db,
  ref: Ref,
  holder: ClaimHolder,
  at: Date,
): Promise<Result<Claim | undefined>> {
  return db.transaction(async (tx) => {
    const row = await lockInScope(tx, ref);
    if (!row) return fail("not-found");
    const claim = await readClaim(tx, row.id, at);
    const { personId, deviceId, name } = holder;
    if (claim && claim.personId !== personId)
      return fail("case-claimed", `until ${claim.until.toISOString()}`, "later");
    const { can } = allowedActs({ ...(await readActFacts(tx, row)), asker: holder });
    if (!can.some((act) => act !== "undo" && act !== "reverse")) return ok(undefined);
    const until = new Date(at.getTime() + limits.claimMs);
    await tx
      .insert(claims)
      .values({ caseId: row.id, spot: row.spot, personId, deviceId, until })
      .onConflictDoUpdate({ target: [claims.caseId, claims.spot], set: { personId, deviceId, until } });
    return ok({ personId, by: name, until });
  });
}

/** Releases the person's claim, if there is one. */
export function releaseClaim(db: Db, ref: Ref, { personId }: ClaimHolder): Promise<Result<undefined>> {
  return db.transaction(async (tx) => {
    const row = await lockInScope(tx, ref);
    if (!row) return fail("not-found");
    await deleteClaim(tx, row.id, personId);
    return ok(undefined);
  });
}

/** Also called after a decision, so that the next person need not wait for the claim to expire. */
export async function deleteClaim(db: Db, caseId: string, personId: string): Promise<void> {
  await db.delete(claims).where(and(rowsOfCase(claims, caseId), eq(claims.personId, personId)));
}

export async function deleteExpiredClaims(db: Db, at: Date): Promise<void> {
  await db.delete(claims).where(lte(claims.until, at));
}

/** Fails with `case-claimed` if another person has a claim on the case. */
export async function checkNotClaimed(
  tx: Db,
  row: CaseRecord,
  actor: Pick<Actor, "personId">,
  at: Date,
): Promise<Result<undefined>> {
  const claim = await readClaim(tx, row.id, at);
  return !claim || claim.personId === actor.personId
    ? ok(undefined)
    : fail("case-claimed", `until ${claim.until.toISOString()}`);
}
