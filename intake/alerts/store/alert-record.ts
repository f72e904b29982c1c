/** The record of alerts for administrators: who was notified and how it ended. No names of posts or authors. */

import { desc, eq, sql } from "drizzle-orm";
import { alerts, people } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

const listedRows = 100;

/** The newest alerts, with the number of people notified and of mails sent. */
export function listRecorded(db: Db) {
  const { id, event, reference, urgent, madeAt, stage, acknowledgedAt, closedAt } = alerts;
  const noticeCount = sql<number>`(select count(*)::int from alert_notices where alert_id = ${alerts.id})`;
  const mailed = sql<number>`(select count(*)::int from alert_notices join alert_mails on alert_mails.id = mail_id
    where alert_id = ${alerts.id} and alert_mails.state = 'sent')`;
  return db
    .select({
      id,
      event,
      reference,
      urgent,
      madeAt,
      stage,
      told: noticeCount,
      mailed,
      takenBy: people.name,
      acknowledgedAt,
      closedAt,
    })
    .from(alerts)
    .leftJoin(people, eq(people.id, alerts.acknowledgedBy))
    .orderBy(desc(madeAt), desc(id))
    .limit(listedRows);
}
