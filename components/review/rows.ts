/** The list as a person sees it: pages joined, changes taken in without a jump, neighbours of one group folded. */

import type { CaseRow } from "../../utils/contract/case.ts";

/** Pages one after the other without repeating a case that moved between two answers; the newest of each is shown. */
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
  /** Cases of the answer that the list does not show yet. */
  news: number;
}

/**
 * Takes in a first page that was asked for again: what is shown stays where it is, as it is now, and nothing is put in
 * between. `settled` is taken out where the page shows that it stands there no longer.
 */
export function freshen(rows: readonly CaseRow[], page: readonly CaseRow[], settled?: string): Freshened {
  const now = new Map(page.map((row) => [row.id, row]));
  const shown = new Set(rows.map(({ id }) => id));
  return {
    rows: rows.filter(({ id }) => id !== settled || now.has(id)).map((row) => now.get(row.id) ?? row),
    news: page.filter(({ id }) => !shown.has(id)).length,
  };
}

/** One line of the list: a case, or several of one group that directly follow each other. */
export interface Item {
  /** The first case's. */
  key: string;
  rows: [CaseRow, ...CaseRow[]];
}

/** `fold` is off for those who may not open groups. */
export function foldRows(rows: readonly CaseRow[], fold: boolean): Item[] {
  const items: Item[] = [];
  for (const row of rows) {
    const last = items.at(-1);
    if (fold && row.group !== undefined && last?.rows[0].group?.id === row.group.id) last.rows.push(row);
    else items.push({ key: row.id, rows: [row] });
  }
  return items;
}

/** What is open: one case, or a group to be looked through. */
export type Opened = {
  kind: "case" | "group";
  id: string;
  /** The letter to the platform is to be open at once. */
  making?: boolean;
};

/** What an item opens. */
export function openedBy({ rows }: Item): Opened {
  const [{ id, group }] = rows;
  return rows.length > 1 && group ? { kind: "group", id: group.id } : { kind: "case", id };
}

/** The place of the item that shows it, -1 when none does. */
export function placeOf(items: readonly Item[], opened: Opened | undefined): number {
  if (opened === undefined) return -1;
  return items.findIndex(({ rows }) =>
    rows.some(({ id, group }) => (opened.kind === "case" ? id : group?.id) === opened.id),
  );
}

/** The next item in a direction that nobody else has open and that `skip` does not pass over. */
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
