/** Active channels, and which of them fit a letter. */

import { and, asc, eq, isNull } from "drizzle-orm";
import type { ActionCode, CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { Channel, ChannelView } from "../../../utils/shared/contract/channel.ts";
import type { SiteId } from "../../../utils/shared/contract/site.ts";
import { channels } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";

export type ChannelRecord = typeof channels.$inferSelect;

export interface ChannelQuery {
  site: SiteId;
  category: CategoryCode;
  action: ActionCode;
  urgent: boolean;
}

/**
 * Channels that accept such a letter, preferred first. Urgent letters get channels reserved for them before
 * the others.
 */
export async function fittingChannels(
  db: Db,
  { site, category, action, urgent }: ChannelQuery,
): Promise<ChannelRecord[]> {
  const rows = await db
    .select()
    .from(channels)
    .where(and(eq(channels.site, site), isNull(channels.endedAt)))
    .orderBy(asc(channels.place), asc(channels.id));
  const fits = ({ channel }: ChannelRecord) =>
    (channel.categories?.includes(category) ?? true) &&
    (channel.actions?.includes(action) ?? true) &&
    (urgent || !channel.urgentOnly);
  const fitting = rows.filter(fits);
  const direct = ({ channel }: ChannelRecord) => channel.urgentOnly;
  return [...fitting.filter(direct), ...fitting.filter((row) => !direct(row))];
}

/** Leaves out people's addresses and secrets. */
export function toChannelView({ id, site, name, kind, ...channel }: Channel): ChannelView {
  return {
    id,
    site,
    kind,
    name,
    ...(kind === "form" && "address" in channel ? { address: channel.address } : {}),
    ...("format" in channel ? { format: channel.format } : {}),
  };
}
