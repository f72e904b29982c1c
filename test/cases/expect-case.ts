/** Compares what was seen on a case's page with what the case says. */

import { expect } from "vitest";
import type { ExpectedPost, SiteCase } from "../../utils/sites/cases.ts";
import { asFarAsExpected, type SeenPost } from "./read-page.ts";

const nameOf = ({ subject, question }: ExpectedPost) => subject ?? question ?? null;

export function expectCase({ posts }: SiteCase, seen: readonly SeenPost[]): void {
  expect(seen.map(nameOf)).toEqual(posts.map(nameOf));
  for (const [index, expected] of posts.entries()) {
    const post = seen[index];
    if (!post) continue;
    const sorted = expected.missing ? { missing: expected.missing.toSorted() } : {};
    expect(asFarAsExpected(post, expected)).toEqual({ ...expected, ...sorted });
    for (const source of post.sources) expect(source).toMatch(/\S/);
  }
}
