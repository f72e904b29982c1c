/** Generates months of events directly into the tables: every kind of event, many near the end of a month. */

import { randomUUID } from "node:crypto";
import { insertRows } from "../../intake/db/insert.ts";
import * as tables from "../../intake/db/schema/index.ts";
import { spotOfCase } from "../../intake/db/spot.ts";
import type { Db } from "../../intake/db/store.ts";
import { deriveProof } from "../../intake/requests/own-proof.ts";
import { evidence } from "../../scripts/dev/kits/evidence.ts";
import { mulberry32 } from "../../scripts/measure/chaos/random.ts";
import type { CategoryCode } from "../../utils/shared/contract/category.ts";
import { rejectionCode } from "../../utils/shared/contract/decision-grounds.ts";
import type { Letter } from "../../utils/shared/contract/letter.ts";
import { contentState, itemOutcome } from "../../utils/shared/contract/request-state.ts";
import type { SiteId } from "../../utils/shared/contract/site.ts";
import { subReasons } from "../../utils/shared/policy/sub-reasons.ts";

export type Pick = <T>(from: readonly T[]) => T;

type Row<T extends { $inferInsert: unknown }> = T["$inferInsert"];

export interface GeneratedRows {
  /** Makes the ids of rows that are added. */
  newId(): string;
  people: Row<typeof tables.people>[];
  devices: Row<typeof tables.devices>[];
  channels: Row<typeof tables.channels>[];
  cases: Row<typeof tables.cases>[];
  reports: Row<typeof tables.reports>[];
  log: Row<typeof tables.log>[];
  decisions: Row<typeof tables.decisions>[];
  reviews: Row<typeof tables.reviews>[];
  requests: Row<typeof tables.requests>[];
  items: Row<typeof tables.requestItems>[];
  events: Row<typeof tables.requestEvents>[];
  checks: Row<typeof tables.checks>[];
  objections: Row<typeof tables.objections>[];
}

export const sites: readonly SiteId[] = ["x", "telegram", "youtube", "facebook"];
const categories: readonly CategoryCode[] = ["TERORISME", "JUDI", "PORNO_ANAK", "SPAM", "TAUTAN_RENDAH"];

/** UUIDs that follow the seed, so that a failure can be repeated. */
function idsFrom(seed: number): () => string {
  const random = mulberry32(seed);
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join("");
  return () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
}

/** Two people, a vlogger and an officer, and a channel that all requests use. */
export function noRows(at: Date, newId: () => string = randomUUID): GeneratedRows {
  const [officer, vlogger] = [newId(), newId()];
  const person = (id: string, role: "officer" | "vlogger") => ({ id, name: role, role, createdAt: at });
  return {
    newId,
    people: [person(officer, "officer"), person(vlogger, "vlogger")],
    devices: [
      {
        id: newId(),
        personId: officer,
        thumbprint: newId(),
        browser: "Firefox",
        publicKey: { kty: "EC", crv: "P-256", x: "", y: "" },
        extensionVersion: "1",
        enrolledAt: at,
      },
    ],
    channels: [
      {
        rowId: newId(),
        id: newId(),
        site: "x",
        place: 1,
        since: at,
        channel: {
          kind: "form",
          id: "uji",
          site: "x",
          name: "Uji",
          address: "https://example.org/",
          urgentOnly: false,
          language: "both",
          acknowledgeHours: 4,
        },
      },
    ],
    cases: [],
    reports: [],
    log: [],
    decisions: [],
    reviews: [],
    requests: [],
    items: [],
    events: [],
    checks: [],
    objections: [],
  };
}

export interface GenerateOptions {
  cases: number;
  /** Events happen within two days of one of these times, or exactly then. */
  edges: readonly Date[];
  seed: number;
}

