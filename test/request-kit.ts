/** A request as tests of what becomes of it need one: its cases approved by two supervisors, its rows as if it had just been made. */

import { randomUUID } from "node:crypto";
import { and, asc, eq, isNull, max } from "drizzle-orm";
import { newDispatch } from "../intake/store/requests/dispatches.ts";
import { loadChannels, readChannels } from "../intake/store/requests/load-channels.ts";
import type { DispatchRecord, RequestRecord } from "../intake/store/rows.ts";
import {
  cases,
  channels,
  dispatches,
  requestEvents,
  requestItems,
  requests,
} from "../intake/store/schema/index.ts";
import type { Db } from "../intake/store/store.ts";
import { channelFile, channel as channelShape } from "../utils/contract/channel.ts";
import { type Desk, verdicts } from "./desk-kit.ts";
import type { Kit, Sample, TestDevice } from "./intake-kit.ts";

const secret = "s".repeat(40);

/** One of each kind, all for X. */
export function channelsTo(webhook = "http://127.0.0.1:9/kotak"): unknown[] {
  const common = { site: "x", name: "Tim hukum X" };
  return [
    { ...common, id: "x-surel", kind: "email", to: ["hukum@x.test"], acknowledgeHours: 4 },
    { ...common, id: "x-kait", kind: "webhook", address: webhook, secret },
    { ...common, id: "x-formulir", kind: "form", address: "https://legalrequests.x.com/" },
    { ...common, id: "x-berkas", kind: "file", format: "csv" },
  ];
}

export interface RequestKit {
  approved(sample?: Sample): Promise<{ caseId: string; decisionId: string }>;
  /** `channel`: the id of one in use. */
  make(asked: {
    channel: string;
    items?: number;
    urgent?: boolean;
    sample?: Sample;
    row?: Partial<RequestRecord>;
  }): Promise<string>;
  row(id: string): Promise<RequestRecord>;
  /** Oldest first. */
  letters(id: string): Promise<DispatchRecord[]>;
  events(id: string): Promise<(typeof requestEvents.$inferSelect)[]>;
  items(id: string): Promise<(typeof requestItems.$inferSelect)[]>;
  /** Acts in the log of the request's first case. */
  logged(id: string, by: TestDevice): Promise<string[]>;
}

