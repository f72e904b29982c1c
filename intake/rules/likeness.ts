/** How far apart two cases are: by their texts, by their pictures, or because a person said that they belong together. */

import type { Likeness } from "../../utils/contract/group.ts";
import { distanceOf } from "../similar/min-hash.ts";
import { pictureDistance } from "./picture-distance.ts";

/** What is known of one case. */
export interface Looks {
  groupId: string | null;
  groupWhy: Likeness | null;
  /** From the group's first case. */
  groupDistance: number | null;
  /** MinHash values; absent: no text. */
  signature?: readonly number[] | undefined;
  /** Perceptual hashes in hex. */
  pictures: readonly string[];
}

export interface Near {
  why: Likeness;
  /** 0 the same, 1 nothing in common. */
  distance?: number;
}

/** Whatever is nearest; what a person put into the group has no distance. */
export function nearnessOf(one: Looks, other: Looks): Near {
  const grouped = one.groupId !== null && one.groupId === other.groupId;
  if (grouped && (one.groupWhy === "person" || other.groupWhy === "person")) return { why: "person" };
  const measured = [...textNearness(one, other), ...pictureNearness(one, other)];
  const [nearest] = measured.sort((a, b) => a.distance - b.distance);
  if (nearest) return nearest;
  const { groupWhy, groupDistance } = other;
  return { why: groupWhy ?? "person", ...(groupDistance === null ? {} : { distance: groupDistance }) };
}

/** The nearest first, those without a distance last. */
export function nearestFirst(one: Near, other: Near): number {
  return (one.distance ?? 2) - (other.distance ?? 2);
}

function textNearness({ signature: one }: Looks, { signature: other }: Looks): Required<Near>[] {
  if (!one || !other || one.length === 0 || one.length !== other.length) return [];
  return [{ why: "text", distance: distanceOf(one, other) }];
}

function pictureNearness({ pictures: ones }: Looks, { pictures: others }: Looks): Required<Near>[] {
  return ones.flatMap((one) =>
    others.map((other): Required<Near> => ({ why: "picture", distance: pictureDistance(one, other) })),
  );
}