/** Generates `cases` with reports, reviews and decisions; half of them with a request and its outcome. */
export function generateRows({ cases, edges, seed }: GenerateOptions): GeneratedRows {
  const random = mulberry32(seed);
  const pick: Pick = (from) => from[Math.floor(random() * from.length)] as never;
  const near = () => new Date(pick(edges).getTime() + pick([0, 0, random() * 2 - 1]) * 2 * 86_400_000);
  const all = noRows(new Date(0), idsFrom(seed));
  const [officer, vlogger] = all.people.map(({ id }) => id) as [string, string];
  for (let no = 0; no < cases; no++) {
    const at = near();
    const [site, category] = [pick(sites), pick(categories)];
    const row = caseRow(all.newId(), site, category, at, no);
    if (random() < 0.1) row.mergedInto = all.newId();
    all.cases.push(row);
    const note = noteIn(all, row.id);
    for (let n = 0; n < 1 + Math.floor(random() * 3); n++)
      addReport(
        all,
        row,
        { personId: pick([officer, vlogger]), category: pick([category, "HOAKS"]) },
        near(),
        note,
      );
    for (let n = 0; n < Math.floor(random() * 4); n++) addReview(all, row.id, vlogger, near(), pick, random);
    const decision = addDecision(all, row, { at: near(), pick, personId: officer, note });
    if (decision.act !== "approve" || decision.state !== "confirmed") continue;
    if (random() < 0.15) addReversal(all, row, decision, near(), note);
    if (random() < 0.8) addRequest(all, row, decision, near(), pick, random);
  }
  return all;
}

type Note = (at: Date, act: string, detail: Record<string, unknown>) => void;

function noteIn(all: GeneratedRows, caseId: string): Note {
  let seq = 0;
  return (at, act, detail) =>
    all.log.push({
      caseId,
      spot: spotOfCase(caseId),
      seq: ++seq,
      at,
      by: "uji",
      act,
      detail,
      previous: "",
      hash: "",
    });
}

export function caseRow(id: string, site: SiteId, category: CategoryCode, at: Date, no: number) {
  const row: Row<typeof tables.cases> = {
    id,
    spot: spotOfCase(id),
    site,
    category,
    version: 1,
    createdAt: at,
    kind: "post",
    subject: `${site}:post:${no}`,
    channelId: "",
    state: "open",
    reports: 1,
    reporters: 1,
    reportedCategory: category,
    categories: [category],
    markedUrgent: false,
    forbidsPixels: false,
    firstAt: at,
    lastAt: at,
    reach: 0,
    voices: 0,
    searchText: "",
    leftGroups: [],
    urgent: false,
    withheld: false,
    queueKey: id,
    headSeq: 1,
    headHash: "",
  };
  return row;
}

type CaseRow = ReturnType<typeof caseRow>;
type Who = Pick2<"personId" | "category">;
type Pick2<K extends keyof Row<typeof tables.reports>> = { [N in K]: Row<typeof tables.reports>[N] };

export function addReport(all: GeneratedRows, one: CaseRow, who: Who, at: Date, note: Note): void {
  const id = all.newId();
  // Every third names a listed sub-reason, every sixth one that this edition does not list.
  const keys = [subReasons[who.category][0]?.key, null, null, "kunci-baru", null, null];
  const subReason = keys[all.reports.length % keys.length] ?? null;
  all.reports.push({
    ...who,
    subReason,
    id,
    caseId: one.id,
    spot: one.spot,
    deviceId: all.devices[0]?.id ?? "",
    receivedAt: at,
    weight: 0,
    digest: "",
    place: 1,
    action: "PANTAU",
    basis: [],
    policyVersion: 1,
    urgent: false,
    evidence,
    receipt: "",
    hosts: [],
  });
  note(at, "report-received", { report: id, category: who.category, ...(subReason ? { subReason } : {}) });
}

function addReview(
  all: GeneratedRows,
  caseId: string,
  personId: string,
  at: Date,
  pick: Pick,
  random: () => number,
) {
  all.reviews.push({
    id: all.newId(),
    caseId,
    spot: spotOfCase(caseId),
    personId,
    at,
    digest: "",
    reason: "",
    timecodes: [],
    elements: {},
    verdict: pick(["violates", "does-not", "cannot-tell"]),
    weight: [0, 0.2, 0.566, 0.9][all.reviews.length % 4] ?? 0,
    trial: random() < 0.2,
  });
}

interface DecisionInput {
  at: Date;
  personId: string;
  pick: Pick;
  note: Note;
}

