/** Inserts requests in every state for a desk, as if two supervisors had decided its cases earlier. */

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import {
  cases,
  decisions,
  dispatches,
  people,
  requestItems,
  requests,
} from "../../../intake/db/schema/index.ts";
import { spotOfCase } from "../../../intake/db/spot.ts";
import type { Db } from "../../../intake/db/store.ts";
import { insertRequest } from "../inserted-requests-kit.ts";
import { channelSamples, insertChannel } from "../request-kit.ts";

const hourMs = 3_600_000;

/** `sentAgo` in hours; absent if not sent. */
const insertedRequests = [
  { state: "sent", sentAgo: 30 },
  { state: "sent", sentAgo: 20, acknowledged: true },
  { state: "sent", sentAgo: 2, acknowledged: true },
  { state: "undelivered" },
  { state: "by-hand" },
  { state: "answered", sentAgo: 50, acknowledged: true },
] as const;

/** The remaining decided cases have no request and wait for a letter. */
export async function insertRequests(db: Db): Promise<void> {
  const [person] = await db.select().from(people).where(eq(people.role, "supervisor"));
  const rows = await db.select().from(cases);
  const [row] = rows;
  if (!person || !row) throw new Error("nobody decides, or nothing is there");
  const site = row.site;
  const mail = await insertChannel(db, { ...channelSamples.mail, site, name: "Surel tim kebijakan" }, 1);
  const form = await insertChannel(db, { ...channelSamples.form, site, name: "Formulir hukum" }, 2);
  const nowMs = Date.now();
  for (const [at, { id: caseId }] of rows.entries()) {
    const decisionId = randomUUID();
    await db.insert(decisions).values({
      id: decisionId,
      caseId,
      spot: spotOfCase(caseId),
      personId: person.id,
      at: new Date(nowMs - 60 * hourMs),
      digest: "",
      act: "approve",
      category: "JUDI",
      action: "BATAS_WILAYAH",
      basis: ["kuhp-426-427"],
      reason: "Tautan ke situs judi dengan ajakan bertaruh.",
      state: "confirmed",
      answeredBy: person.id,
      answeredAt: new Date(nowMs - 55 * hourMs),
    });
    await db.update(cases).set({ state: "approved" }).where(eq(cases.id, caseId));
    const inserted = insertedRequests[at];
    if (!inserted) continue;
    const sentAt = "sentAgo" in inserted ? new Date(nowMs - inserted.sentAgo * hourMs) : null;
    const dueAt = sentAt && new Date(sentAt.getTime() + 24 * hourMs);
    const made = await insertRequest(db, {
      caseId,
      decisionId,
      personId: person.id,
      channelId: inserted.state === "by-hand" ? form : mail,
      state: inserted.state,
      sentAt,
      dueAt,
      at: sentAt ?? new Date(nowMs - 51 * hourMs),
    });
    if ("acknowledged" in inserted)
      await db.update(requests).set({ acknowledgedAt: sentAt }).where(eq(requests.id, made.requestId));
    if (inserted.state === "undelivered")
      await db
        .update(dispatches)
        .set({ state: "failed", attempts: 5, nextAt: null, answer: "550 5.1.1 no such user" })
        .where(eq(dispatches.id, made.dispatchId));
    if (inserted.state === "answered")
      await db
        .update(requestItems)
        .set({
          outcome: "acted",
          outcomeAt: new Date(nowMs - 40 * hourMs),
          seen: "withheld",
          seenAt: new Date(nowMs),
        })
        .where(eq(requestItems.id, made.itemId));
  }
}
