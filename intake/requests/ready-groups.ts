/** Decisions that wait for a letter, by what one letter may hold together. */

import type { ReadyGroup } from "../../utils/contract/reprimand.ts";
import { categories } from "../../utils/policy/categories.ts";
import type { ReadyRecord } from "../store/requests/ready.ts";

/** `rows`: the oldest first, and so are the groups, but for those of the four-hour lane. */
export function toReadyGroups(rows: readonly ReadyRecord[]): ReadyGroup[] {
  const groups = new Map<string, ReadyGroup>();
  for (const { decision, since, site, subject, withheld, author, excerpt } of rows) {
    const { category, action } = decision;
    if (category === null || action === null) continue;
    const key = [site, category, action].join(" ");
    const { urgent } = categories[category];
    const group = groups.get(key) ?? { site, category, action, urgent, items: [] };
    groups.set(key, group);
    group.items.push({
      ...{ caseId: decision.caseId, decisionId: decision.id, subject, since: since.toISOString() },
      ...(withheld || author === null ? {} : { author }),
      ...(withheld || excerpt === null ? {} : { excerpt }),
    });
  }
  const all = [...groups.values()];
  return [...all.filter(({ urgent }) => urgent), ...all.filter(({ urgent }) => !urgent)];
}
