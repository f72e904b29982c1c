/** Data signed by the intake: receipts, batches of log entries, and each day's batches. */

import { z } from "zod";
import { publicKey } from "./enrolment.ts";
import { id, instant, receiptNumber, sha256 } from "./ids.ts";

/** Payload of a receipt's JWS as canonical JSON. Its header has `typ` `receipt+jws`. */
export const receiptClaims = z.strictObject({
  reportId: id,
  number: receiptNumber,
  caseId: id,
  receivedAt: instant,
  /** SHA-256 of the report's canonical JSON. */
  reportDigest: sha256,
  /** SHA-256 of the sealed manifest's canonical JSON. */
  manifestDigest: sha256,
  /** RFC 7638 thumbprint of the sealing key. */
  sealKey: z.string(),
  /** The device with this key and its owner. Absent if the intake does not know the key. */
  sealedBy: z.object({ deviceId: id, name: z.string() }).optional(),
  /** The submitting person and device. */
  handedInBy: z.object({ deviceId: id, name: z.string() }),
  /** The log entry that records the receipt. */
  log: z.object({ seq: z.int().min(1), hash: sha256 }),
});
export type ReceiptClaims = z.infer<typeof receiptClaims>;

/**
 * Entries of one case's log that were sealed together. A leaf of the batch's Merkle tree (RFC 9162, SHA-256) is
 * the canonical JSON of this object.
 */
export const leaf = z.strictObject({
  caseId: id,
  /** `seq` of the first entry. */
  from: z.int().min(1),
  /** `hash` of each entry, in order. The last one is the log's head. */
  hashes: z.array(sha256).min(1),
});
export type Leaf = z.infer<typeof leaf>;

/** Payload of a batch's JWS as canonical JSON. Its header has `typ` `batch+jws`. */
export const batchClaims = z.strictObject({
  /** Starts at 1; no gaps. */
  no: z.int().min(1),
  at: instant,
  /** Number of leaves in the tree. */
  size: z.int().min(1),
  root: sha256,
  /** SHA-256 of the previous batch's JWS; for the first batch, SHA-256 of the empty string. */
  previous: sha256,
});
export type BatchClaims = z.infer<typeof batchClaims>;

/** Proof that a leaf is part of a batch. */
export const inclusion = z.object({
  leaf,
  /** Index of the leaf, from 0. */
  index: z.int().min(0),
  /** Sibling hashes on the path from the leaf to the root. */
  path: z.array(sha256),
  /** Compact JWS of `batchClaims`. */
  batch: z.string(),
});
export type Inclusion = z.infer<typeof inclusion>;

/** All batches of one UTC day under one root. The leaves are the batches' JWS as ASCII, in order. */
export const sealedDay = z.object({
  day: z.iso.date(),
  root: sha256,
  /** JWS of every batch of that day, in order. */
  batches: z.array(z.string()).min(1),
  /** RFC 3161 response (DER, base64) for `root` from the configured authority. */
  timestamp: z.string().optional(),
  /** OpenTimestamps proofs of `root`, one per calendar. */
  anchors: z
    .array(z.object({ calendar: z.string(), /** Detached proof, base64. */ proof: z.string() }))
    .optional(),
});
export type SealedDay = z.infer<typeof sealedDay>;

/** Public keys needed for verification, and their owners. */
export const knownKeys = z.object({
  /** Signs receipts and batches. */
  intake: publicKey,
  /** Signs the digest of a WACZ: base64 of its SPKI, as the WACZ format requires. */
  wacz: z.string().optional(),
  devices: z.array(
    z.object({
      deviceId: id,
      thumbprint: z.string(),
      publicKey,
      name: z.string(),
      enrolledAt: instant,
      revokedAt: instant.optional(),
    }),
  ),
});
export type KnownKeys = z.infer<typeof knownKeys>;
