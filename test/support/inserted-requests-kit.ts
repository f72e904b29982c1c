/** Inserts requests directly into the database. */

import { randomUUID } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import { newReference } from "../../intake/core/reference-numbers.ts";
import { cases, decisions, dispatches, requestItems, requests } from "../../intake/db/schema/index.ts";
import type { Db } from "../../intake/db/store.ts";
import { receiveObjection } from "../../intake/objections/store/receive-objection.ts";
import type { RequestState } from "../../utils/shared/contract/request-state.ts";
import { channelSamples, insertChannel, sampleLetter } from "./request-kit.ts";

type Dispatch = typeof dispatches.$inferInsert;

export interface InsertedRequest {
  id: string;
  items: { id: string; caseId: string; decisionId: string; reference: string }[];
  dispatchId: string;
}

/** Outside the range of numbers that the intake assigns in a test. */
let no = 500_000;

/** A letter with these confirmed decisions. If its state implies it, it was sent a minute ago. */
export async function insertLetter(
  db: Db,
  decisionIds: readonly string[],
  { state, dispatch = {}, at, channel = "x-email" }: InsertedRequestInput,
): Promise<InsertedRequest> {
  const found = await db
    .select({ decision: decisions, row: cases })
    .from(decisions)
    .innerJoin(cases, eq(cases.id, decisions.caseId))
    .where(inArray(decisions.id, [...decisionIds]));
  const [first] = found;
  if (!first) throw new Error("no decision");
  const { decision, row } = first;
  const channelId = await insertChannel(db, { ...channelSamples.mail, id: channel });
  const [id, dispatchId] = [randomUUID(), randomUUID()];
  const sentAt = state === "sent" || state === "answered" ? new Date(at.getTime() - 60_000) : null;
  const items = found.map((one, index) => ({
    id: randomUUID(),
    requestId: id,
    place: index + 1,
    caseId: one.row.id,
    spot: one.row.spot,
    decisionId: one.decision.id,
    subject: one.row.subject,
    permalink: one.row.permalink ?? "https://x.com/u/status/9",
    reference: newReference(),
  }));
  const letter = sampleLetter({
    id,
    no: ++no,
    site: row.site,
    at,
    items: items.map(({ permalink: address, requestId: _, place: __, spot: ___, ...item }) => ({
      ...item,
      address,
    })),
  });
  await db.insert(requests).values({
    id,
    year: 2026,
    no,
    kind: decision.act === "approve" ? "order" : "restore",
    channelId,
    state,
    site: row.site,
    category: row.category,
    action: decision.action ?? "BATAS_WILAYAH",
    urgent: false,
    hours: 24,
    version: 1,
    letter,
    jws: "a.b.c",
    digest: "d",
    personId: decision.personId,
    madeAt: at,
    sentAt,
    dueAt: sentAt && new Date(sentAt.getTime() + 24 * 3_600_000),
  });
  await db.insert(requestItems).values(items);
  await db.insert(dispatches).values({
    id: dispatchId,
    requestId: id,
    letter: "request",
    round: 1,
    channelId,
    personId: decision.personId,
    at,
    messageId: `<${dispatchId}@intake.test>`,
    state: sentAt ? "sent" : "queued",
    nextAt: sentAt ? null : at,
    ...dispatch,
  });
  return { id, items, dispatchId };
}

export interface InsertedRequestInput {
  state: RequestState;
  dispatch?: Partial<Dispatch>;
  at: Date;
  /** Channel id. */
  channel?: string;
}

/** An objection as received by the public page. Makes the request of the decision if it is missing. */
export async function insertObjection(
  db: Db,
  decisionId: string,
  at: Date,
  text = "Ini kritik.",
): Promise<string> {
  const live = and(eq(requestItems.decisionId, decisionId), eq(requestItems.isVoid, false));
  const [known] = await db.select().from(requestItems).where(live);
  const item = known ?? (await insertLetter(db, [decisionId], { state: "sent", at })).items[0];
  const received = await receiveObjection(db, item?.id ?? "", { objector: "uploader", text }, at);
  if (!received.ok) throw new Error(received.problem.code);
  return received.value.id;
}
