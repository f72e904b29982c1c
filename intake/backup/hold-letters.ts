/** Letters that waited in a restored backup: they may have been sent, withdrawn or answered since, so people look first. */

import { inArray, sql } from "drizzle-orm";
import { dispatches, referralLetters } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import { finishReferralLetter } from "../referrals/store/deliver-referrals.ts";
import { finishDispatch } from "../requests/store/deliver-requests.ts";

/**
 * Part of the restore's transaction, in the tables of the backup's version. No process takes a letter without a time, and
 * each may have been sent.
 */
export async function stopLetters(tx: Db, tables: readonly string[]): Promise<void> {
  for (const table of ["dispatches", "referral_letters"])
    if (tables.includes(table))
      await tx.execute(
        sql`update ${sql.identifier(table)} set next_at = null, sent_at = coalesce(sent_at, now()) where state in ('queued', 'sending')`,
      );
}

/**
 * Needs the newest tables. A first letter counts as not sent, as after failed attempts; a person sends it again or ends
 * its request. Letters that follow it wait for a person who delivers them or marks them as sent. Returns their number.
 */
export async function holdLetters(db: Db, at: Date): Promise<number> {
  const result = { outcome: "failed", answer: "held after a restore", at } as const;
  const toRequests = await db.select().from(dispatches).where(waits(dispatches));
  for (const letter of toRequests) if (letter.letter === "request") await finishDispatch(db, letter, result);
  const toPartners = await db.select().from(referralLetters).where(waits(referralLetters));
  for (const letter of toPartners)
    if (letter.letter === "referral") await finishReferralLetter(db, letter, result);
  const byHand = { state: "by-hand", nextAt: null, leaseUntil: null, answer: result.answer } as const;
  await db.update(dispatches).set(byHand).where(waits(dispatches));
  await db.update(referralLetters).set(byHand).where(waits(referralLetters));
  return toRequests.length + toPartners.length;
}

function waits({ state }: typeof dispatches | typeof referralLetters) {
  return inArray(state, ["queued", "sending"]);
}
