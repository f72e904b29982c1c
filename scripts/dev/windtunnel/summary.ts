/** Sums of wind tunnel results: per page and over all pages. */

import type { ChangeResult, PageResult } from "./measure.ts";

export interface Shares {
  /** Share of posts kept over all single removals, 0 to 1. */
  single: number;
  /** Number of single removals after which a page shows none of its posts. */
  blind: number;
  pair: number;
  other: number;
  /** Share of field readings kept, on the posts that single removals keep. */
  fields: number;
  wrong: number;
}

export function sharesOf(results: readonly PageResult[]): Shares {
  const changes = results.flatMap((result) => result.changes);
  const of = (kind: ChangeResult["kind"]) => changes.filter((change) => change.kind === kind);
  const singles = of("single");
  return {
    single: meanKept(singles),
    blind: singles.filter(({ kept }) => kept === 0).length,
    pair: meanKept(of("pair")),
    other: meanKept(of("other")),
    fields: fieldShare(singles),
    wrong: changes.reduce((all, { wrong }) => all + wrong.length, 0),
  };
}

/** Mean over changes, so that a page with many posts weighs no more than others. */
function meanKept(changes: readonly ChangeResult[]): number {
  if (changes.length === 0) return 1;
  return changes.reduce((sum, { kept, posts }) => sum + kept / posts, 0) / changes.length;
}

function fieldShare(changes: readonly ChangeResult[]): number {
  const all = changes.reduce((sum, { fields }) => sum + fields, 0);
  return all === 0 ? 1 : changes.reduce((sum, { fieldsKept }) => sum + fieldsKept, 0) / all;
}

const percent = (value: number) => `${(value * 100).toFixed(1)} %`;

function rowOf(page: string, results: readonly PageResult[]) {
  const { single, blind, pair, other, fields, wrong } = sharesOf(results);
  return {
    page,
    posts: results.reduce((all, { posts }) => all + posts, 0),
    removals: results.reduce(
      (all, { changes }) => all + changes.filter(({ kind }) => kind === "single").length,
      0,
    ),
    single: percent(single),
    blind,
    fields: percent(fields),
    pair: percent(pair),
    other: percent(other),
    wrong,
  };
}

export function summarise(results: readonly PageResult[]) {
  const withPosts = results.filter(({ posts }) => posts > 0);
  const lost = withPosts
    .flatMap(({ name, changes }) =>
      changes
        .filter(({ kind, kept, posts, wrong }) => kind !== "pair" && (kept < posts || wrong.length > 0))
        .map(({ change, kept, posts, wrong }) => ({
          page: name,
          change: wrong.length > 0 ? `${change} WRONG ${wrong.join(" ")}` : change,
          kept,
          of: posts,
        })),
    )
    .sort((a, b) => a.kept / a.of - b.kept / b.of);
  return {
    rows: withPosts.map((result) => rowOf(result.name, [result])),
    total: rowOf("all", withPosts),
    lost,
    blinding: withPosts.flatMap(({ name, changes }) =>
      changes
        .filter(({ kind, kept }) => kind === "single" && kept === 0)
        .map(({ change }) => ({ page: name, change })),
    ),
    blind: withPosts.flatMap(lostFields).sort((a, b) => b.changes - a.changes),
  };
}

function lostFields({ name, changes }: PageResult) {
  const counts = new Map<string, number>();
  for (const change of changes) {
    if (change.kind !== "single") continue;
    for (const field of new Set(change.lostFields)) counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  return [...counts].map(([field, count]) => ({ page: name, field, changes: count }));
}
