/** Inserts requests into the intake's tables as the intake would, and seals checks as a device does. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { cases, decisions, people, requestItems, requests } from "../../intake/db/schema/index.ts";
import { spotOfCase } from "../../intake/db/spot.ts";
import type { Db } from "../../intake/db/store.ts";
import type { samplePicture, TestDevice } from "../../scripts/dev/kits/intake-kit.ts";
import { type OutcomeProof, outcomeCheckFormat } from "../../utils/shared/contract/outcome-check.ts";
import { sealOutcomeProof } from "../../utils/shared/seal/signed-kinds.ts";
import { insertRequestRows } from "./inserted-requests-kit.ts";
import { insertChannel } from "./request-kit.ts";

type Item = typeof requestItems.$inferSelect;
type Request = typeof requests.$inferSelect;

export interface RequestedItem {
  item: Item;
  request: Request;
}

export interface RequestedItemInput {
  request?: Partial<Request>;
  item?: Partial<Item>;
}

let lastChannel = 0;

/** Inserts a confirmed approval of the case and a sent request. */
export async function insertRequestedItem(
  { db, at }: { db: Db; at: Date },
  caseId: string,
  { request = {}, item = {} }: RequestedItemInput = {},
): Promise<RequestedItem> {
  const [row] = await db.select().from(cases).where(eq(cases.id, caseId));
  const [person] = await db.select().from(people).limit(1);
  if (!row || !person) throw new Error("no case, or nobody");
  const { site, subject } = row;
  const action = request.action ?? "HAPUS_KEBIJAKAN";
  const category = request.category ?? "JUDI";
  const decisionId = randomUUID();
  await db.insert(decisions).values({
    id: decisionId,
    caseId,
    spot: spotOfCase(caseId),
    personId: person.id,
    at,
    digest: "d",
    act: "approve",
    category,
    action,
    basis: [],
    reason: "Tautan judi.",
    state: "confirmed",
    answeredAt: at,
  });
  await db.update(cases).set({ state: "approved", decidedAt: at }).where(eq(cases.id, caseId));
  const channel = { id: `surat-${++lastChannel}`, site, name: "Surat", kind: "file", format: "csv" };
  const sent = {
    site,
    category,
    action,
    channelId: await insertChannel(db, channel),
    state: "sent",
    personId: person.id,
    madeAt: at,
    sentAt: at,
    dueAt: new Date(at.getTime() + 86_400_000),
    ...request,
  } as const;
  const permalink = addressIn(subject);
  const { items } = await insertRequestRows(db, {
    request: sent,
    items: [{ caseId, decisionId, subject, permalink, checkAt: sent.dueAt, ...item }],
  });
  return readRequestedItem(db, items[0]?.id ?? "");
}

export async function readRequestedItem(db: Db, itemId: string): Promise<RequestedItem> {
  const [row] = await db
    .select({ item: requestItems, request: requests })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .where(eq(requestItems.id, itemId));
  if (!row) throw new Error("no such item");
  return row;
}

function addressIn(subject: string): string {
  const [site, , id] = subject.split(":");
  return site === "youtube" ? `https://www.youtube.com/watch?v=${id}` : `https://x.com/i/status/${id}`;
}

export function proofOf(
  { item, request }: RequestedItem,
  at: Date,
  change: Partial<OutcomeProof> = {},
): OutcomeProof {
  const now = at.toISOString();
  return {
    format: outcomeCheckFormat,
    itemId: item.id,
    subject: item.subject,
    address: item.permalink,
    shownAddress: item.permalink,
    site: request.site,
    seen: "removed",
    source: "page #reason: dihapus",
    checkedAt: now,
    clock: { intakeAt: now, heardAt: now, offsetMs: 0 },
    recipeVersion: 2,
    extensionVersion: "0.1.0",
    browser: "Firefox 153",
    ...change,
  };
}

/** A proof whose picture is the file. */
export function pictured({ file }: Pick<SamplePicture, "file">): Pick<OutcomeProof, "picture"> {
  return { picture: { state: "taken", file } };
}

type SamplePicture = Awaited<ReturnType<typeof samplePicture>>;

/** Sends the bytes of a check's picture as the device does. */
export function sendPicture(device: TestDevice, checkId: string, bytes: Uint8Array<ArrayBuffer>) {
  const headers = { "Content-Type": "application/octet-stream" };
  return device.call("PUT", `/v1/checks/${checkId}/picture`, { bytes, headers });
}

/** The request body as a device sends it. */
export async function checkBody(device: TestDevice, proof: OutcomeProof, note?: string) {
  const seal = await sealOutcomeProof(proof, device.key);
  return { id: randomUUID(), seenFrom: "indonesia", seal, ...(note ? { note } : {}) };
}
