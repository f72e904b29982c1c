/** Column types that several tables share. */

import { customType, timestamp } from "drizzle-orm/pg-core";

/** Milliseconds, like instants in the contract; JavaScript would lose finer precision. */
export const moment = () => timestamp({ withTimezone: true, precision: 3, mode: "date" });

/** Text sorted by its bytes, independent of the database's locale. */
export const sortable = customType<{ data: string }>({ dataType: () => 'text collate "C"' });
