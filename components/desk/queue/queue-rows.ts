/** The rows of the queue: joined pages, updates without moving rows, folded groups. */

import type { CaseRow } from "../../../utils/shared/contract/case.ts";
import type { TurnCounts } from "../../../utils/shared/contract/case-state.ts";
import type { Place } from "../../../utils/shared/contract/screen-addresses.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { foreign } from "../../../utils/shared/i18n/foreign-text.ts";
import { subjectName } from "../../../utils/shared/i18n/subject-name.ts";

/** Joins pages. A case that moved between two pages appears once, in its newest version. */
export function joinRows(rows: readonly CaseRow[], more: readonly CaseRow[]): CaseRow[] {
  const seen = new Map<string, CaseRow>();
  for (const row of [...rows, ...more]) {
    const earlier = seen.get(row.id);
    if (earlier === undefined || earlier.version <= row.version) seen.set(row.id, row);
  }
  return [...seen.values()];
}

/** Number of all pending cases: each is in exactly one turn. */
export const pendingCount = ({ decide, confirm, others }: TurnCounts) => decide + confirm + others;

export interface RefreshedRows {
  rows: CaseRow[];
  /** Number of cases in the answer that the list does not show yet. */
  news: number;
}

/**
 * Merges a refetched first page: updates the shown rows in place and inserts none. Removes `settled` if the page no
 * longer contains it.
 */
export function refreshRows(
  rows: readonly CaseRow[],
  page: readonly CaseRow[],
  settled?: string,
): RefreshedRows {
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

export type OpenTarget = {
  kind: "case" | "group";
  id: string;
  /** Opens the request form immediately. */
  making?: boolean;
};

export function placeOf(opened: OpenTarget | undefined): Place {
  if (opened === undefined) return { head: "cases" };
  const { kind, id, making = false } = opened;
  return { head: kind === "group" ? "groups" : "cases", id, making };
}

/** Returns undefined for a place of another section, and for the queue itself. */
export function targetOf(place: Place | undefined): OpenTarget | undefined {
  if (place?.id === undefined || (place.head !== "cases" && place.head !== "groups")) return undefined;
  const { head, id, making = false } = place;
  return { kind: head === "groups" ? "group" : "case", id, making };
}

export function openTargetOf({ rows }: Item): OpenTarget {
  const [{ id, group }] = rows;
  return rows.length > 1 && group ? { kind: "group", id: group.id } : { kind: "case", id };
}

/** Author and words, for example `Akun Contoh: Gacor malam ini`; the post's identity if neither is known. */
export function caseName(
  language: Language,
  { author, excerpt, subject }: Pick<CaseRow, "author" | "excerpt" | "subject">,
): string {
  return foreign([author, excerpt].filter(Boolean).join(": ") || subjectName(language, subject));
}

/** Returns the index of the item that contains the opened case or group, or -1. */
export function indexOfItem(items: readonly Item[], opened: OpenTarget | undefined): number {
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
  for (let index = from + step; index >= 0 && index < items.length; index += step) {
    const item = items[index];
    if (item && !isClaimedByOther(item) && !skip(item)) return item;
  }
  return undefined;
}

/** Returns the cases among the next `count` items after an item; none if `from` is -1. Groups are left out. */
export function casesAfter(
  items: readonly Item[],
  from: number,
  { count, skip }: { count: number; skip(item: Item): boolean },
): CaseRow[] {
  const item = from === -1 || count === 0 ? undefined : nextItem(items, from, { step: 1, skip });
  if (!item) return [];
  const [first, ...others] = item.rows;
  const rest = casesAfter(items, items.indexOf(item), { count: count - 1, skip });
  return others.length === 0 ? [first, ...rest] : rest;
}

function isClaimedByOther({ rows }: Item): boolean {
  return rows.every(({ claim }) => claim !== undefined && !claim.own);
}
