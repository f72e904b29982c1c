/** Makes a request: numbers, signs and queues it, and logs it in every case, in one transaction. */

import { randomUUID } from "node:crypto";
import { eq, max, sql } from "drizzle-orm";
import type { Letter } from "../../../utils/shared/contract/letter.ts";
import type { LetterGap, RequestInput } from "../../../utils/shared/contract/request.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import { signLetter } from "../../../utils/shared/seal/signed-kinds.ts";
import { saveWithLog } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import type { CaseScope } from "../../core/scope.ts";
import { locks } from "../../db/locks.ts";
import { dispatches, requestEvents, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { letterNumberOf, numberYear } from "../../delivery/letter-number.ts";
import { isByHand } from "../../delivery/letter-queue.ts";
import { composeLetter } from "../compose-letter.ts";
import { type ChannelRecord, fittingChannels } from "./channels.ts";
import { newDispatch } from "./dispatches.ts";
import { type RequestFacts, readRequestFacts } from "./request-facts.ts";

export interface RequestIssuer {
  organisation: string;
  origin: string;
  key: SealingKey;
  /** Host part of Message-IDs. */
  mailHost: string;
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
  const channels = chosen ? [chosen, ...fitting.filter((one) => one !== chosen)] : fitting;
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
  return (last?.no ?? 0) + 1;
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
