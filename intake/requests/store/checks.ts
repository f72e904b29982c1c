/**
 * Stores an outcome check of an item's address, once, with entries in the request's events and the case's
 * log.
 */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { PublicKey } from "../../../utils/shared/contract/enrolment.ts";
import type { OutcomeCheckInput, OutcomeProof } from "../../../utils/shared/contract/outcome-check.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { openOutcomeProof } from "../../../utils/shared/seal/outcome-proof.ts";
import { lockInScope, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { checks, people, requestEvents, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { checkOutcomeProof, lookedAtOf } from "../check-proof.ts";
import { isNoPixels } from "../no-pixels.ts";
import { type ItemRecord, type RequestRecord, readNames } from "./check-reads.ts";
import { refreshProofs } from "./own-proofs.ts";
import { scheduleChecks } from "./schedule-checks.ts";

export type CheckRecord = typeof checks.$inferSelect;

export interface SavedCheck {
  check: CheckRecord;
  by: string;
  item: ItemRecord;
  request: RequestRecord;
}

export interface Checker extends Actor {
  publicKey: PublicKey;
}

/** Idempotent by the check's id and digest. `ref` names the item; its case must be in scope. */
export async function addCheck(
  db: Db,
  ref: Ref,
  input: OutcomeCheckInput,
  looker: Checker,
  at: Date,
): Promise<Result<SavedCheck>> {
  const digest = await digestJson({ itemId: ref.id, ...input });
  const opened =
    input.seenFrom === "indonesia" ? await openOutcomeProof(input.seal, looker.publicKey) : undefined;
  return db.transaction(async (tx) => {
    const locked = await lockItem(tx, ref);
    if (!locked) return fail("not-found");
    const { item, request, row } = locked;
    const earlier = await readCheck(tx, input.id);
    if (earlier) {
      const isSame = earlier.check.digest === digest && earlier.check.personId === looker.personId;
      return isSame ? ok({ ...earlier, item, request }) : fail("conflict", "another check has this id");
    }
    if (item.isVoid || request.state === "withdrawn") return fail("request-over");
    const worded = checkNote(input, isNoPixels(request.category, row.withheld));
    if (!worded.ok) return worded;
    if (opened && !opened.ok) return opened;
    const proof = opened?.value;
    const sound = proof && checkOutcomeProof(proof, await factsOf(tx, locked), at);
    if (sound && !sound.ok) return sound;
    const check = toRecord(ref.id, input, proof, { digest, at, looker });
    await tx.insert(checks).values(check);
    const kept = await logCheck(tx, { item, request, row }, check, looker);
    return ok({ ...kept, check, by: looker.name });
  });
}

interface LockedItem {
  item: ItemRecord;
  request: RequestRecord;
  row: CaseRecord;
}

/** Locks the case first and then the request, as in every other place. */
async function lockItem(tx: Db, { id, scope }: Ref): Promise<LockedItem | undefined> {
  const [named] = await tx
    .select({ caseId: requestItems.caseId, requestId: requestItems.requestId })
    .from(requestItems)
    .where(eq(requestItems.id, id));
  const row = named && (await lockInScope(tx, { id: named.caseId, scope }));
  if (!row) return undefined;
  const [request] = await tx.select().from(requests).where(eq(requests.id, named.requestId)).for("update");
  const [item] = await tx.select().from(requestItems).where(eq(requestItems.id, id));
  return item && request && { item, request, row };
}

async function readCheck(tx: Db, id: string): Promise<{ check: CheckRecord; by: string } | undefined> {
  const [found] = await tx
    .select({ check: checks, by: people.name })
    .from(checks)
    .innerJoin(people, eq(people.id, checks.personId))
    .where(eq(checks.id, id));
  return found;
}

async function factsOf(tx: Db, { item, request, row }: LockedItem) {
  const { id, subject, permalink } = item;
  const names = (await readNames(tx, [row.id])).get(row.id) ?? [];
  return { itemId: id, subject, permalink, names, noPixels: isNoPixels(request.category, row.withheld) };
}

/**
 * Withheld content must not be described by anyone. A check from abroad needs a note with the name of its author.
 */
function checkNote({ seenFrom, note: words }: OutcomeCheckInput, noPixels: boolean): Result<undefined> {
  if (noPixels) return words === undefined ? ok(undefined) : fail("note-not-allowed");
  return seenFrom === "abroad" && words === undefined ? fail("reason-needed") : ok(undefined);
}

interface CheckContext {
  digest: string;
  at: Date;
  looker: Checker;
}

function toRecord(
  itemId: string,
  input: OutcomeCheckInput,
  proof: OutcomeProof | undefined,
  { digest, at, looker: { personId, deviceId } }: CheckContext,
): CheckRecord {
  const seen = input.seenFrom === "abroad" ? input.seen : (proof?.seen ?? "unknown");
  return {
    id: input.id,
    itemId,
    personId,
    deviceId,
    at,
    lookedAt: proof ? lookedAtOf(proof) : null,
    digest,
    seen,
    seenFrom: input.seenFrom,
    proof: proof ?? null,
    seal: input.seenFrom === "abroad" ? null : input.seal,
    note: input.note ?? null,
  };
}

/** A check from abroad changes neither the state last seen in Indonesia nor the next check. */
async function logCheck(
  tx: Db,
  { item, request, row }: LockedItem,
  { id, seen, seenFrom, at, proof, digest, personId }: CheckRecord,
  { name, deviceId }: Checker,
): Promise<{ item: ItemRecord; request: RequestRecord }> {
  const isHere = seenFrom === "indonesia";
  if (isHere) await tx.update(requestItems).set({ seen, seenAt: at }).where(eq(requestItems.id, item.id));
  const checkAt = isHere ? await scheduleChecks(tx, item, { what: "looked", at }) : item.checkAt;
  const [proven = item] = isHere ? await refreshProofs(tx, request, [item]) : [];
  const version = request.version + 1;
  await tx.update(requests).set({ version }).where(eq(requests.id, request.id));
  const detail = { item: item.id, check: id, seen, seenFrom };
  const event = randomUUID();
  await tx.insert(requestEvents).values({
    id: event,
    requestId: request.id,
    at,
    act: "checked",
    personId,
    by: name,
    detail,
    digest,
  });
  await saveWithLog(tx, withDerived(row, {}), {
    at,
    by: name,
    device: deviceId,
    act: "outcome-checked",
    rows: { checks: [id], request_items: [item.id], requests: [request.id], request_events: [event] },
    detail: { request: request.id, ...detail, ...(proof ? { proof: await digestJson(proof) } : {}) },
  });
  const seenNow = isHere ? { seen, seenAt: at } : {};
  return { item: { ...proven, ...seenNow, checkAt }, request: { ...request, version } };
}
