/** Makes a request: collects its facts, numbers, signs and queues it, and logs it in every case, in one transaction. */

import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNotNull, max, sql } from "drizzle-orm";
import type { FrozenPost } from "../../../utils/shared/contract/decision.ts";
import {
  type Letter,
  type LetterItem,
  letter as letterShape,
} from "../../../utils/shared/contract/letter.ts";
import type { LetterGap, PreviewInput, RequestInput } from "../../../utils/shared/contract/request.ts";
import type { RequestKind } from "../../../utils/shared/contract/request-state.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { isPlatformRequest } from "../../../utils/shared/policy/decision-destinations.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import { signLetter } from "../../../utils/shared/seal/signed-kinds.ts";
import { findCase } from "../../cases/store/case-reads.ts";
import { lockCases, saveWithLog } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import { newReference } from "../../core/reference-numbers.ts";
import type { CaseScope } from "../../core/scope.ts";
import { locks } from "../../db/locks.ts";
import type { CaseRecord, DecisionRecord } from "../../db/rows.ts";
import {
  decisions,
  dispatches,
  files,
  reports,
  requestEvents,
  requestItems,
  requests,
} from "../../db/schema/index.ts";
import { rowsOfCases } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { readFrozenPost } from "../../decisions/store/frozen-post.ts";
import { leftOutUntil, letterNumberOf, numberYear } from "../../delivery/letter-ids.ts";
import { isByHand } from "../../delivery/letter-queue.ts";
import { composeLetter, type ItemFacts } from "../compose-letter.ts";
import { type ChannelRecord, fittingChannels } from "./channels.ts";
import { newDispatch } from "./dispatches.ts";
import { inOrderOfRestoring } from "./ready-decisions.ts";
import { mayHaveArrived } from "./withdraw.ts";

export interface RequestIssuer {
  organisation: string;
  origin: string;
  key: SealingKey;
  /** Host part of Message-IDs. */
  mailHost: string;
}

interface RequestFacts {
  kind: RequestKind;
  /** Set for a restoration: the order that it takes back. */
  order?: typeof requests.$inferSelect;
  items: ItemFacts[];
}

/**
 * Locks the cases in the order of ids. Problems: `not-found` for a case out of scope; `not-decided` for a
 * decision that is not in force or asks nothing of a platform; `case-changed` for a decision now in another
 * case; `request-made` if a letter already names it.
 */
async function readRequestFacts(
  tx: Db,
  asked: PreviewInput["items"],
  scope: CaseScope,
): Promise<Result<RequestFacts>> {
  const ids = asked.map(({ decisionId }) => decisionId.toLowerCase());
  if (new Set(ids).size < ids.length) return fail("invalid-input", "a decision is named twice");
  const cases = await lockAsked(tx, asked, scope);
  if (!cases.ok) return cases;
  if (await isInLetter(tx, ids)) return fail("request-made");
  const chosen = await readChosen(tx, ids, cases.value);
  if (!chosen.ok) return chosen;
  const takenBack = await readReversedOrders(tx, chosen.value);
  if (!takenBack.ok) return takenBack;
  const { order, approvals } = takenBack.value;
  const items: ItemFacts[] = [];
  for (const { row, decision } of chosen.value) {
    const approval = approvals?.get(decision.id) ?? decision;
    if (!isRequestable(decision, approval) || row.state !== (order ? "rejected" : "approved"))
      return fail("not-decided", decision.id);
    items.push({
      itemId: randomUUID(),
      reference: newReference(),
      case: row,
      decision,
      approval,
      ...(await readPost(tx, row, approval, order)),
    });
  }
  return ok({ kind: order ? "restore" : "order", ...(order ? { order } : {}), items });
}

/** By id. */
type Cases = ReadonlyMap<string, CaseRecord>;

