/** Merkle trees as in RFC 9162, section 2.1, with SHA-256: roots and inclusion paths. */

import { fromHex, toHex } from "./digest.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

/** Leaves and inner nodes have different hash prefixes, so that one cannot pass as the other. */
const leafMark = 0;
const nodeMark = 1;

/** The levels of a tree, from the leaves to the root. */
export type MerkleTree = readonly (readonly Bytes[])[];

/** Hash of a leaf as 64 hex digits. Text is encoded as UTF-8. */
export async function leafHash(data: Bytes | string): Promise<string> {
  return toHex(await hash(leafMark, typeof data === "string" ? encoder.encode(data) : data));
}

/** Requires at least one leaf hash. */
export async function growTree(leafHashes: readonly string[]): Promise<MerkleTree> {
  if (leafHashes.length === 0) throw new Error("a Merkle tree needs at least one leaf");
  const levels: Bytes[][] = [leafHashes.map(fromHex)];
  for (let below = levels[0] ?? []; below.length > 1; ) {
    below = await Promise.all(
      pairsOf(below).map(([left, right]) => (right ? hash(nodeMark, left, right) : left)),
    );
    levels.push(below);
  }
  return levels;
}

/**
 * The last node of an odd level moves up unchanged. Yields the same tree as the RFC's split at the largest
 * power of two.
 */
function pairsOf(nodes: readonly Bytes[]): [Bytes, Bytes | undefined][] {
  return nodes.flatMap((node, index): [Bytes, Bytes | undefined][] =>
    index % 2 === 0 ? [[node, nodes[index + 1]]] : [],
  );
}

export function rootIn(tree: MerkleTree): string {
  const root = tree.at(-1)?.[0];
  if (!root) throw new Error("the Merkle tree has no root");
  return toHex(root);
}

/** Returns the sibling hashes from a leaf (index from 0) to the root, lowest first. */
export function pathIn(tree: MerkleTree, index: number): string[] {
  return tree.slice(0, -1).flatMap((level, height) => {
    const beside = level[Math.floor(index / 2 ** height) ^ 1];
    return beside ? [toHex(beside)] : [];
  });
}

export interface MerklePath {
  leafHash: string;
  /** Starts at 0. */
  index: number;
  /** Number of leaves in the tree. */
  size: number;
  path: readonly string[];
}

/** Returns the root of a path (RFC 9162, 2.1.3.2). Undefined if no tree of that size has such a path. */
export async function rootFrom({ leafHash, index, size, path }: MerklePath): Promise<string | undefined> {
  if (!(index >= 0 && index < size)) return undefined;
  let [position, last] = [index, size - 1];
  let node = fromHex(leafHash);
  for (const beside of path.map(fromHex)) {
    if (last === 0) return undefined;
    if (position % 2 === 1 || position === last) {
      node = await hash(nodeMark, beside, node);
      while (position % 2 === 0 && position !== 0) [position, last] = [half(position), half(last)];
    } else {
      node = await hash(nodeMark, node, beside);
    }
    [position, last] = [half(position), half(last)];
  }
  return last === 0 ? toHex(node) : undefined;
}

function half(value: number): number {
  return Math.floor(value / 2);
}

async function hash(mark: number, ...parts: Bytes[]): Promise<Bytes> {
  const bytes = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
  bytes[0] = mark;
  let offset = 1;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