function addDecision(all: GeneratedRows, one: CaseRow, { at, personId, pick, note }: DecisionInput) {
  const act = pick(["approve", "approve", "approve", "reject", "escalate", "recategorise"] as const);
  const state = pick(["confirmed", "confirmed", "confirmed", "refused", "proposed"] as const);
  const byPanel = state === "confirmed" && pick([true, false, false]);
  const decision: Row<typeof tables.decisions> = {
    id: all.newId(),
    caseId: one.id,
    spot: one.spot,
    personId,
    at: new Date(at.getTime() - 3_600_000),
    digest: "",
    act,
    state,
    category: act === "approve" || act === "recategorise" ? pick(categories) : null,
    basis: [],
    elements: [],
    exceptions: [],
    reason: "",
    canned: false,
    why: null,
    agency: null,
    ...(act === "reject" ? { why: pick(rejectionCode.options) } : {}),
    ...(state === "proposed" ? {} : { answeredBy: personId, answeredAt: at }),
    // The first refusal may have happened in another month.
    ...(byPanel ? { settledAt: at, answeredAt: new Date(at.getTime() - 40 * 86_400_000) } : {}),
  };
  all.decisions.push(decision);
  const isDrawn = act === "approve" && state === "confirmed" && !byPanel;
  const lot = isDrawn ? { draw: inTurn([0, 4, 5, 99]), share: 5 } : {};
  if (state === "confirmed")
    note(at, byPanel ? "decision-upheld" : "decision-confirmed", { decision: decision.id, ...lot });
  if (lot.draw !== undefined) addPanelReview(decision, lot, { at, note });
  return decision;
}

let turns = 0;

/** Leaves the random sequence of the other rows as it is. */
function inTurn<T>(all: readonly [T, ...T[]]): T {
  return all[turns++ % all.length] ?? all[0];
}

/** The panel may end its review in another month, or never. */
function addPanelReview(
  decision: Row<typeof tables.decisions>,
  { draw, share }: { draw: number; share: number },
  { at, note }: { at: Date; note: Note },
): void {
  const review =
    draw < share ? inTurn(["upheld", "waiting", "overturned", "upheld", "overturned"] as const) : null;
  Object.assign(decision, { draw, drawShare: share, review });
  if (review === null || review === "waiting") return;
  decision.reviewedAt = new Date(at.getTime() + inTurn([1, 20]) * 86_400_000);
  note(decision.reviewedAt, `review-${review}`, { decision: decision.id });
}

function addReversal(
  all: GeneratedRows,
  one: CaseRow,
  of: Row<typeof tables.decisions>,
  at: Date,
  note: Note,
): void {
  const id = all.newId();
  all.decisions.push({
    ...of,
    id,
    act: "reject",
    category: null,
    why: "other",
    reverses: of.id,
    settledAt: null,
    answeredAt: at,
    draw: null,
    drawShare: null,
    review: null,
    reviewedAt: null,
  });
  note(at, "decision-confirmed", { decision: id });
  of.reversedAt = at;
  void one;
}

let letters = 0;

export interface RequestedLetter {
  site: SiteId;
  category: CategoryCode;
  sentAt: Date | null;
}

function addRequest(
  all: GeneratedRows,
  one: CaseRow,
  decision: Row<typeof tables.decisions>,
  sentAt: Date,
  pick: Pick,
  random: () => number,
): void {
  const hours = pick([4, 24, null]);
  const after = (most: number) => new Date(sentAt.getTime() + pick([most, random() * most * 2]) * 3_600_000);
  const dueAt = hours === null ? null : new Date(sentAt.getTime() + hours * 3_600_000);
  const request = requestRow(all, {
    site: one.site,
    category: decision.category ?? "JUDI",
    sentAt,
    dueAt,
    hours,
    kind: pick(["order", "order", "order", "restore"]),
    action: pick(["BATAS_WILAYAH", "HAPUS_KEBIJAKAN"]),
    state: pick(["sent", "sent", "answered", "undelivered", "withdrawn"]),
    acknowledgedAt: pick([null, after(4)]),
  });
  if (request.state === "withdrawn") request.withdrawnAt = after(24);
  if (random() < 0.3) addEvent(all, request.id, "reprimanded", after(48));
  addEvent(all, request.id, "sent", sentAt);
  const outcome = pick(itemOutcome.options);
  const item = itemRow(all, request, { caseId: one.id, decisionId: decision.id, place: 1 });
  Object.assign(item, {
    outcome,
    outcomeAt: outcome === "pending" ? null : after(24),
    isVoid: random() < 0.2,
  });
  const made = Array.from({ length: Math.floor(random() * 5) }, (_, no) => {
    const at = after(48);
    return {
      id: all.newId(),
      spot: item.spot,
      itemId: item.id,
      personId: pick(all.people).id ?? "",
      digest: "",
      deviceId: all.devices[0]?.id ?? "",
      at,
      stated: random() < 0.3,
      basis: "declared" as const,
      // A check may be made some time before it is received, or without a seal.
      lookedAt: [at, at, new Date(at.getTime() - 3 * 3_600_000), null][
        (all.checks.length + no) % 4
      ] as Date | null,
      seen: pick(contentState.options),
      seenFrom: pick(["indonesia", "indonesia", "abroad"] as const),
    };
  });
  all.checks.push(...made);
  const { kind, action } = request;
  Object.assign(item, deriveProof({ kind, action, sentAt, reversedAt: decision.reversedAt ?? null }, made));
  if (random() < 0.4) addObjection(all, item, after(48), pick, random);
}

