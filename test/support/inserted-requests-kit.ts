/** Inserts requests directly into the database, regardless of their cases' state. */

import { randomUUID } from "node:crypto";
import { and, eq, inArray } from "drizzle-orm";
import { newReference } from "../../intake/core/reference-numbers.ts";
import { cases, decisions, dispatches, requestItems, requests } from "../../intake/db/schema/index.ts";
import { spotOfCase } from "../../intake/db/spot.ts";
import type { Db } from "../../intake/db/store.ts";
import { receiveObjection } from "../../intake/objections/store/receive-objection.ts";
import { origin } from "../../scripts/dev/kits/intake-kit.ts";
import type { Letter } from "../../utils/shared/contract/letter.ts";
import type { RequestState } from "../../utils/shared/contract/request-state.ts";
import { channelSamples, insertChannel } from "./request-kit.ts";

type NewRequest = typeof requests.$inferInsert;
type NewItem = typeof requestItems.$inferInsert;
type NewDispatch = typeof dispatches.$inferInsert;

/** Outside the range of numbers that the intake assigns in a test. */
let lastNo = 500_000;

interface RequestRows {
  request: Partial<NewRequest> & Pick<NewRequest, "site" | "channelId" | "state" | "personId" | "madeAt">;
  items: (Partial<NewItem> & Pick<NewItem, "caseId" | "decisionId" | "subject" | "permalink">)[];
  /** The letter's first dispatch. */
  dispatch?: Partial<NewDispatch> & Pick<NewDispatch, "state">;
}

/** Inserts a request with its items and, if given, a dispatch. Its letter is valid and not signed. */
export async function insertRequestRows(db: Db, { request, items: given, dispatch }: RequestRows) {
  const id = request.id ?? randomUUID();
  const no = ++lastNo;
  const items = given.map((item, index) => ({
    id: randomUUID(),
    requestId: id,
    place: index + 1,
    spot: spotOfCase(item.caseId),
    reference: newReference(),
    ...item,
  }));
  const { site, channelId, personId, madeAt: at } = request;
  await db.insert(requests).values({
    id,
    year: at.getUTCFullYear(),
    no,
    kind: "order",
    category: "JUDI",
    action: "BATAS_WILAYAH",
    urgent: false,
    hours: 24,
    version: 1,
    letter: sampleLetter({ id, no, site, at, items }),
    jws: "a.b.c",
    digest: "d",
    ...request,
  });
  await db.insert(requestItems).values(items);
  const dispatchId = randomUUID();
  if (dispatch)
    await db.insert(dispatches).values({
      id: dispatchId,
      requestId: id,
      letter: "request",
      round: 1,
      channelId,
      personId,
      at,
      messageId: `<${dispatchId}@intake.test>`,
      ...dispatch,
    });
  return { id, items, dispatchId };
}

type LetterItem = Letter["items"][number];

/** A valid letter. Its legal basis is the same for all. */
function sampleLetter({
  id,
  no,
  site,
  at,
  items,
}: {
  id: string;
  no: number;
  site: Letter["site"];
  at: Date;
  items: (Pick<LetterItem, "id" | "caseId" | "decisionId" | "subject" | "reference" | "place"> & {
    permalink: string;
  })[];
}): Letter {
  return {
    format: "lapor-kominfo/request/1",
    id,
    number: `${no}/LK-KOMINFO/XI/2026`,
    kind: "order",
    organisation: "Kominfo",
    site,
    category: "JUDI",
    action: "BATAS_WILAYAH",
    urgent: false,
    hours: 24,
    basis: [{ id: "kuhp-426-427", text: "KUHP (UU 1/2023) Ps 426–427", verified: true }],
    items: items.map((item) => ({
      id: item.id,
      caseId: item.caseId,
      decisionId: item.decisionId,
      subject: item.subject,
      address: item.permalink,
      reference: item.reference,
      place: item.place,
      aliases: [],
      picture: { none: "not-in-view" },
      analysis: "Tautan ke situs judi.",
      elements: [],
    })),
    madeAt: at.toISOString(),
    origin,
  };
}

export interface InsertedRequest {
  id: string;
  items: { id: string; caseId: string; decisionId: string; reference: string }[];
  dispatchId: string;
}

/** A letter with these confirmed decisions. If its state implies it, it was sent a minute ago. */
export async function insertLetter(
  db: Db,
  decisionIds: readonly string[],
  { state, dispatch = {}, at, channel = "x-email" }: InsertedRequestInput,
): Promise<InsertedRequest> {
  const rows = await db
    .select({ decision: decisions, row: cases })
    .from(decisions)
    .innerJoin(cases, eq(cases.id, decisions.caseId))
    .where(inArray(decisions.id, [...decisionIds]));
  const [first] = rows;
  if (!first) throw new Error("no decision");
  const { decision, row } = first;
  const sentAt = state === "sent" || state === "answered" ? new Date(at.getTime() - 60_000) : null;
  return insertRequestRows(db, {
    request: {
      kind: decision.act === "approve" ? "order" : "restore",
      channelId: await insertChannel(db, { ...channelSamples.mail, id: channel }),
      state,
      site: row.site,
      category: row.category,
      ...(decision.action ? { action: decision.action } : {}),
      personId: decision.personId,
      madeAt: at,
      sentAt,
      dueAt: sentAt && new Date(sentAt.getTime() + 24 * 3_600_000),
    },
    items: rows.map((one) => ({
      caseId: one.row.id,
      decisionId: one.decision.id,
      subject: one.row.subject,
      permalink: one.row.permalink ?? "https://x.com/u/status/9",
    })),
    dispatch: { state: sentAt ? "sent" : "queued", nextAt: sentAt ? null : at, ...dispatch },
  });
}

export interface InsertedRequestInput {
  state: RequestState;
  dispatch?: Partial<NewDispatch>;
  at: Date;
  /** Channel id. */
  channel?: string;
}

interface CaseRequest {
  caseId: string;
  decisionId: string;
  personId: string;
  /** Id of its row in `channels`. */
  channelId: string;
  at?: Date;
  state: RequestState;
  sentAt?: Date | null;
  dueAt?: Date | null;
}

const dispatchState: Partial<Record<RequestState, NewDispatch["state"]>> = {
  sent: "sent",
  answered: "sent",
  "by-hand": "by-hand",
};

/** Inserts a request for one decided case. */
export async function insertRequest(
  db: Db,
  { caseId, decisionId, at = new Date(), state, ...request }: CaseRequest,
): Promise<{ requestId: string; itemId: string; dispatchId: string }> {
  const [row] = await db.select().from(cases).where(eq(cases.id, caseId));
  if (!row) throw new Error("no such case");
  const permalink = row.permalink ?? "https://x.com/i/status/1";
  const { id, items, dispatchId } = await insertRequestRows(db, {
    request: { site: row.site, state, madeAt: at, ...request },
    items: [{ caseId, decisionId, subject: row.subject, permalink, noPicture: "not-in-view" }],
    dispatch: { state: dispatchState[state] ?? "queued", nextAt: state === "queued" ? at : null },
  });
  return { requestId: id, itemId: items[0]?.id ?? "", dispatchId };
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
