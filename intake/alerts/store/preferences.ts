/** How each person is alerted, and test alerts. */

import { and, desc, eq, gt, isNotNull, isNull, lt } from "drizzle-orm";
import type { AlertPreferences } from "../../../utils/shared/contract/alert.ts";
import { alertNotices, alertSettings, alerts } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { noticeNow } from "../rules/plan-alerts.ts";
import { makeAlert } from "./alerts.ts";
import { defaultMail } from "./staff.ts";

export async function readPreferences(db: Db, personId: string): Promise<AlertPreferences> {
  const [row] = await db.select().from(alertSettings).where(eq(alertSettings.personId, personId));
  return {
    mail: row?.mail ?? defaultMail,
    ...(row?.email ? { email: row.email } : {}),
    ...(row?.quiet ? { quiet: row.quiet } : {}),
  };
}

/** Without an address, mails that are not composed yet are dropped. */
export async function savePreferences(
  db: Db,
  personId: string,
  { mail, email = undefined, quiet = undefined }: AlertPreferences,
): Promise<void> {
  const values = { mail, email: email ?? null, quiet: quiet ?? null };
  await db.transaction(async (tx) => {
    await tx
      .insert(alertSettings)
      .values({ personId, ...values })
      .onConflictDoUpdate({ target: alertSettings.personId, set: values });
    if (email !== undefined && mail !== "off") return;
    const waiting = and(
      eq(alertNotices.personId, personId),
      isNotNull(alertNotices.mailAt),
      isNull(alertNotices.mailId),
    );
    await tx.update(alertNotices).set({ mailAt: null }).where(waiting);
  });
}

const betweenTestsMs = 60_000;
/** A test stays open for this time. */
const testMs = 600_000;

/** Closes tests that are over; they belong to no watch. */
export async function closeTests(db: Db, at: Date): Promise<void> {
  const before = new Date(at.getTime() - testMs);
  await db
    .update(alerts)
    .set({ closedAt: at })
    .where(and(eq(alerts.event, "alert-test"), isNull(alerts.closedAt), lt(alerts.madeAt, before)));
}

/** Returns the id of a test alert to the person; undefined within a minute of the last one. */
export async function makeTest(
  db: Db,
  { personId, id }: { personId: string; id: string },
  at: Date,
): Promise<string | undefined> {
  const [last] = await db
    .select({ id: alerts.id })
    .from(alerts)
    .where(
      and(
        eq(alerts.event, "alert-test"),
        eq(alerts.personId, personId),
        gt(alerts.madeAt, new Date(at.getTime() - betweenTestsMs)),
      ),
    )
    .orderBy(desc(alerts.madeAt))
    .limit(1);
  if (last) return undefined;
  const { email = null, mail } = await readPreferences(db, personId);
  const notice = noticeNow({ personId, email: mail === "off" ? null : email }, at);
  const due = {
    event: "alert-test",
    // One key per minute and person: two presses at once make one test.
    key: `alert-test/${personId}/${Math.floor(at.getTime() / betweenTestsMs)}`,
    kind: "test",
    subject: id,
    personId,
    urgent: false,
    at,
  } as const;
  return makeAlert(db, { due, occurrence: 1, reference: "", notices: [notice] }, at);
}
