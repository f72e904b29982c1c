/** Makes requests through the routes, from cases approved by two supervisors. */

import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import type { DispatchRecord, RequestRecord } from "../../intake/db/rows.ts";
import { dispatches, requestEvents, requestItems, requests } from "../../intake/db/schema/index.ts";
import { loadChannels } from "../../intake/requests/store/channels.ts";
import type { IntakeKit, SampleReport, TestDevice } from "../../scripts/dev/kits/intake-kit.ts";
import { channelFile } from "../../utils/shared/contract/platform-channel.ts";
import type { Desk } from "./desk-kit.ts";
import { approved } from "./request-kit.ts";

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
