/** Merkle trees: as RFC 9162 has them, and no changed byte goes unseen. */

import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { growTree, leafHash, pathIn, rootFrom, rootIn } from "../../../../utils/shared/seal/merkle.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const sha256 = (...parts: Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();

/** The RFC's own recursive definitions, written a second time. */
function rootByTheBook(leaves: Buffer[]): Buffer {
  const [only] = leaves;
  if (only && leaves.length === 1) return sha256(Buffer.of(0), only);
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return sha256(Buffer.of(1), rootByTheBook(leaves.slice(0, split)), rootByTheBook(leaves.slice(split)));
}

function pathByTheBook(index: number, leaves: Buffer[]): Buffer[] {
  if (leaves.length === 1) return [];
  const split = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...pathByTheBook(index, left), rootByTheBook(right)]
    : [...pathByTheBook(index - split, right), rootByTheBook(left)];
}

const leavesOf = (size: number) => Array.from({ length: size }, (_, index) => Buffer.from(`leaf ${index}`));
const hashesOf = (leaves: Buffer[]) => Promise.all(leaves.map((leaf) => leafHash(new Uint8Array(leaf))));

/** All up to two full levels more than the smallest trees, then around the next power of two. */
const sizes = [...Array.from({ length: 20 }, (_, index) => index + 1), 31, 32, 33, 63, 64, 65];

test("every leaf of a tree of any size has the RFC's path to the RFC's root", async () => {
  for (const size of sizes) {
    const leaves = leavesOf(size);
    const hashes = await hashesOf(leaves);
    const tree = await growTree(hashes);
    const root = rootIn(tree);
    expect(root).toBe(hex(rootByTheBook(leaves)));
    for (const [index, leafHash] of hashes.entries()) {
      const path = pathIn(tree, index);
      expect(path).toEqual(pathByTheBook(index, leaves).map(hex));
      expect(await rootFrom({ leafHash, index, size, path })).toBe(root);
    }
  }
});

describe("no other path leads to the root", () => {
  const flip = (digits: string, at: number) => {
    const other = (Number.parseInt(digits.charAt(at), 16) ^ (1 + (at % 15))).toString(16);
    return digits.slice(0, at) + other + digits.slice(at + 1);
  };

  test("a changed digit in the leaf or anywhere on the path", async () => {
    for (const size of [1, 2, 3, 7, 8, 13, 70]) {
      const hashes = await hashesOf(leavesOf(size));
      const tree = await growTree(hashes);
      const root = rootIn(tree);
      for (const [index, leafHash] of hashes.entries()) {
        const path = pathIn(tree, index);
        const at = (index * 7) % 64;
        expect(await rootFrom({ leafHash: flip(leafHash, at), index, size, path })).not.toBe(root);
        for (const height of path.keys()) {
          const changed = path.map((one, place) => (place === height ? flip(one, at) : one));
          expect(await rootFrom({ leafHash, index, size, path: changed })).not.toBe(root);
        }
      }
    }
  });

  test("another place, another order, a longer or a shorter path", async () => {
    for (const size of [2, 3, 5, 8, 21]) {
      const hashes = await hashesOf(leavesOf(size));
      const tree = await growTree(hashes);
      const root = rootIn(tree);
      for (const [index, leafHash] of hashes.entries()) {
        const path = pathIn(tree, index);
        for (let other = -1; other <= size; other++) {
          if (other === index) continue;
          expect(await rootFrom({ leafHash, index: other, size, path })).not.toBe(root);
        }
        expect(await rootFrom({ leafHash, index, size, path: path.slice(1) })).not.toBe(root);
        expect(await rootFrom({ leafHash, index, size, path: [...path, root] })).toBeUndefined();
        if (path.length > 1)
          expect(await rootFrom({ leafHash, index, size, path: path.toReversed() })).not.toBe(root);
      }
    }
  });

  test("an inner node that poses as a leaf", async () => {
    const tree = await growTree(await hashesOf(leavesOf(4)));
    const [left, right] = (tree[0] ?? []).slice(0, 2);
    const node = new Uint8Array(Buffer.concat([left ?? Buffer.of(), right ?? Buffer.of()]));
    const path = pathIn(tree, 0).slice(1);
    expect(await rootFrom({ leafHash: await leafHash(node), index: 0, size: 2, path })).not.toBe(
      rootIn(tree),
    );
  });
});

test("an empty tree is a bug", async () => {
  await expect(growTree([])).rejects.toThrow("at least one leaf");
});
