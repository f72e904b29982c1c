/** Batches of log entries under one signature, proofs of inclusion, and days of batches. */

import {
  type BatchClaims,
  batchClaims,
  type Inclusion,
  type Leaf,
  type SealedDay,
} from "../contract/audit-log.ts";
import type { PublicKey } from "../contract/enrolment.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import { canonicalJson, digestHex } from "./digest.ts";
import { growTree, leafHash, rootFrom, rootIn } from "./merkle.ts";
import type { SealingKey } from "./seal.ts";
import { decodeJson, openJson, type SignedKind, signJson } from "./signed-json.ts";

const batchKind: SignedKind<BatchClaims> = { typ: "batch+jws", shape: batchClaims, code: "custody-invalid" };

/** `previous` of the first batch: SHA-256 of the empty string. */
export const noBatch = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** Returns a compact JWS. */
export function signBatch(claims: BatchClaims, key: SealingKey): Promise<string> {
  return signJson(claims, batchKind, key);
}

/** `custody-invalid` if this intake did not sign it, with the part that failed. */
export function checkBatch(jws: string, intakeKey: PublicKey): Promise<Result<BatchClaims>> {
  return openJson(jws, batchKind, intakeKey);
}

/** Decodes without verifying, for batches that the intake stored itself. Throws if it is not a batch. */
export function decodeBatch(jws: string): BatchClaims {
  return decodeJson(jws, batchKind);
}

/** The digest by which the next batch refers to this one. */
export function batchDigest(jws: string): Promise<string> {
  return digestHex(jws);
}

export function hashLeaf(leaf: Leaf): Promise<string> {
  return leafHash(canonicalJson(leaf));
}

/** Returns the batch that contains a leaf. `custody-invalid` with `path` if it does not. */
export async function checkInclusion(
  { leaf, index, path, batch }: Inclusion,
  intakeKey: PublicKey,
): Promise<Result<BatchClaims>> {
  const claims = await checkBatch(batch, intakeKey);
  if (!claims.ok) return claims;
  const { size, root } = claims.value;
  const computed = await rootFrom({ leafHash: await hashLeaf(leaf), index, size, path });
  return computed === root ? ok(claims.value) : fail("custody-invalid", "path");
}

export async function dayRoot(batches: readonly string[]): Promise<string> {
  return rootIn(await growTree(await Promise.all(batches.map(leafHash))));
}

/**
 * Returns the claims of a day's batches, in order. `custody-invalid` with `root`, or with `batch 12` and its
 * fault: signature, day or order. Numbers may be missing, because days overlap after a clock was set back.
 */
export async function checkDay(
  { day, root, batches }: Pick<SealedDay, "day" | "root" | "batches">,
  intakeKey: PublicKey,
): Promise<Result<BatchClaims[]>> {
  const all: BatchClaims[] = [];
  let before = "";
  for (const jws of batches) {
    const claims = await checkBatch(jws, intakeKey);
    if (!claims.ok)
      return fail("custody-invalid", `after batch ${all.at(-1)?.no ?? 0}: ${claims.problem.detail}`);
    const { no, at, previous } = claims.value;
    const last = all.at(-1)?.no ?? 0;
    const isNext = last > 0 && no === last + 1;
    if (no <= last || (isNext && previous !== before)) return fail("custody-invalid", `batch ${no}: order`);
    if (!at.startsWith(`${day}T`)) return fail("custody-invalid", `batch ${no}: day`);
    all.push(claims.value);
    before = await batchDigest(jws);
  }
  return (await dayRoot(batches)) === root ? ok(all) : fail("custody-invalid", "root");
}
