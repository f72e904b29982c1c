/** The rows of the queue: joined pages, updates without moving rows, folded groups. */

import type { CaseRow } from "../../../utils/shared/contract/case.ts";

/** Joins pages. A case that moved between two pages appears once, in its newest version. */
export function joinRows(rows: readonly CaseRow[], more: readonly CaseRow[]): CaseRow[] {
  const seen = new Map<string, CaseRow>();
  for (const row of [...rows, ...more]) {
    const known = seen.get(row.id);
    if (known === undefined || known.version <= row.version) seen.set(row.id, row);
  }
  return [...seen.values()];
}

export interface Freshened {
  rows: CaseRow[];
  /** Number of cases in the answer that the list does not show yet. */
  news: number;
}

/**
 * Merges a refetched first page: updates the shown rows in place and inserts none. Removes `settled` if the page no
 * longer contains it.
 */
export function freshen(rows: readonly CaseRow[], page: readonly CaseRow[], settled?: string): Freshened {
  const now = new Map(page.map((row) => [row.id, row]));
  const shown = new Set(rows.map(({ id }) => id));
  return {
    rows: rows.filter(({ id }) => id !== settled || now.has(id)).map((row) => now.get(row.id) ?? row),
    news: page.filter(({ id }) => !shown.has(id)).length,
  };
}

/** One line of the list: a case, or adjacent cases of one group. */
export interface Item {
  /** Id of the first case. */
  key: string;
  rows: [CaseRow, ...CaseRow[]];
}

/** `fold` is false if the viewer may not open groups. */
export function foldRows(rows: readonly CaseRow[], fold: boolean): Item[] {
  const items: Item[] = [];
  for (const row of rows) {
    const last = items.at(-1);
    if (fold && row.group !== undefined && last?.rows[0].group?.id === row.group.id) last.rows.push(row);
    else items.push({ key: row.id, rows: [row] });
  }
  return items;
}

export type Opened = {
  kind: "case" | "group";
  id: string;
  /** Opens the request form immediately. */
  making?: boolean;
};

export function openedBy({ rows }: Item): Opened {
  const [{ id, group }] = rows;
  return rows.length > 1 && group ? { kind: "group", id: group.id } : { kind: "case", id };
}

/** Returns the index of the item that contains the opened case or group, or -1. */
export function placeOf(items: readonly Item[], opened: Opened | undefined): number {
  if (opened === undefined) return -1;
  return items.findIndex(({ rows }) =>
    rows.some(({ id, group }) => (opened.kind === "case" ? id : group?.id) === opened.id),
  );
}

/** Returns the next item in a direction that no other person has claimed and that `skip` does not exclude. */
export function nextItem(
  items: readonly Item[],
  from: number,
  { step, skip = () => false }: { step: 1 | -1; skip?: (item: Item) => boolean },
): Item | undefined {
  for (let at = from + step; at >= 0 && at < items.length; at += step) {
    const item = items[at];
    if (item && !heldByOther(item) && !skip(item)) return item;
  }
  return undefined;
}

function heldByOther({ rows }: Item): boolean {
  return rows.every(({ claim }) => claim !== undefined && !claim.own);
}
