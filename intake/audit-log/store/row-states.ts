/** Row states in the log: the entry of an act records the rows that it wrote. */

import { getTableColumns, inArray, type SQL } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { digestJson } from "../../../utils/shared/seal/digest.ts";
import * as schema from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

/** Values by column name: plain, or as the digest of their canonical JSON. */
export type RowState = Record<string, unknown>;

export interface ProvenTable {
  table: PgTable;
  key: PgColumn;
  /** Name of one row in messages. */
  noun: string;
  /** Columns left out of the state, because they are derived or change without an act. */
  omitted?: readonly string[];
  /** Columns with long, personal or secret values, stored as digests because the log outlives them. */
  digested?: readonly string[];
  /** Columns that no act changes: what waits for a second person stays as the first one wrote it. */
  fixed?: readonly string[];
}

const { decisions, reviews, holds, objections, requests, requestItems, requestEvents, checks } = schema;
const { adminActs, people, devices, units, apiKeys, channels, caseNotes } = schema;
const { hooks, recipeProposals, retentionChanges } = schema;
const { partnerChannels, referrals, referralEvents, spotOwners, watches, watchLooks } = schema;

/** States leave out `caseId` and `spot`, because a merge moves the rows. */
export const provenTables = {
  admin_acts: {
    table: adminActs,
    key: adminActs.id,
    noun: "act of an administrator",
    digested: ["act", "about", "reason", "answerReason"],
    fixed: ["act", "about", "reason", "askedBy", "askedAt"],
  },
  api_keys: { table: apiKeys, key: apiKeys.id, noun: "API key", digested: ["name"] },
  case_notes: {
    table: caseNotes,
    key: caseNotes.id,
    noun: "note",
    omitted: ["caseId", "spot"],
    digested: ["text"],
  },
  channels: { table: channels, key: channels.rowId, noun: "channel", digested: ["channel"] },
  checks: {
    table: checks,
    key: checks.id,
    noun: "check",
    omitted: ["spot", "pictureFile"],
    digested: ["proof", "seal", "note"],
  },
  decisions: {
    table: decisions,
    key: decisions.id,
    noun: "decision",
    omitted: ["caseId", "spot"],
    digested: ["reason", "unseenReason", "answerReason", "answerUnseenReason", "frozen"],
    fixed: [
      ...["personId", "at", "act", "category", "action", "basis", "elements", "exceptions"],
      ...["why", "agency", "reason", "reverses", "digest"],
      ...["subReason", "canned", "look", "unseenReason", "bulkId"],
    ],
  },
  devices: {
    table: devices,
    key: devices.id,
    noun: "device",
    omitted: ["browser", "extensionVersion", "lastSeenAt"],
    digested: ["publicKey"],
  },
  holds: {
    table: holds,
    key: holds.id,
    noun: "hold",
    omitted: ["caseId", "spot"],
    digested: ["by", "reason", "releasedBy", "releaseReason"],
  },
  hooks: { table: hooks, key: hooks.id, noun: "webhook", digested: ["address", "secret"] },
  objections: {
    table: objections,
    key: objections.id,
    noun: "objection",
    omitted: ["caseId", "spot", "name", "contact"],
    digested: ["text", "reason", "ticket"],
    fixed: ["itemId", "decisionId", "objector", "text", "receivedAt", "ticket"],
  },
  partner_channels: {
    table: partnerChannels,
    key: partnerChannels.rowId,
    noun: "partner channel",
    digested: ["channel"],
  },
  people: { table: people, key: people.id, noun: "person", digested: ["name", "issuer", "subject"] },
  recipe_proposals: {
    table: recipeProposals,
    key: recipeProposals.id,
    noun: "recipe proposal",
    digested: ["mend", "score", "outlines"],
  },
  referral_events: {
    table: referralEvents,
    key: referralEvents.id,
    noun: "referral event",
    omitted: ["spot"],
    digested: ["by", "detail"],
  },
  referrals: {
    table: referrals,
    key: referrals.id,
    noun: "referral",
    omitted: ["caseId", "spot", "channelId"],
    digested: ["letter", "jws", "outcomeNote", "closedReason"],
  },
  request_events: {
    table: requestEvents,
    key: requestEvents.id,
    noun: "request event",
    digested: ["by", "detail"],
  },
  request_items: {
    table: requestItems,
    key: requestItems.id,
    noun: "request item",
    omitted: ["caseId", "spot", "checkAt"],
    digested: ["reference", "outcomeNote"],
  },
  requests: {
    table: requests,
    key: requests.id,
    noun: "request",
    omitted: ["channelId"],
    digested: ["letter", "jws", "withdrawnReason"],
  },
  retention_changes: {
    table: retentionChanges,
    key: retentionChanges.id,
    noun: "change of a retention period",
    digested: ["by", "reason"],
  },
  reviews: {
    table: reviews,
    key: reviews.id,
    noun: "review",
    omitted: ["caseId", "spot"],
    digested: ["reason", "timecodes", "elements", "localContext"],
  },
  spot_owners: { table: spotOwners, key: spotOwners.name, noun: "owner of spot" },
  units: { table: units, key: units.id, noun: "unit" },
  watch_looks: {
    table: watchLooks,
    key: watchLooks.id,
    noun: "look at a watched post",
    omitted: ["spot"],
    digested: ["note"],
  },
  watches: {
    table: watches,
    key: watches.id,
    noun: "watch",
    omitted: ["caseId", "spot"],
    digested: ["permalink"],
  },
} as const satisfies Record<string, ProvenTable>;
export type ProvenTableName = keyof typeof provenTables;