export async function requestKit(
  { store: { db }, intake, clock }: Kit,
  desk: Desk,
  [one, two]: readonly [TestDevice, TestDevice],
  webhook?: string,
): Promise<RequestKit> {
  await loadChannels(db, channelFile.parse(channelsTo(webhook)), new Date(clock.ms));
  const { personId } = (await one.call("GET", "/v1/me")).body;
  const now = () => new Date(clock.ms);
  let no = 0;

  async function approved(sample?: Sample) {
    const caseId = await desk.open(sample);
    const made = await desk.decide(one, caseId, verdicts.approve);
    const confirmed = await desk.answer(two, made.body.id, "confirm");
    if (confirmed.status !== 200) throw new Error(JSON.stringify([made.body, confirmed.body]));
    return { caseId, decisionId: made.body.id as string };
  }

  const kit: RequestKit = {
    approved,
    async make({ channel: named, items = 1, urgent = false, sample, row }) {
      const channel = (await readChannels(db)).find(({ id }) => id === named);
      if (!channel) throw new Error(`no channel ${named}`);
      const [id, at] = [randomUUID(), now()];
      const number = `${String(++no).padStart(5, "0")}/LK-KOMINFO/XI/2026`;
      const byHand = channel.channel.kind === "form" || channel.channel.kind === "file";
      const letter = {
        ...{ number, subject: `Permintaan ${number}` },
        text: "Dengan hormat.\n\nMohon ditindak.",
      };
      const made: RequestRecord = {
        ...{ id, year: 2026, no, kind: "order", restores: null, site: "x", category: "JUDI" },
        ...{ action: "BATAS_WILAYAH", urgent, hours: urgent ? 4 : 24, channelId: channel.rowId },
        ...{ state: byHand ? "by-hand" : "queued", version: 1, letter, jws: "a.b.c", digest: id, personId },
        ...{ madeAt: at, sentAt: null, dueAt: null, deliveredAt: null, acknowledgedAt: null },
        ...{ answeredAt: null, withdrawnAt: null, withdrawnReason: null, reprimands: 0, reprimandedAt: null },
      };
      await db.insert(requests).values({ ...made, ...row });
      for (let place = 1; place <= items; place++) {
        const { caseId, decisionId } = await approved(sample);
        const [found] = await db.select().from(cases).where(eq(cases.id, caseId));
        await db.insert(requestItems).values({
          ...{ id: randomUUID(), requestId: id, place, caseId, decisionId, reference: randomUUID() },
          ...{ subject: found?.subject ?? "", permalink: "https://x.com/u/status/9" },
        });
      }
      await db.insert(requestEvents).values({
        ...{
          id: randomUUID(),
          requestId: id,
          at,
          act: "made",
          personId,
          by: one.name,
          detail: {},
          digest: id,
        },
      });
      const host = intake.mailHost;
      await db
        .insert(dispatches)
        .values(newDispatch({ requestId: id, letter: "request", round: 1, channel, personId, at, host }));
      return id;
    },
    async row(id) {
      const [row] = await db.select().from(requests).where(eq(requests.id, id));
      if (!row) throw new Error(`no request ${id}`);
      return row;
    },
    letters: (id) =>
      db.select().from(dispatches).where(eq(dispatches.requestId, id)).orderBy(asc(dispatches.round)),
    events: (id) =>
      db.select().from(requestEvents).where(eq(requestEvents.requestId, id)).orderBy(asc(requestEvents.at)),
    items: (id) =>
      db.select().from(requestItems).where(eq(requestItems.requestId, id)).orderBy(asc(requestItems.place)),
    async logged(id, by) {
      const [item] = await kit.items(id);
      const { log } = (await by.call("GET", `/v1/cases/${item?.caseId}`)).body;
      return log.map(({ act }: { act: string }) => act).filter((act: string) => act.startsWith("request-"));
    },
  };
  return kit;
}

/** One on a case whatever was decided there, brought to YouTube by hand: for tests of who reaches it. */
export async function requestOn(
  db: Db,
  { caseId, decisionId, personId }: Record<"caseId" | "decisionId" | "personId", string>,
): Promise<string> {
  const [id, at] = [randomUUID(), new Date("2026-11-25T03:00:00.000Z")];
  const formed = channelShape.parse({
    ...{ id: "yt-formulir", site: "youtube", name: "Formulir", kind: "form" },
    address: "https://support.google.com/legal",
  });
  const known = and(eq(channels.id, formed.id), isNull(channels.endedAt));
  const [found] = await db.select().from(channels).where(known);
  const channel = found ?? {
    ...{ rowId: randomUUID(), id: formed.id, site: "youtube" as const, place: 1, channel: formed, since: at },
    endedAt: null,
  };
  if (!found) await db.insert(channels).values(channel);
  const { rowId } = channel;
  const { no } = (await db.select({ no: max(requests.no) }).from(requests))[0] ?? {};
  await db.insert(requests).values({
    ...{ id, year: 2026, no: (no ?? 0) + 1, kind: "order", site: "youtube", category: "JUDI", urgent: false },
    ...{ action: "BATAS_WILAYAH", hours: 24, channelId: rowId, state: "by-hand", version: 1, personId },
    ...{ letter: {}, jws: "a.b.c", digest: id, madeAt: at },
  });
  await db.insert(requestItems).values({
    ...{ id: randomUUID(), requestId: id, place: 1, caseId, decisionId, reference: randomUUID() },
    ...{ subject: "youtube:video:abc", permalink: "https://www.youtube.com/watch?v=abc" },
  });
  const first = { requestId: id, letter: "request", round: 1, personId, at, host: "intake.test" } as const;
  await db.insert(dispatches).values(newDispatch({ ...first, channel }));
  return id;
}
