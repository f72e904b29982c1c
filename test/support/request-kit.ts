/** Base data for tests of requests: channels, an approved case, and request rows. */

import { randomBytes, randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { logTrust } from "../../intake/audit-log/store/trust-log.ts";
import { newReference } from "../../intake/core/reference-numbers.ts";
import { cases, channels, dispatches, requestItems, requests } from "../../intake/db/schema/index.ts";
import { spotOfCase } from "../../intake/db/spot.ts";
import type { Db } from "../../intake/db/store.ts";
import { origin, type TestDevice } from "../../scripts/dev/kits/intake-kit.ts";
import type { Letter } from "../../utils/shared/contract/letter.ts";
import { channel as channelShape } from "../../utils/shared/contract/platform-channel.ts";
import type { RequestState } from "../../utils/shared/contract/request-state.ts";
import type { Desk } from "./desk-kit.ts";
import { verdicts } from "./desk-kit.ts";

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

/** A valid letter. Its legal basis is the same for all. */
export function sampleLetter({
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
  items: Pick<
    Letter["items"][number],
    "id" | "caseId" | "decisionId" | "subject" | "address" | "reference"
  >[];
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
    items: items.map((item, index) => ({
      ...item,
      place: index + 1,
      aliases: [],
      picture: { none: "not-in-view" },
      analysis: "Tautan ke situs judi.",
      elements: [],
    })),
    madeAt: at.toISOString(),
    origin,
  };
}

export interface Inserted {
  requestId: string;
  itemId: string;
  dispatchId: string;
  reference: string;
}

/** Inserts a request with one item directly as rows, regardless of the case's state. */
export async function insertRequest(
  db: Db,
  {
    caseId,
    decisionId,
    personId,
    channelId,
    at = new Date(),
    ...given
  }: {
    caseId: string;
    decisionId: string;
    personId: string;
    /** Id in `channels`; by default a new channel. */
    channelId?: string;
    at?: Date;
    state?: RequestState;
    hours?: number | null;
    sentAt?: Date | null;
    dueAt?: Date | null;
  },
): Promise<Inserted> {
  const [row] = await db.select().from(cases).where(eq(cases.id, caseId));
  if (!row) throw new Error("no such case");
  const [requestId, itemId, dispatchId] = [randomUUID(), randomUUID(), randomUUID()];
  const site = row.site;
  const channel =
    channelId ??
    (await insertChannel(db, { ...channelSamples.mail, site, id: `k-${requestId.slice(0, 8)}` }));
  // Outside the range of numbers that the intake assigns in a test.
  const no = 100_000 + (randomBytes(4).readUInt32BE() % 900_000_000);
  const reference = newReference();
  const address = row.permalink ?? "https://x.com/i/status/1";
  const item = { id: itemId, caseId, decisionId, subject: row.subject, address, reference };
  const letter = sampleLetter({ id: requestId, no, site, at, items: [item] });
  const state = given.state ?? "queued";
  await db.insert(requests).values({
    id: requestId,
    year: at.getUTCFullYear(),
    no,
    kind: "order",
    site,
    category: "JUDI",
    action: "BATAS_WILAYAH",
    urgent: false,
    hours: 24,
    channelId: channel,
    version: 1,
    letter,
    jws: "a.b.c",
    digest: "",
    personId,
    madeAt: at,
    ...given,
    state,
  });
  await db.insert(requestItems).values({
    id: itemId,
    requestId,
    place: 1,
    caseId,
    spot: spotOfCase(caseId),
    decisionId,
    subject: row.subject,
    permalink: address,
    noPicture: "not-in-view",
    reference,
  });
  await db.insert(dispatches).values({
    id: dispatchId,
    requestId,
    letter: "request",
    round: 1,
    channelId: channel,
    personId,
    at,
    state: state === "sent" || state === "answered" ? "sent" : state === "by-hand" ? "by-hand" : "queued",
    nextAt: state === "queued" ? at : null,
    messageId: `<${dispatchId}@intake.test>`,
  });
  return { requestId, itemId, dispatchId, reference };
}
