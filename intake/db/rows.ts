/** Rows of the database: their types, and what they become in the contract. */

import type * as schema from "./schema/index.ts";

export type CaseRecord = typeof schema.cases.$inferSelect;
export type ReportRecord = typeof schema.reports.$inferSelect;
export type DecisionRecord = typeof schema.decisions.$inferSelect;
export type LogRecord = typeof schema.log.$inferSelect;
export type RequestRecord = typeof schema.requests.$inferSelect;
export type RequestItemRecord = typeof schema.requestItems.$inferSelect;
export type DispatchRecord = typeof schema.dispatches.$inferSelect;
export type ReferralRecord = typeof schema.referrals.$inferSelect;
export type ReferralLetterRecord = typeof schema.referralLetters.$inferSelect;
export type WatchRecord = typeof schema.watches.$inferSelect;

/** Drops null members, because the contract uses optional members. */
export function omitNulls<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
