/** Channels, cases approved by two supervisors, and requests made from them through the routes. */

import { randomUUID } from "node:crypto";
import { and, asc, eq, isNull } from "drizzle-orm";
import { logTrust } from "../../intake/audit-log/store/trust-log.ts";
import type { DispatchRecord, RequestRecord } from "../../intake/db/rows.ts";
import { channels, dispatches, requestEvents, requestItems, requests } from "../../intake/db/schema/index.ts";
import type { Db } from "../../intake/db/store.ts";
import { loadChannels } from "../../intake/requests/store/channels.ts";
import type { IntakeKit, SampleReport, TestDevice } from "../../scripts/dev/kits/intake-kit.ts";
import { channelFile, channel as channelShape } from "../../utils/shared/contract/platform-channel.ts";
import { type Desk, verdicts } from "./desk-kit.ts";

export const channelSamples = {
  mail: { id: "surat", kind: "email", name: "Surat elektronik", to: ["legal@platform.test"] },
  direct: {
    id: "langsung",
    kind: "email",
    name: "Jalur langsung",
    to: ["kini@platform.test"],
    urgentOnly: true,
  },
  form: { id: "formulir", kind: "form", name: "Formulir", address: "https://platform.test/legal" },
} as const;

/** Adds a channel unless one of that id is in use. Returns its row's id. */
export async function insertChannel(db: Db, given: object, place = 1): Promise<string> {
  const channel = channelShape.parse({ site: "x", ...given });
  const used = and(eq(channels.id, channel.id), isNull(channels.endedAt));
  const [known] = await db.select().from(channels).where(used);
  if (known) return known.rowId;
  const rowId = randomUUID();
  const { id, site } = channel;
  const since = new Date(0);
  await db.transaction(async (tx) => {
    await tx.insert(channels).values({ rowId, id, site, place, channel, since });
    await logTrust(tx, { act: "channels-loaded", at: since, by: "administrator" }, { channels: [rowId] });
  });
  return rowId;
}

/** A case approved by two supervisors. */
export async function approved(
  desk: Desk,
  [first, second]: [TestDevice, TestDevice],
  { verdict = verdicts.approve, ...given }: { caseId?: string; verdict?: object } = {},
): Promise<{ caseId: string; decisionId: string }> {
  const caseId = given.caseId ?? (await desk.open());
  const unseen = async (by: TestDevice) =>
    (await desk.read(caseId, by)).body.look === "unopened"
      ? { unseenReason: "Gambarnya sudah dikenal." }
      : {};
  const decided = await desk.decide(first, caseId, { ...verdict, ...(await unseen(first)) });
  if (decided.status !== 200) throw new Error(JSON.stringify(decided.body));
  const body = { answer: "confirm", ...(await unseen(second)) };
  const confirmed = await second.call("POST", `/v1/decisions/${decided.body.id}/answer`, { body });
  if (confirmed.status !== 200) throw new Error(JSON.stringify(confirmed.body));
  return { caseId, decisionId: decided.body.id };
}

const secret = "s".repeat(40);

/** One channel of each kind, all for X. */
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
  approved(sample?: SampleReport): Promise<{ caseId: string; decisionId: string }>;
  /** `channel` is the id of a channel in use. */
  make(asked: {
    channel: string;
    items?: number;
    urgent?: boolean;
    sample?: SampleReport;
    row?: Partial<RequestRecord>;
  }): Promise<string>;
  row(id: string): Promise<RequestRecord>;
  /** Oldest first. */
  letters(id: string): Promise<DispatchRecord[]>;
  events(id: string): Promise<(typeof requestEvents.$inferSelect)[]>;
  items(id: string): Promise<(typeof requestItems.$inferSelect)[]>;
  /** Acts in the log of the request's first case since the request was made. */
  logged(id: string, by: TestDevice): Promise<string[]>;
}

export async function requestKit(
  { store: { db }, clock }: IntakeKit,
  desk: Desk,
  [one, two]: readonly [TestDevice, TestDevice],
  webhook?: string,
): Promise<RequestKit> {
  await loadChannels(db, channelFile.parse(channelsTo(webhook)), new Date(clock.ms));

  const kit: RequestKit = {
    approved: async (sample) => approved(desk, [one, two], { caseId: await desk.open(sample) }),
    async make({ channel, items = 1, urgent = false, sample, row }) {
      const asked = [];
      for (let place = 1; place <= items; place++) asked.push(await kit.approved(sample));
      const id = randomUUID();
      const made = await one.call("POST", "/v1/requests", { body: { id, items: asked, channel } });
      if (made.status !== 200) throw new Error(JSON.stringify(made.body));
      const lane = urgent ? { urgent, hours: 4 } : {};
      if (urgent || row)
        await db
          .update(requests)
          .set({ ...lane, ...row })
          .where(eq(requests.id, id));
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
      return log
        .map(({ act }: { act: string }) => act)
        .filter((act: string) => act.startsWith("request-") && act !== "request-made");
    },
  };
  return kit;
}