async function lockAsked(tx: Db, asked: PreviewInput["items"], scope: CaseScope): Promise<Result<Cases>> {
  const ids = new Set<string>();
  for (const { caseId } of asked) {
    const row = await findCase(tx, { id: caseId.toLowerCase(), scope });
    if (!row) return fail("not-found");
    ids.add(row.id);
  }
  const rows = await lockCases(tx, [...ids]);
  return ok(new Map(rows.map((row) => [row.id, row])));
}

async function isInLetter(tx: Db, decisionIds: string[]): Promise<boolean> {
  const live = and(inArray(requestItems.decisionId, decisionIds), eq(requestItems.isVoid, false));
  const rows = await tx.select({ id: requestItems.id }).from(requestItems).where(live).limit(1);
  return rows.length > 0;
}

interface Chosen {
  row: CaseRecord;
  decision: DecisionRecord;
}

/** In the order of the ids. */
async function readChosen(tx: Db, ids: string[], cases: Cases): Promise<Result<Chosen[]>> {
  const rows = await tx.select().from(decisions).where(inArray(decisions.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const chosen: Chosen[] = [];
  for (const id of ids) {
    const decision = byId.get(id);
    if (!decision) return fail("not-decided", id);
    const row = cases.get(decision.caseId);
    // The case was merged or split during the search.
    if (!row) return fail("case-changed", id);
    chosen.push({ row, decision });
  }
  // A merge of two decided cases leaves two decisions; a letter names the case once.
  const isTwice = new Set(chosen.map(({ row }) => row.id)).size < chosen.length;
  return isTwice ? fail("invalid-input", "a case is named twice") : ok(chosen);
}

/** An order needs an approval in force; a restoration needs a reversal in force. */
function isRequestable(decision: DecisionRecord, approval: DecisionRecord): boolean {
  if (decision.state !== "confirmed" || decision.reversedAt !== null) return false;
  if (approval.act !== "approve" || approval.action === null) return false;
  return isPlatformRequest(approval.action);
}

/** If all decisions reverse approvals of one sent letter, returns that letter and the approval of each. */
async function readReversedOrders(
  tx: Db,
  chosen: readonly Chosen[],
): Promise<Result<{ order?: typeof requests.$inferSelect; approvals?: Map<string, DecisionRecord> }>> {
  const reversing = chosen.filter(({ decision }) => decision.act === "reject" && decision.reverses !== null);
  if (reversing.length === 0) return ok({});
  if (reversing.length < chosen.length) return fail("not-one-letter");
  // Looked up by case, because after a merge a reversal names only one of the decisions that it took back.
  const ids = reversing.map(({ decision }) => decision.caseId);
  const sent = await tx
    .select({ request: requests, approval: decisions })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
    .where(
      and(
        rowsOfCases(requestItems, ids),
        isNotNull(decisions.reversedAt),
        eq(requests.kind, "order"),
        mayHaveArrived,
      ),
    )
    .orderBy(...inOrderOfRestoring);
  // A case approved again has an earlier order, too. The one that is to be taken back comes first.
  const byCase = new Map(sent.toReversed().map((request) => [request.approval.caseId, request]));
  const [order, ...others] = new Map(
    [...byCase.values()].map(({ request }) => [request.id, request]),
  ).values();
  if (!order || byCase.size < ids.length) return fail("not-decided", "no platform was asked");
  if (others.length > 0) return fail("not-one-letter");
  const approvals = new Map(
    reversing.flatMap(({ decision }) => {
      const earlier = byCase.get(decision.caseId);
      return earlier ? [[decision.id, earlier.approval] as const] : [];
    }),
  );
  return ok({ order, approvals });
}

/** The post as frozen at the decision; in a restoration, as the order named it. */
async function readPost(
  tx: Db,
  row: CaseRecord,
  approval: DecisionRecord,
  order: RequestFacts["order"],
): Promise<Pick<ItemFacts, "post" | "evidence">> {
  const frozen = await readFrozenPost(tx, row, approval);
  const letter = letterShape.safeParse(order?.letter);
  const ordered = letter.data?.items.find(({ decisionId }) => decisionId === approval.id);
  const post = ordered ? withOrderedAddress(frozen, ordered) : frozen;
  const reportId = post.evidence?.reportId;
  if (reportId === undefined) return { post };
  const [report] = await tx
    .select({
      evidence: reports.evidence,
      deletedAt: reports.evidenceDeletedAt,
      category: reports.category,
    })
    .from(reports)
    .where(eq(reports.id, reportId));
  if (!report) return { post };
  const { evidence, deletedAt, category } = report;
  const arrived = await tx.select({ sha256: files.sha256 }).from(files).where(eq(files.reportId, reportId));
  const received = arrived.map(({ sha256 }) => sha256);
  return { post, evidence: { reportId, evidence, category, received, deleted: deletedAt !== null } };
}

function withOrderedAddress(
  frozen: FrozenPost,
  { subject, aliases, address, author, authorId }: LetterItem,
): FrozenPost {
  const { author: _author, authorId: _authorId, ...rest } = frozen;
  return {
    ...rest,
    subject,
    aliases,
    address,
    ...(author === undefined ? {} : { author }),
    ...(authorId === undefined ? {} : { authorId }),
  };
}

export interface RequestDraft {
  facts: RequestFacts;
  letter: Letter;
  gaps: LetterGap[];
  /** The preferred channel comes first. */
  channels: ChannelRecord[];
}

/** Drafts the request; without `no`, with the number `00000`. */
export async function draftRequest(
  tx: Db,
  input: Omit<RequestInput, "id"> & { id?: string },
  { scope, at, no = 0 }: { scope: CaseScope; at: Date; no?: number },
  { organisation, origin }: RequestIssuer,
): Promise<Result<RequestDraft>> {
  const read = await readRequestFacts(tx, input.items, scope);
  if (!read.ok) return read;
  const { kind, order, items } = read.value;
  const composed = composeLetter({
    id: input.id ?? randomUUID(),
    number: letterNumberOf(organisation, no, at),
    kind,
    ...(order ? { restores: letterNumberOf(organisation, order.no, order.madeAt) } : {}),
    organisation,
    origin,
    at,
    items,
  });
  if (!composed.ok) return composed;
  const { letter, gaps } = composed.value;
  const fitting = await fittingChannels(tx, letter);
  const chosen = fitting.find(({ id }) => id === input.channel);
  if (input.channel !== undefined && !chosen) return fail("no-channel", input.channel);
  const channels = chosen ? [chosen, ...fitting.filter((other) => other !== chosen)] : fitting;
  const noChannel: LetterGap[] = channels.length === 0 ? [{ what: "channel" }] : [];
  return ok({ facts: read.value, letter, gaps: [...gaps, ...noChannel], channels });
}

export interface Making {
  scope: CaseScope;
  actor: Actor;
  at: Date;
}

/** Idempotent by the request's id and digest. */
export function makeRequest(
  db: Db,
  input: RequestInput,
  { scope, actor, at }: Making,
  maker: RequestIssuer,
): Promise<Result<string>> {
  return db.transaction(async (tx) => {
    const digest = await digestJson({ ...input, personId: actor.personId });
    // Taken first, so that a concurrent retry waits and then gets the same answer.
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.requests})`);
    const earlier = await readMade(tx, input.id);
    if (earlier) return earlier === digest ? ok(input.id) : fail("conflict", "another request has this id");
    const year = numberYear(at);
    const no = await nextNumber(tx, year);
    const draft = await draftRequest(tx, input, { scope, at, no }, maker);
    if (!draft.ok) return draft;
    const channel = checkComplete(draft.value);
    if (!channel.ok) return channel;
    const { letter, facts } = draft.value;
    const made = { id: input.id, digest, letter, facts, channel: channel.value, actor, at };
    await insertRequest(tx, made, { year, no, jws: await signLetter(letter, maker.key) });
    await insertItems(tx, made);
    await queueLetter(tx, made, maker.mailHost);
    const events = await insertEvents(tx, made);
    await logInCases(tx, made, events);
    return ok(input.id);
  });
}

async function nextNumber(tx: Db, year: number): Promise<number> {
  const [last] = await tx
    .select({ no: max(requests.no) })
    .from(requests)
    .where(eq(requests.year, year));
  return Math.max(last?.no ?? 0, await leftOutUntil(tx, year)) + 1;
}

/** Returns the channel for the letter. */
function checkComplete({ channels: [channel], gaps }: RequestDraft): Result<ChannelRecord> {
  if (!channel) return fail("no-channel");
  return gaps.length === 0 ? ok(channel) : fail("request-incomplete", gaps.map(describeGap).join(", "));
}

interface Made {
  id: string;
  digest: string;
  letter: Letter;
  facts: RequestFacts;
  channel: ChannelRecord;
  actor: Actor;
  at: Date;
}

async function insertRequest(
  tx: Db,
  { id, digest, letter, facts, channel, actor, at }: Made,
  numbered: { year: number; no: number; jws: string },
): Promise<void> {
  const { kind, site, category, action, urgent, hours = null } = letter;
  await tx.insert(requests).values({
    id,
    ...numbered,
    kind,
    restores: facts.order?.id ?? null,
    site,
    category,
    action,
    urgent,
    hours,
    channelId: channel.rowId,
    state: isByHand(channel.channel) ? "by-hand" : "queued",
    version: 1,
    letter,
    digest,
    personId: actor.personId,
    madeAt: at,
  });
}

async function insertItems(tx: Db, { id, letter, facts }: Made): Promise<void> {
  const rows = facts.items.map((item, index) => {
    const { picture, address } = letter.items[index] as Letter["items"][number];
    return {
      id: item.itemId,
      requestId: id,
      place: index + 1,
      caseId: item.case.id,
      spot: item.case.spot,
      decisionId: item.decision.id,
      subject: item.post.subject,
      reference: item.reference,
      permalink: address,
      reportId: item.evidence?.reportId ?? null,
      ...("sha256" in picture ? { pictureSha256: picture.sha256 } : { noPicture: picture.none }),
    };
  });
  await tx.insert(requestItems).values(rows);
}

async function queueLetter(tx: Db, { id, channel, actor, at }: Made, host: string): Promise<void> {
  const { personId } = actor;
  await tx
    .insert(dispatches)
    .values(newDispatch({ requestId: id, letter: "request", round: 1, channel, personId, at, host }));
}

const detailOf = ({ letter, channel }: Made) => ({
  number: letter.number,
  channel: channel.id,
  kind: letter.kind,
});

/** Returns the ids of the events; a restoration also has one in the order that it takes back. */
async function insertEvents(tx: Db, made: Made): Promise<string[]> {
  const { id, facts, actor, at, digest } = made;
  const common = { at, personId: actor.personId, by: actor.name, digest };
  await tx
    .insert(requestEvents)
    .values({ ...common, id, requestId: id, act: "made", detail: detailOf(made) });
  if (!facts.order) return [id];
  const restored = randomUUID();
  await tx.insert(requestEvents).values({
    ...common,
    id: restored,
    requestId: facts.order.id,
    act: "restore-made",
    detail: { request: id },
  });
  return [id, restored];
}

async function logInCases(tx: Db, made: Made, events: string[]): Promise<void> {
  const { id, facts, actor, at } = made;
  const letter = await digestJson(made.letter);
  for (const { itemId, case: row, decision } of facts.items)
    await saveWithLog(
      tx,
      { ...row, version: row.version + 1 },
      {
        at,
        by: actor.name,
        device: actor.deviceId,
        act: "request-made",
        detail: { request: id, ...detailOf(made), decision: decision.id, letter },
        rows: { requests: [id], request_items: [itemId], request_events: events },
      },
    );
}

async function readMade(tx: Db, id: string): Promise<string | undefined> {
  const [row] = await tx.select({ digest: requests.digest }).from(requests).where(eq(requests.id, id));
  return row?.digest;
}

function describeGap({ what, place }: LetterGap): string {
  return place === undefined ? what : `items.${place}.${what}`;
}