export function requestRow(
  all: GeneratedRows,
  more: Partial<Row<typeof tables.requests>> & RequestedLetter,
): Row<typeof tables.requests> {
  const row: Row<typeof tables.requests> = {
    id: all.newId(),
    year: 2026,
    no: ++letters,
    kind: "order",
    urgent: false,
    action: "HAPUS_KEBIJAKAN",
    hours: 24,
    channelId: all.channels[0]?.rowId ?? "",
    state: "sent",
    version: 1,
    // No figure reads it.
    letter: {} as Letter,
    jws: "",
    digest: "",
    personId: all.people[0]?.id ?? "",
    reprimands: 0,
    madeAt: more.sentAt ?? new Date(0),
    ...more,
  };
  all.requests.push(row);
  return row;
}

export function itemRow(
  all: GeneratedRows,
  { id, site }: Row<typeof tables.requests>,
  of: { caseId: string; decisionId: string; place: number },
): Row<typeof tables.requestItems> {
  const row: Row<typeof tables.requestItems> = {
    id: all.newId(),
    requestId: id,
    ...of,
    spot: spotOfCase(of.caseId),
    subject: `${site}:post:1`,
    permalink: "https://x.com/a",
    reference: all.newId(),
    isVoid: false,
    outcome: "pending",
  };
  all.items.push(row);
  return row;
}

function addEvent(all: GeneratedRows, requestId: string, act: "reprimanded" | "sent", at: Date): void {
  all.events.push({ id: all.newId(), requestId, at, act, by: "uji", detail: {}, digest: "" });
}

function addObjection(
  all: GeneratedRows,
  item: Row<typeof tables.requestItems>,
  at: Date,
  pick: Pick,
  random: () => number,
): void {
  const state = pick(["open", "upheld", "dismissed"] as const);
  const reversal = all.decisions.find(({ reverses }) => reverses === item.decisionId);
  const heard = state === "open" ? {} : { handledAt: new Date(at.getTime() + random() * 4 * 86_400_000) };
  const since = reversal?.settledAt ?? reversal?.answeredAt;
  // Every second one came before the reversal that upheld it.
  const isBefore = state === "upheld" && since instanceof Date && all.objections.length % 2 === 0;
  const receivedAt = isBefore ? new Date(Math.min(at.getTime(), since.getTime() - 3_600_000)) : at;
  all.objections.push({
    id: all.newId(),
    itemId: item.id,
    caseId: item.caseId,
    spot: item.spot,
    decisionId: item.decisionId,
    objector: "uploader",
    text: "",
    digest: "",
    receivedAt,
    state,
    ticket: all.newId(),
    reversal: state === "upheld" ? (reversal?.id ?? null) : null,
    ...heard,
    dueAt: new Date(receivedAt.getTime() + 2 * 86_400_000),
  });
}

const pageRows = 2_000;

/** Column defaults are written out, because rows are inserted as JSON. */
export async function write(db: Db, all: GeneratedRows): Promise<void> {
  const put = async (table: Parameters<typeof insertRows>[0], rows: readonly object[]) => {
    for (let at = 0; at < rows.length; at += pageRows)
      await db.execute(insertRows(table, rows.slice(at, at + pageRows) as never));
  };
  await put(tables.people, all.people);
  await put(tables.devices, all.devices);
  await put(tables.channels, all.channels);
  await put(tables.cases, all.cases);
  await put(tables.reports, all.reports);
  await put(tables.log, all.log);
  await put(tables.decisions, all.decisions);
  await put(tables.reviews, all.reviews);
  await put(tables.requests, all.requests);
  await put(tables.requestItems, all.items);
  await put(tables.requestEvents, all.events);
  await put(tables.checks, all.checks);
  await put(tables.objections, all.objections);
}
