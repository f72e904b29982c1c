/** Inserts requests into the intake's tables as the intake would, and seals checks as a device does. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { cases, channels, decisions, requestItems, requests } from "../../intake/db/schema/index.ts";
import { spotOfCase } from "../../intake/db/spot.ts";
import type { IntakeKit, samplePicture, TestDevice } from "../../scripts/dev/kits/intake-kit.ts";
import { type OutcomeProof, outcomeCheckFormat } from "../../utils/shared/contract/outcome-check.ts";
import type { Channel } from "../../utils/shared/contract/platform-channel.ts";
import { sealOutcomeProof } from "../../utils/shared/seal/signed-kinds.ts";
import { sampleLetter } from "./request-kit.ts";

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

let number = 0;

/** Inserts a confirmed approval of the case and a sent request. */
export async function insertRequest(
  { store: { db }, intake }: Pick<IntakeKit, "store" | "intake">,
  caseId: string,
  { request = {}, item = {} }: RequestedItemInput = {},
): Promise<RequestedItem> {
  const at = intake.now();
  const [row] = await db.select().from(cases).where(eq(cases.id, caseId));
  const [person] = await db.query.people.findMany({ limit: 1 });
  if (!row || !person) throw new Error("no case, or nobody");
  const { site, subject } = row;
  const channel: Channel = {
    id: `surat-${++number}`,
    site,
    name: "Surat",
    urgentOnly: false,
    language: "both",
    acknowledgeHours: 4,
    kind: "file",
    format: "csv",
  };
  const rowId = randomUUID();
  await db
    .insert(channels)
    .values({ rowId, id: channel.id, site, place: 1, channel, since: at, endedAt: null });
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
  const dueAt = new Date(at.getTime() + 86_400_000);
  const permalink = item.permalink ?? addressIn(subject);
  const shown = { id: item.id ?? randomUUID(), caseId, decisionId, subject, reference: referenceOf(number) };
  const letter = sampleLetter({
    ...{ id: request.id ?? randomUUID(), no: number, site, at },
    items: [{ ...shown, address: permalink }],
  });
  const made: typeof requests.$inferInsert = {
    id: letter.id,
    year: 2026,
    no: number,
    kind: "order",
    site,
    category,
    action,
    urgent: false,
    hours: 24,
    channelId: rowId,
    state: "sent",
    version: 1,
    jws: "a.b.c",
    digest: "d",
    letter: { ...letter, number: `${String(number).padStart(5, "0")}/LK-KOMINFO/XI/2026` },
    personId: person.id,
    madeAt: at,
    sentAt: at,
    dueAt,
    ...request,
  };
  await db.insert(requests).values(made);
  const one: typeof requestItems.$inferInsert = {
    ...shown,
    spot: spotOfCase(shown.caseId),
    requestId: made.id,
    place: 1,
    permalink,
    checkAt: made.dueAt ?? null,
    ...item,
  };
  await db.insert(requestItems).values(one);
  return readRequestedItem({ store: { db } } as IntakeKit, one.id);
}

export async function readRequestedItem(
  { store: { db } }: Pick<IntakeKit, "store">,
  itemId: string,
): Promise<RequestedItem> {
  const [found] = await db
    .select({ item: requestItems, request: requests })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .where(eq(requestItems.id, itemId));
  if (!found) throw new Error("no such item");
  return found;
}

function referenceOf(no: number): string {
  return String(no).padStart(26, "0");
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
