/** Recounts the figures about platforms, letter by letter and item by item. */

import type { CountName } from "../../../utils/shared/contract/figures.ts";
import { acknowledgeWithinMinutes, dayMinutes } from "../../../utils/shared/policy/commitments.ts";
import {
  checks,
  decisions,
  objections,
  requestEvents,
  requestItems,
  requests,
} from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { isIn } from "./period.ts";
import type { Tally } from "./recount-tally.ts";

type RequestRow = typeof requests.$inferSelect;
type ItemRow = typeof requestItems.$inferSelect & { reversedAt: Date | null };
type CheckRow = typeof checks.$inferSelect;

export async function recountRequests(db: Db, tally: Tally): Promise<void> {
  const all = new Map((await db.select().from(requests)).map((one) => [one.id, one]));
  const reversals = new Map((await db.select().from(decisions)).map((one) => [one.id, one.reversedAt]));
  const items = (await db.select().from(requestItems)).map((item) => ({
    ...item,
    reversedAt: reversals.get(item.decisionId) ?? null,
  }));
  const byRequest = Map.groupBy(items, ({ requestId }) => requestId);
  for (const request of all.values()) recountRequest(tally, request, byRequest.get(request.id) ?? []);
  const looks = new Map<string, CheckRow[]>();
  for (const one of await db.select().from(checks)) {
    if (one.seenFrom !== "indonesia" || !isIn(tally.period, one.at)) continue;
    looks.set(one.itemId, [...(looks.get(one.itemId) ?? []), one]);
  }
  for (const item of items) {
    const request = all.get(item.requestId);
    if (request?.kind !== "order") continue;
    recountItem(tally, request, item);
    recountLooks(tally, request, looks.get(item.id) ?? []);
  }
  for (const { requestId, act, at } of await db.select().from(requestEvents)) {
    const request = all.get(requestId);
    if (request && act === "reprimanded") tally.add(request, "reprimands", at);
  }
}

function recountRequest(tally: Tally, request: RequestRow, items: readonly ItemRow[]): void {
  const { sentAt, acknowledgedAt } = request;
  tally.add(request, request.kind === "order" ? "requests.sent" : "requests.restore", sentAt);
  if (request.kind !== "order" || sentAt === null) return;
  tally.addTime(request, "acknowledge", sentAt, acknowledgedAt);
  const end = later(sentAt, acknowledgeWithinMinutes);
  if (acknowledgedAt && acknowledgedAt <= end) tally.add(request, "acknowledged.kept", acknowledgedAt);
  else if (isAskedAt(request, end) && items.some((item) => standsAt(item, end)))
    tally.add(request, "acknowledged.missed", end);
}

function recountItem(tally: Tally, request: RequestRow, item: ItemRow): void {
  const { outcome, outcomeAt } = item;
  const isAsked = (end: Date) => isAskedAt(request, end) && standsAt(item, end);
  const { sentAt, dueAt } = request;
  tally.add(request, "items.sent", sentAt);
  const saidBy = (end: Date) => outcome !== "pending" && outcomeAt !== null && outcomeAt <= end;
  if (outcome === "acted") {
    const name = dueAt === null ? "items.no-limit" : saidBy(dueAt) ? "items.in-time" : "items.late";
    tally.add(request, name, outcomeAt);
    tally.addTime(request, "action", sentAt, outcomeAt);
  } else if (outcome !== "pending") tally.add(request, `items.${outcome}`, outcomeAt);
  if (dueAt && isAsked(dueAt) && !saidBy(dueAt)) tally.add(request, "items.overdue", dueAt);
  if (sentAt === null) return;
  const dayEnd = later(sentAt, dayMinutes);
  const isLost = outcome === "restricted" || outcome === "refused";
  if (outcome === "acted" && saidBy(dayEnd)) tally.add(request, "day.kept", outcomeAt);
  else if (isAsked(dayEnd) && (!saidBy(dayEnd) || isLost)) tally.add(request, "day.missed", dayEnd);
}

function recountLooks(tally: Tally, request: RequestRow, looks: readonly CheckRow[]): void {
  const last = [...looks].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1)).at(-1);
  if (!last) return;
  tally.add(request, `seen.${last.seen}`, last.at);
  if (request.action !== "BATAS_WILAYAH") return;
  const shown: Partial<Record<CheckRow["seen"], CountName>> = {
    removed: "limited.kept",
    withheld: "limited.kept",
    available: "limited.missed",
  };
  const name = shown[last.seen];
  if (name) tally.add(request, name, last.at);
}

export async function recountObjections(db: Db, tally: Tally): Promise<void> {
  const all = new Map((await db.select().from(requests)).map((one) => [one.id, one]));
  const items = new Map((await db.select().from(requestItems)).map((one) => [one.id, one.requestId]));
  for (const { itemId, receivedAt, handledAt, dueAt, state } of await db.select().from(objections)) {
    const request = all.get(items.get(itemId) ?? "");
    if (!request) continue;
    tally.add(request, "objections.received", receivedAt);
    if (state !== "open") tally.add(request, `objections.${state}`, handledAt);
    if (handledAt === null || handledAt > dueAt) tally.add(request, "objections.late", dueAt);
  }
}

function isAskedAt({ state, withdrawnAt }: RequestRow, end: Date): boolean {
  return state !== "undelivered" && (withdrawnAt === null || withdrawnAt > end);
}

function standsAt({ reversedAt }: ItemRow, end: Date): boolean {
  return reversedAt === null || reversedAt > end;
}

function later(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}
