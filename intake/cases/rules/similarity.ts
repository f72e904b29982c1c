/** Similarity of two cases: by text, by picture, or because a person grouped them. */

import type { GroupBasis } from "../../../utils/shared/contract/group.ts";
import { distanceOf } from "../similar/min-hash.ts";
import { pictureDistance } from "./picture-distance.ts";

/** Similarity data of one case. */
export interface SimilarityFacts {
  groupId: string | null;
  groupWhy: GroupBasis | null;
  /** Distance from the group's first case. */
  groupDistance: number | null;
  /** MinHash values; undefined without a text. */
  signature?: ArrayLike<number> | undefined;
  /** Perceptual hashes in hex. */
  pictures: readonly string[];
}

export interface Nearness {
  why: GroupBasis;
  /** 0 means the same, 1 nothing in common. */
  distance?: number;
}

/** Returns the smallest distance. A case that a person put into the group has none. */
export function measureNearness(one: SimilarityFacts, other: SimilarityFacts): Nearness {
  const grouped = one.groupId !== null && one.groupId === other.groupId;
  if (grouped && (one.groupWhy === "person" || other.groupWhy === "person")) return { why: "person" };
  const measured = [...textDistances(one, other), ...pictureDistances(one, other)];
  const [nearest] = measured.sort((a, b) => a.distance - b.distance);
  if (nearest) return nearest;
  const { groupWhy, groupDistance } = other;
  return { why: groupWhy ?? "person", ...(groupDistance === null ? {} : { distance: groupDistance }) };
}

/** Sorts by distance; those without a distance come last. */
export function byDistance(one: Nearness, other: Nearness): number {
  return (one.distance ?? 2) - (other.distance ?? 2);
}

function textDistances(
  { signature: one }: SimilarityFacts,
  { signature: other }: SimilarityFacts,
): Required<Nearness>[] {
  if (!one || !other || one.length === 0 || one.length !== other.length) return [];
  return [{ why: "text", distance: distanceOf(one, other) }];
}

function pictureDistances(
  { pictures: ones }: SimilarityFacts,
  { pictures: others }: SimilarityFacts,
): Required<Nearness>[] {
  return ones.flatMap((own) =>
    others.map((other): Required<Nearness> => ({ why: "picture", distance: pictureDistance(own, other) })),
  );
}
