/** Compares the data read from a case's page with the case's expectations. */

import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import type { ReadPageCase, ReadPostCase } from "../../../utils/page/recorder/read-page.ts";
import type { ExpectedPost, SiteCase } from "../../../utils/page/sites/cases.ts";
import type { Kind } from "../../../utils/shared/contract/site.ts";

const nameOf = ({ subject, question }: ExpectedPost) => subject ?? question ?? null;

/** The case's expectations, and the observed values for the same fields. */
function sides(one: SiteCase, seen: ReadPageCase): { said: unknown; found: unknown }[] {
  const { posts, dark = false, unavailable, loginWall = false, surfaces } = one;
  return [
    { said: posts.map(nameOf), found: seen.posts.map(nameOf) },
    {
      said: { dark, unavailable, loginWall },
      found: { dark: seen.dark, unavailable: seen.unavailable, loginWall: seen.loginWall },
    },
    { said: surfaces, found: surfaces && seen.surfaces },
    ...posts.flatMap((post, index) => {
      const seenPost = seen.posts[index];
      return seenPost ? [{ said: expected(post), found: asFarAs(post, seenPost) }] : [];
    }),
  ];
}

function expected(post: ExpectedPost): ExpectedPost {
  const kind = post.kind ?? (post.subject?.split(":")[1] as Kind | undefined);
  return {
    ...post,
    ...(kind ? { kind } : {}),
    slot: post.slot ?? 0,
    ...(post.missing ? { missing: post.missing.toSorted() } : {}),
  };
}

function asFarAs(post: ExpectedPost, seen: ReadPostCase): ExpectedPost {
  const names = Object.keys(expected(post)) as (keyof ExpectedPost)[];
  return Object.fromEntries(names.map((name) => [name, seen[name]]));
}

/** Throws an AssertionError where they differ; works with every test runner. */
export function expectCase(one: SiteCase, seen: ReadPageCase): void {
  for (const { said, found } of sides(one, seen)) assert.deepEqual(plain(found), plain(said));
  for (const post of seen.posts) for (const source of post.sources) assert.match(source, /\S/);
}

/** The same as a plain answer, for the many runs over broken recipes. */
export function holds(one: SiteCase, seen: ReadPageCase): boolean {
  return sides(one, seen).every(({ said, found }) => isDeepStrictEqual(plain(found), plain(said)));
}

/** Absent and undefined are the same here, as they are to `toEqual`. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(sorted(value)));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}
