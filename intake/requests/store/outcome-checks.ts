/**
 * Outcome checks of an item's address: stores each once, with entries in the request's events and the case's
 * log, and schedules the next.
 */

import { randomUUID } from "node:crypto";
import { and, desc, eq, gte } from "drizzle-orm";
import type { PublicKey } from "../../../utils/shared/contract/enrolment.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { OutcomeCheckInput, OutcomeProof } from "../../../utils/shared/contract/outcome-check.ts";
import { done, fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { openOutcomeProof } from "../../../utils/shared/seal/signed-kinds.ts";
import { parseAddress } from "../../../utils/shared/subject/parse-address.ts";
import { lockInScope, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { cases, checks, people, requestEvents, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { type CheckEvent, nextCheck, type PastCheck } from "../next-check.ts";
import { refreshProofs } from "./own-proofs.ts";
import {
  forbidsPixels,
  type ItemRecord,
  isCheckableBy,
  type RequestRecord,
  readNames,
  withTies,
} from "./read-outcome-checks.ts";

export type CheckRecord = typeof checks.$inferSelect;

export interface SavedCheck {
  check: CheckRecord;
  by: string;
  item: ItemRecord;
  request: RequestRecord;
}

export interface Checker extends Actor {
  role: Role;
  publicKey: PublicKey;
}

/** Idempotent by the check's id and digest. `ref` names the item; its case must be in scope. */
export async function addCheck(
  db: Db,
  ref: Ref,
  input: OutcomeCheckInput,
  { looker, at }: { looker: Checker; at: Date },
): Promise<Result<SavedCheck>> {
  const digest = await digestJson({ itemId: ref.id, ...input });
  const opened = input.seal === undefined ? undefined : await openOutcomeProof(input.seal, looker.publicKey);
  return db.transaction(async (tx) => {
    const found = await lockItem(tx, ref);
    if (!found.ok) return found;
    const locked = found.value;
    const { item, request } = locked;
    const earlier = await readCheck(tx, input.id);
    if (earlier) {
      const isSame = earlier.check.digest === digest && earlier.check.personId === looker.personId;
      return isSame ? ok({ ...earlier, item, request }) : fail("conflict", "another check has this id");
    }
    const allowed = await checkAllowed(tx, input, locked, looker);
    if (!allowed.ok) return allowed;
    const proof = opened && (await checkOpened(tx, opened, locked, { input, at }));
    if (proof && !proof.ok) return proof;
    const check = toRecord(item, input, proof?.value, { digest, at, looker });
    await tx.insert(checks).values(check);
    const kept = await logCheck(tx, locked, check, looker);
    return ok({ ...kept, check, by: looker.name });
  });
}

interface LockedItem {
  item: ItemRecord;
  request: RequestRecord;
  row: CaseRecord;
}

/** Locks the case first and then the request, as in every other place. */
async function lockItem(tx: Db, { id, scope }: Ref): Promise<Result<LockedItem>> {
  const [named] = await tx
    .select({ caseId: requestItems.caseId, requestId: requestItems.requestId })
    .from(requestItems)
    .where(eq(requestItems.id, id));
  const row = named && (await lockInScope(tx, { id: named.caseId, scope }));
  if (!row) return fail("not-found");
  const [request] = await tx.select().from(requests).where(eq(requests.id, named.requestId)).for("update");
  const [item] = await tx.select().from(requestItems).where(eq(requestItems.id, id));
  if (!item || !request) return fail("not-found");
  // A split may have moved it before the lock.
  return item.caseId === row.id ? ok({ item, request, row }) : fail("case-changed", undefined, "now");
}

async function isCheckable(tx: Db, itemId: string, looker: Checker): Promise<boolean> {
  const rows = await tx
    .select({ id: requestItems.id })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(cases, eq(cases.id, requestItems.caseId))
    .where(and(eq(requestItems.id, itemId), await isCheckableBy(tx, looker)));
  return rows.length > 0;
}

async function readCheck(tx: Db, id: string): Promise<{ check: CheckRecord; by: string } | undefined> {
  const [row] = await tx
    .select({ check: checks, by: people.name })
    .from(checks)
    .innerJoin(people, eq(people.id, checks.personId))
    .where(eq(checks.id, id));
  return row;
}

/** Returns the proof in an opened seal. */
async function checkOpened(
  tx: Db,
  opened: Result<OutcomeProof>,
  { item, request, row }: LockedItem,
  { input, at }: { input: OutcomeCheckInput; at: Date },
): Promise<Result<OutcomeProof>> {
  if (!opened.ok) return opened;
  if (!isFromPlace(opened.value, input)) return fail("seal-invalid", "seenFrom");
  const { id: itemId, subject, permalink } = item;
  const names = (await readNames(tx, [row.id])).get(row.id) ?? [];
  const noPixels = forbidsPixels(request.category, row);
  const sound = checkOutcomeProof(opened.value, { itemId, subject, permalink, names, noPixels }, at);
  return sound.ok ? opened : sound;
}

/**
 * Withheld content must not be described by anyone. A check from abroad needs a note with the name of its author.
 */
async function checkAllowed(
  tx: Db,
  { seenFrom, note: words }: OutcomeCheckInput,
  { item, request, row }: LockedItem,
  looker: Checker,
): Promise<Result<undefined>> {
  if (!(await isCheckable(tx, item.id, looker))) return fail("own-report");
  if (item.isVoid || request.state === "withdrawn") return fail("request-over");
  if (forbidsPixels(request.category, row))
    return words === undefined ? ok(undefined) : fail("note-not-allowed");
  return seenFrom === "abroad" && words === undefined ? fail("reason-needed") : ok(undefined);
}

/** A partner's statement needs its name, and only it has one. */
function isFromPlace(
  { seenFrom = "indonesia", basis = "declared", partner }: OutcomeProof,
  input: OutcomeCheckInput,
): boolean {
  return seenFrom === input.seenFrom && (basis === "partner") === (partner !== undefined);
}

interface CheckContext {
  digest: string;
  at: Date;
  looker: Checker;
}

function toRecord(
  item: Pick<ItemRecord, "id" | "spot">,
  input: OutcomeCheckInput,
  proof: OutcomeProof | undefined,
  { digest, at, looker: { personId, deviceId } }: CheckContext,
): CheckRecord {
  const entered = input.seenFrom === "abroad" ? input.seen : undefined;
  return {
    id: input.id,
    itemId: item.id,
    spot: item.spot,
    personId,
    deviceId,
    at,
    lookedAt: proof ? lookedAtOf(proof) : null,
    digest,
    seen: proof?.seen ?? entered ?? "unknown",
    seenFrom: input.seenFrom,
    stated: proof === undefined || proof.stated === true,
    basis: proof?.basis ?? "declared",
    proof: proof ?? null,
    seal: input.seal ?? null,
    note: input.note ?? null,
    pictureAt: null,
    pictureDeletedAt: null,
    pictureFile: null,
  };
}

/**
 * A check from abroad changes neither the state last seen in Indonesia nor the next check. One from Indonesia that
 * could not tell leaves a known state. One that refutes the platform's answer lets the request wait again.
 */
async function logCheck(
  tx: Db,
  { item, request, row }: LockedItem,
  { id, seen, seenFrom, stated, basis, at, proof, digest, personId }: CheckRecord,
  { name, deviceId }: Checker,
): Promise<{ item: ItemRecord; request: RequestRecord }> {
  const isHere = seenFrom === "indonesia";
  const isKnown = item.seen !== null && item.seen !== "unknown";
  const seenNow = isHere && (seen !== "unknown" || !isKnown) ? { seen, seenAt: at } : undefined;
  if (seenNow) await tx.update(requestItems).set(seenNow).where(eq(requestItems.id, item.id));
  const checkAt = isHere ? await scheduleChecks(tx, item, { what: "looked", at }) : item.checkAt;
  const [proven = item] = isHere ? await refreshProofs(tx, request, [item]) : [];
  const reopens = "isRefuted" in proven && proven.isRefuted && request.state === "answered";
  const change = { version: request.version + 1, ...(reopens ? ({ state: "sent" } as const) : {}) };
  await tx.update(requests).set(change).where(eq(requests.id, request.id));
  const detail = {
    ...{ item: item.id, check: id, seen, seenFrom, basis },
    ...(stated ? { stated } : {}),
    ...(reopens ? { reopens } : {}),
  };
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
  return { item: { ...proven, ...seenNow, checkAt }, request: { ...request, ...change } };
}

interface CheckedItem {
  itemId: string;
  subject: string;
  permalink: string;
  /** All subjects of its post. */
  names: readonly string[];
  noPixels: boolean;
}

/**
 * Tolerance: half a round trip and the fraction of a second that HTTP dates drop can date a check in the
 * future.
 */
const maxAheadMs = 60_000;

/**
 * Checks that a sealed check concerns its item, is recent, and contains nothing forbidden.
 * Problems: `seal-invalid` (another item); `check-stale`; `check-elsewhere` (another page was shown, unless
 * the state is unknown, as for a sign-in page); `pixels-not-allowed`.
 */
function checkOutcomeProof(
  proof: OutcomeProof,
  { itemId, subject, permalink, names, noPixels }: CheckedItem,
  at: Date,
): Result<Record<string, never>> {
  if (proof.itemId.toLowerCase() !== itemId) return fail("seal-invalid", "itemId");
  if (proof.subject !== subject) return fail("seal-invalid", "subject");
  if (proof.address !== permalink) return fail("seal-invalid", "address");
  if (!isFresh(proof, at)) return fail("check-stale", `checked ${proof.checkedAt}`);
  const shown = parseAddress(proof.shownAddress);
  const site = shown.ok ? shown.value.site : proof.site;
  if (site !== subject.split(":")[0] || proof.site !== site) return fail("check-elsewhere", "site");
  const isNamed = shown.ok && [subject, ...names].includes(shown.value.subject);
  if (!isNamed && proof.seen !== "unknown") return fail("check-elsewhere", proof.shownAddress.slice(0, 900));
  if (noPixels && (proof.title !== undefined || proof.picture?.state === "taken"))
    return fail("pixels-not-allowed");
  return done;
}

/** In the intake's time: the device's time minus its known offset. */
function lookedAtOf({ checkedAt, clock }: OutcomeProof): Date {
  return new Date(Date.parse(checkedAt) - clock.offsetMs);
}

function isFresh(proof: OutcomeProof, at: Date): boolean {
  const ageMs = at.getTime() - lookedAtOf(proof).getTime();
  return ageMs <= limits.checkMs && ageMs >= -maxAheadMs;
}

/** Earlier checks are read here. */
export type ItemEvent = Exclude<CheckEvent, { what: "looked" }> | { what: "looked"; at: Date };

/** Exceeds what `nextCheck` counts. */
const maxPastChecks = 100;

/** Needs the lock of the item's request. Returns the time that it wrote; null if no check is needed. */
export async function scheduleChecks(tx: Db, item: { id: string }, event: ItemEvent): Promise<Date | null> {
  const [row] = await tx
    .select({ item: requestItems, request: requests })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .where(eq(requestItems.id, item.id));
  if (!row) throw new Error(`item ${item.id} is missing`);
  const { kind, action, urgent, sentAt } = row.request;
  const { checkAt, outcomeAt } = row.item;
  // An unsent request has no checks.
  if (event.what === "looked" && sentAt === null) return checkAt;
  const happened =
    event.what === "looked"
      ? { ...event, looks: await readPastChecks(tx, item.id, outcomeAt ?? sentAt ?? event.at) }
      : event;
  const next = nextCheck({ kind, action, urgent, checkAt }, happened);
  await tx.update(requestItems).set({ checkAt: next }).where(eq(requestItems.id, item.id));
  return next;
}

/** Checks from Indonesia, newest first. */
async function readPastChecks(tx: Db, itemId: string, since: Date): Promise<PastCheck[]> {
  const made = await tx
    .select({ seen: checks.seen, at: checks.at, personId: checks.personId })
    .from(checks)
    .where(and(eq(checks.itemId, itemId), eq(checks.seenFrom, "indonesia"), gte(checks.at, since)))
    .orderBy(desc(checks.at), desc(checks.id))
    .limit(maxPastChecks);
  const [newest] = made;
  const own = newest ? await withTies(tx, newest.personId) : [];
  return made.map(({ personId, ...check }) => ({ ...check, isOwn: own.includes(personId) }));
}
