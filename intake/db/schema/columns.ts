/** Column types that several tables share. */

import {
  customType,
  foreignKey,
  integer,
  type PgColumn,
  smallint,
  text,
  timestamp,
} from "drizzle-orm/pg-core";
import type { DispatchState } from "../../../utils/shared/contract/request-state.ts";
import { packJws, unpackJws } from "../jws-bytes.ts";

/** Milliseconds, like instants in the contract; JavaScript would lose finer precision. */
export const moment = () => timestamp({ withTimezone: true, precision: 3, mode: "date" });

/** Text sorted by its bytes, independent of the database's locale. */
export const sortable = customType<{ data: string }>({ dataType: () => 'text collate "C"' });

export const bytes = customType<{ data: Uint8Array }>({ dataType: () => "bytea" });

/** SHA-256 in hex, stored as its bytes. */
export const digest = customType<{ data: string; driverData: Uint8Array }>({
  dataType: () => "bytea",
  toDriver: (hex) => Buffer.from(hex, "hex"),
  fromDriver: (stored) => Buffer.from(stored).toString("hex"),
});

/** Compact JWS; see `jws-bytes.ts`. */
export const jws = customType<{ data: string; driverData: Uint8Array }>({
  dataType: () => "bytea",
  toDriver: packJws,
  fromDriver: unpackJws,
});

/** The division of a database that holds the row; `db/spot.ts` defines it. */
export const spot = () => smallint();

/**
 * Foreign key to a row of the same case. Its migration makes it deferrable, because a merge moves both rows to another
 * spot one after the other; see `cases/store/merge-cases.ts`.
 */
export function inCaseOf(of: PgColumn, spotOfRow: PgColumn, owner: { id: PgColumn; spot: PgColumn }) {
  return foreignKey({ columns: [of, spotOfRow], foreignColumns: [owner.id, owner.spot] });
}

/** Columns of a letter in a queue: one row per letter, round and channel. */
export const deliveryColumns = () => ({
  state: text().$type<DispatchState>().notNull(),
  at: moment().notNull(),
  attempts: integer().notNull().default(0),
  nextAt: moment(),
  /** Lease of a replica; after a crash it expires and others take over. */
  leaseUntil: moment(),
  /** The same for every attempt, so that duplicates can be recognised. */
  messageId: text().notNull(),
  /** When the letter was sent. If no attempt succeeded: when one ended with an unknown result; the letter may have arrived. */
  sentAt: moment(),
  /** The recipient's answer, or why sending failed. */
  answer: text(),
});
