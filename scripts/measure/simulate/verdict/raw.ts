/** The verdict's input, read once: append-only records, and beside them the intake's derived rows. */

import { asc, eq, inArray } from "drizzle-orm";
import {
  cases,
  channels,
  decisions,
  dispatches,
  log,
  requestEvents,
  requestItems,
  requests,
} from "../../../../intake/db/schema/index.ts";
import type { Db } from "../../../../intake/db/store.ts";
import type { Letter } from "../../../../utils/shared/contract/letter.ts";
import { type Replayed, replay } from "./replay.ts";

const acts = [
  "report-received",
  "decision-proposed",
  "decision-confirmed",
  "objection-received",
  "objection-heard",
  "outcome-checked",
];

export type RawRequest = Omit<typeof requests.$inferSelect, "letter"> & {
  letter: Letter;
  /** Derived from its events. */
  told: Replayed;
};
export type RawDispatch = typeof dispatches.$inferSelect & { way: string };
export type RawItem = typeof requestItems.$inferSelect;
export type RawCase = Awaited<ReturnType<typeof readCases>>[number];
export type RawDecision = typeof decisions.$inferSelect;
export interface RawEntry {
  caseId: string;
  at: Date;
  act: string;
  detail: Record<string, unknown>;
}

export interface Raw {
  requests: Map<string, RawRequest>;
  items: RawItem[];
  dispatches: RawDispatch[];
  cases: Map<string, RawCase>;
  decisions: Map<string, RawDecision>;
  /** Entries of all cases, in chronological order. */
  log: RawEntry[];
}

export async function readRaw(db: Db): Promise<Raw> {
  const events = await db.select().from(requestEvents).orderBy(asc(requestEvents.at));
  const byRequest = Map.groupBy(events, ({ requestId }) => requestId);
  const rows = await db.select().from(requests).orderBy(asc(requests.madeAt));
  const sent = await db
    .select({ dispatch: dispatches, channel: channels.channel })
    .from(dispatches)
    .innerJoin(channels, eq(channels.rowId, dispatches.channelId))
    .orderBy(asc(dispatches.round));
  return {
    requests: new Map(
      rows.map((row) => {
        const letter = row.letter as unknown as Letter;
        return [row.id, { ...row, letter, told: replay(letter, byRequest.get(row.id) ?? []) }];
      }),
    ),
    items: await db.select().from(requestItems),
    dispatches: sent.map(({ dispatch, channel }) => ({ ...dispatch, way: channel.kind })),
    cases: new Map((await readCases(db)).map((one) => [one.id, one])),
    decisions: new Map((await db.select().from(decisions)).map((one) => [one.id, one])),
    log: await db
      .select({ caseId: log.caseId, at: log.at, act: log.act, detail: log.detail })
      .from(log)
      .where(inArray(log.act, acts))
      .orderBy(asc(log.at), asc(log.seq)),
  };
}

function readCases(db: Db) {
  const { id, site, state, mergedInto } = cases;
  return db.select({ id, site, state, mergedInto }).from(cases);
}
