/** Groups decisions and reversals that can share a letter. */

import type { ReadyGroup, ReadyItem } from "../../utils/shared/contract/reprimand.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import type { ReadyRecord } from "./store/ready-decisions.ts";
import type { RestoreRecord } from "./store/restores-due.ts";

/** Inputs must be sorted, oldest first; so are the groups, with the four-hour lane first. */
export function toReadyGroups(
  rows: readonly ReadyRecord[],
  restores: readonly RestoreRecord[],
): ReadyGroup[] {
  const groups = new Map<string, ReadyGroup>();
  const add = (key: string, group: Omit<ReadyGroup, "items" | "urgent">, item: ReadyItem) => {
    const known = groups.get(key) ?? { ...group, urgent: categories[group.category].urgent, items: [] };
    groups.set(key, known);
    known.items.push(item);
  };
  // Restorations come first.
  for (const { order, ...row } of restores) {
    const { id, number, ...shared } = order;
    add(id, { ...shared, restores: { id, number } }, toItem(row));
  }
  for (const { decision, site, ...row } of rows) {
    const { id: decisionId, caseId, category, action } = decision;
    if (category === null || action === null) continue;
    add(
      [site, category, action].join(" "),
      { site, category, action },
      toItem({ ...row, caseId, decisionId }),
    );
  }
  const all = [...groups.values()];
  return [...all.filter(({ urgent }) => urgent), ...all.filter(({ urgent }) => !urgent)];
}

type Row = Pick<
  RestoreRecord,
  "caseId" | "decisionId" | "subject" | "since" | "withheld" | "author" | "excerpt"
>;

function toItem({ caseId, decisionId, subject, since, withheld, author, excerpt }: Row): ReadyItem {
  return {
    caseId,
    decisionId,
    subject,
    since: since.toISOString(),
    ...(withheld || author === null ? {} : { author }),
    ...(withheld || excerpt === null ? {} : { excerpt }),
  };
}
