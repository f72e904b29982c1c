/** Batches of log entries: an entry is in the batch that lists it, and a day is complete, ordered, and of one date. */

import { beforeAll, describe, expect, test } from "vitest";
import { newKey } from "../../../../scripts/dev/kits/evidence.ts";
import type { BatchClaims, Inclusion, Leaf } from "../../../../utils/shared/contract/audit-log.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import {
  batchDigest,
  checkDay,
  checkInclusion,
  dayRoot,
  hashLeaf,
  noBatch,
  signBatch,
} from "../../../../utils/shared/seal/log-batch.ts";
import { growTree, pathIn, rootIn } from "../../../../utils/shared/seal/merkle.ts";
import type { SealingKey } from "../../../../utils/shared/seal/seal.ts";

const caseId = "0b7e1f0a-4c1d-4e3a-9f43-5d2f6a1c0e11";
const digest = "a".repeat(64);
const day = "2026-11-25";
let key: SealingKey;
let stranger: SealingKey;

beforeAll(async () => {
  [key, stranger] = [await newKey(), await newKey()];
});

test("the first batch follows the digest of an empty chain", async () => {
  expect(noBatch).toBe(await digestHex(""));
  expect(await batchDigest("a.b.c")).toBe(await digestHex("a.b.c"));
});

describe("an entry", () => {
  const leaves: Leaf[] = [1, 2, 3].map((from) => ({ caseId, from, hashes: [String(from).repeat(64)] }));

  async function includeds(by = key): Promise<{ claims: BatchClaims; all: Inclusion[] }> {
    const tree = await growTree(await Promise.all(leaves.map(hashLeaf)));
    const claims = {
      no: 7,
      at: `${day}T01:00:00.000Z`,
      size: leaves.length,
      root: rootIn(tree),
      previous: digest,
    };
    const batch = await signBatch(claims, by);
    return { claims, all: leaves.map((leaf, index) => ({ leaf, index, path: pathIn(tree, index), batch })) };
  }

  test("is in its batch, at its place", async () => {
    const { claims, all } = await includeds();
    for (const entry of all)
      expect(await checkInclusion(entry, key.publicKey)).toEqual({ ok: true, value: claims });
  });

  test.each<[string, (one: Inclusion) => Partial<Inclusion>]>([
    ["another place", () => ({ index: 1 })],
    ["a place that there is not", () => ({ index: 3 })],
    ["another hash", ({ leaf }) => ({ leaf: { ...leaf, hashes: [digest] } })],
    ["another case", ({ leaf }) => ({ leaf: { ...leaf, caseId: caseId.replace("0", "1") } })],
    ["a shorter path", ({ path }) => ({ path: path.slice(1) })],
  ])("is not in the batch with %s", async (_what, change) => {
    const [first] = (await includeds()).all;
    if (!first) throw new Error("no leaf");
    expect(await checkInclusion({ ...first, ...change(first) }, key.publicKey)).toMatchObject({
      problem: { code: "custody-invalid", detail: "path" },
    });
  });

  test("proves nothing in another intake's batch", async () => {
    const [first] = (await includeds(stranger)).all;
    if (!first) throw new Error("no leaf");
    expect(await checkInclusion(first, key.publicKey)).toMatchObject({
      problem: { code: "custody-invalid", detail: "signature" },
    });
  });
});

describe("a day", () => {
  interface Made {
    no: number;
    at?: string;
    previous?: string;
    by?: SealingKey;
  }

  /** Each follows the previous one by default. */
  async function batchesOf(...made: Made[]): Promise<string[]> {
    const batches: string[] = [];
    for (const { no, at = `${day}T0${no}:00:00.000Z`, previous, by = key } of made) {
      const last = batches.at(-1);
      const before = previous ?? (last === undefined ? digest : await batchDigest(last));
      batches.push(await signBatch({ no, at, size: 1, root: digest, previous: before }, by));
    }
    return batches;
  }
  async function wrongPart(batches: string[], root?: string): Promise<string | undefined> {
    const checked = await checkDay({ day, root: root ?? (await dayRoot(batches)), batches }, key.publicKey);
    if (checked.ok) return undefined;
    expect(checked.problem.code).toBe("custody-invalid");
    return checked.problem.detail;
  }

  test("is valid with all its batches in order, and returns their claims", async () => {
    const batches = await batchesOf({ no: 4 }, { no: 5 }, { no: 6 });
    const checked = await checkDay({ day, root: await dayRoot(batches), batches }, key.publicKey);
    expect(checked.ok && checked.value.map(({ no }) => no)).toEqual([4, 5, 6]);
    const [only] = batches;
    expect(await wrongPart([only ?? ""])).toBeUndefined();
  });

  test("may lack numbers: a clock that was set back makes days overlap", async () => {
    expect(await wrongPart(await batchesOf({ no: 4 }, { no: 6, previous: noBatch }))).toBeUndefined();
  });

  test.each<[string, Made[], string]>([
    ["a batch twice", [{ no: 4 }, { no: 4 }], "batch 4: order"],
    ["an earlier one after a later one", [{ no: 5 }, { no: 4 }], "batch 4: order"],
    ["a next one that names another before it", [{ no: 4 }, { no: 5, previous: noBatch }], "batch 5: order"],
    ["one of the day before", [{ no: 4, at: "2026-11-24T23:59:59.999Z" }, { no: 5 }], "batch 4: day"],
    ["one of the day after", [{ no: 4 }, { no: 5, at: "2026-11-26T00:00:00.000Z" }], "batch 5: day"],
  ])("is broken at the place with %s", async (_what, made, part) => {
    expect(await wrongPart(await batchesOf(...made))).toBe(part);
  });

  test("is invalid after the previous one if it has another intake's batch", async () => {
    expect(await wrongPart(await batchesOf({ no: 4, by: stranger }))).toBe("after batch 0: signature");
    const later = await batchesOf({ no: 4 }, { no: 5, by: stranger });
    expect(await wrongPart(later)).toBe("after batch 4: signature");
  });

  test("has another root if a batch is missing or the order differs", async () => {
    const batches = await batchesOf({ no: 4 }, { no: 5 }, { no: 7 });
    const root = await dayRoot(batches);
    expect(await wrongPart(batches, root)).toBeUndefined();
    expect(await wrongPart(batches.slice(0, 2), root)).toBe("root");
    expect(await wrongPart(batches, digest)).toBe("root");
    expect(await dayRoot(batches.toReversed())).not.toBe(root);
  });
});
