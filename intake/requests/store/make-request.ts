/** Makes a request: numbers, signs and queues it, and logs it in every case, in one transaction. */

import { randomUUID } from "node:crypto";
import { eq, max, sql } from "drizzle-orm";
import type { Letter } from "../../../utils/shared/contract/letter.ts";
import type { LetterGap, RequestInput } from "../../../utils/shared/contract/request.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import { signLetter } from "../../../utils/shared/seal/letter.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import { saveWithLog } from "../../cases/store/case-writes.ts";
import type { Actor } from "../../core/caller.ts";
import type { CaseScope } from "../../core/scope.ts";
import { locks } from "../../db/locks.ts";
import { dispatches, requestEvents, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { composeLetter } from "../compose-letter.ts";
import { numberYear, requestNumberOf } from "../request-number.ts";
import { type ChannelRecord, fittingChannels } from "./channels.ts";
import { isByHand, newDispatch } from "./dispatches.ts";
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
    number: requestNumberOf(organisation, no, at),
    kind,
    ...(order ? { restores: requestNumberOf(organisation, order.no, order.madeAt) } : {}),
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

/** Idempotent by the request's id and digest. */
export function makeRequest(
  db: Db,
  input: RequestInput,
  scope: CaseScope,
  actor: Actor,
  at: Date,
  maker: RequestIssuer,
): Promise<Result<string>> {
  return db.transaction(async (tx) => {
    const digest = await digestJson({ ...input, personId: actor.personId });
    // Taken first, so that a concurrent retry waits and then gets the same answer.
    await tx.execute(sql`select pg_advisory_xact_lock(${locks.requests})`);
    const earlier = await readMade(tx, input.id);
    if (earlier) return earlier === digest ? ok(input.id) : fail("conflict", "another request has this id");
    const year = numberYear(at);
    const [last] = await tx
      .select({ no: max(requests.no) })
      .from(requests)
      .where(eq(requests.year, year));
    const no = (last?.no ?? 0) + 1;
    const draft = await draftRequest(tx, input, { scope, at, no }, maker);
    if (!draft.ok) return draft;
    const { letter, gaps, channels, facts: asked } = draft.value;
    const [channel] = channels;
    if (!channel) return fail("no-channel");
    if (gaps.length > 0) return fail("request-incomplete", gaps.map(describeGap).join(", "));

    const state = isByHand(channel.channel.kind) ? "by-hand" : "queued";
    await tx.insert(requests).values({
      id: input.id,
      year,
      no,
      kind: letter.kind,
      restores: asked.order?.id ?? null,
      site: letter.site,
      category: letter.category,
      action: letter.action,
      urgent: letter.urgent,
      hours: letter.hours ?? null,
      channelId: channel.rowId,
      state,
      version: 1,
      letter,
      jws: await signLetter(letter, maker.key),
      digest,
      personId: actor.personId,
      madeAt: at,
    });
    await tx.insert(requestItems).values(
      asked.items.map((item, index) => {
        const { picture } = letter.items[index] as Letter["items"][number];
        return {
          id: item.itemId,
          requestId: input.id,
          place: index + 1,
          caseId: item.case.id,
          decisionId: item.decision.id,
          subject: item.post.subject,
          reference: item.reference,
          permalink: letter.items[index]?.address ?? "",
          reportId: item.evidence?.reportId ?? null,
          ...("sha256" in picture ? { pictureSha256: picture.sha256 } : { noPicture: picture.none }),
        };
      }),
    );
    await tx.insert(dispatches).values(
      newDispatch({
        requestId: input.id,
        letter: "request",
        round: 1,
        channel,
        personId: actor.personId,
        at,
        host: maker.mailHost,
      }),
    );
    const detail = { number: letter.number, channel: channel.id, kind: letter.kind };
    await tx.insert(requestEvents).values({
      id: input.id,
      requestId: input.id,
      at,
      act: "made",
      personId: actor.personId,
      by: actor.name,
      detail,
      digest,
    });
    const restored = randomUUID();
    if (asked.order)
      await tx.insert(requestEvents).values({
        id: restored,
        requestId: asked.order.id,
        at,
        act: "restore-made",
        personId: actor.personId,
        by: actor.name,
        detail: { request: input.id },
        digest,
      });
    const letterDigest = await digestJson(letter);
    const events = [input.id, ...(asked.order ? [restored] : [])];
    for (const { itemId, case: row, decision } of asked.items)
      await saveWithLog(
        tx,
        { ...row, version: row.version + 1 },
        {
          at,
          by: actor.name,
          device: actor.deviceId,
          act: "request-made",
          detail: { request: input.id, ...detail, decision: decision.id, letter: letterDigest },
          rows: { requests: [input.id], request_items: [itemId], request_events: events },
        },
      );
    return ok(input.id);
  });
}

async function readMade(tx: Db, id: string): Promise<string | undefined> {
  const [row] = await tx.select({ digest: requests.digest }).from(requests).where(eq(requests.id, id));
  return row?.digest;
}

function describeGap({ what, place }: LetterGap): string {
  return place === undefined ? what : `items.${place}.${what}`;
}