/** Row ids by table. */
export type WrittenRows = Partial<Record<ProvenTableName, readonly string[]>>;

/** Builds the detail of a log entry; call it after the rows were written. Empty if there are none. */
export async function readRowStates(
  tx: Db,
  written: WrittenRows,
): Promise<{ rows?: Record<string, RowState> }> {
  const rows: Record<string, RowState> = {};
  for (const [name, ids] of Object.entries(written) as [ProvenTableName, readonly string[]][]) {
    if (ids.length === 0) continue;
    const { table, key }: ProvenTable = provenTables[name];
    for (const row of await readRows(tx, name, inArray(key, [...ids])))
      rows[stateKey(name, String(row[columnOf(table, key)]))] = await toState(name, row);
  }
  return Object.keys(rows).length > 0 ? { rows } : {};
}

export function stateKey(name: ProvenTableName, id: string): string {
  return `${name}/${id}`;
}

export async function readRows(
  tx: Db,
  name: ProvenTableName,
  which: SQL,
): Promise<Record<string, unknown>[]> {
  return tx
    .select()
    .from(provenTables[name].table as PgTable)
    .where(which);
}

/** The property name that drizzle uses for a column. */
export function columnOf(table: PgTable, column: PgColumn): string {
  const entry = Object.entries(getTableColumns(table)).find(([, candidate]) => candidate === column);
  if (!entry) throw new Error(`no column ${column.name}`);
  return entry[0];
}

export async function toState(name: ProvenTableName, row: Record<string, unknown>): Promise<RowState> {
  const { omitted: left = [], digested = [] }: ProvenTable = provenTables[name];
  const state: RowState = {};
  for (const [column, value] of Object.entries(row)) {
    if (left.includes(column)) continue;
    state[column] = digested.includes(column) ? await digestOf(value) : toPlain(value);
  }
  return state;
}

const digestPrefix = "sha256:";

async function digestOf(value: unknown): Promise<string | null> {
  return value === null ? null : digestPrefix + (await digestJson(value));
}

function toPlain(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}

/** Returns whether a column has the value in the log. Columns added later are in no state. */
export async function matchesState(stated: unknown, value: unknown): Promise<boolean> {
  if (typeof stated === "string" && stated.startsWith(digestPrefix))
    return stated === (await digestOf(value));
  return (await digestOf(stated ?? null)) === (await digestOf(toPlain(value) ?? null));
}
