/** Column types that several tables share. */

import { customType, timestamp } from "drizzle-orm/pg-core";

/** Milliseconds, as the contract writes instants: more would be lost on the way through JavaScript. */
export const moment = () => timestamp({ withTimezone: true, precision: 3, mode: "date" });

/** Text that sorts by its bytes whatever the database's language is. */
export const sortable = customType<{ data: string }>({ dataType: () => 'text collate "C"' });
