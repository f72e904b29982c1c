/** Compares evidence with its seal and names every part that differs. */

import type { Evidence } from "../contract/evidence.ts";
import type { Manifest } from "../contract/evidence-manifest.ts";
import { canonicalJson } from "./digest.ts";
import { manifestOf } from "./evidence-manifest.ts";

/**
 * Returns paths such as `fields.text`, `picture.file.sha256` or `capturedAt`. Empty if the evidence is as
 * sealed.
 */
export async function differences(evidence: Evidence, sealed: Manifest): Promise<string[]> {
  return comparePaths(await manifestOf(evidence), sealed);
}

function comparePaths(one: unknown, other: unknown, path: readonly string[] = []): string[] {
  if (!isObject(one) || !isObject(other)) return same(one, other) ? [] : [path.join(".")];
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].flatMap((name) => comparePaths(one[name], other[name], [...path, name])).sort();
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function same(one: unknown, other: unknown): boolean {
  if (one === undefined || other === undefined) return one === other;
  return canonicalJson(one) === canonicalJson(other);
}
