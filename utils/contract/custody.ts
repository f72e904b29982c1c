/** What the intake signs: that a report was received, that entries of the log stood at a time, and a day's whole. */

import { z } from "zod";
import { publicKey } from "./enrolment.ts";
import { id, instant, receiptNumber, sha256 } from "./ids.ts";

/** Payload of a receipt's JWS, as canonical JSON; `typ` of its header is `receipt+jws`. */
export const receiptClaims = z.strictObject({
  reportId: id,
  number: receiptNumber,
  caseId: id,
  receivedAt: instant,
  /** SHA-256 of the report's canonical JSON. */
  reportDigest: sha256,
  /** SHA-256 of the sealed manifest's canonical JSON. */
  manifestDigest: sha256,
  /** RFC 7638 thumbprint of the key that sealed. */
  sealKey: z.string(),
  /** The device that this key belongs to, and whose it is; absent when the intake does not know the key. */
  sealedBy: z.object({ deviceId: id, name: z.string() }).optional(),
  /** Who handed it in, and with which device. */
  handedInBy: z.object({ deviceId: id, name: z.string() }),
  /** The entry of the case's log that says so. */
  log: z.object({ seq: z.int().min(1), hash: sha256 }),
});
export type ReceiptClaims = z.infer<typeof receiptClaims>;

/**
 * Entries of one case's log that were sealed together: a leaf of a batch's Merkle tree (RFC 9162, SHA-256), whose data is
 * the canonical JSON of this.
 */
export const leaf = z.strictObject({
  caseId: id,
  /** `seq` of the first. */
  from: z.int().min(1),
  /** `hash` of each, in order; the last is the case's head. */
  hashes: z.array(sha256).min(1),
});
export type Leaf = z.infer<typeof leaf>;

/** Payload of a batch's JWS, as canonical JSON; `typ` of its header is `batch+jws`. */
export const batchClaims = z.strictObject({
  /** From 1, without gaps. */
  no: z.int().min(1),
  at: instant,
  /** Leaves in the tree. */
  size: z.int().min(1),
  root: sha256,
  /** SHA-256 of the previous batch's JWS; of nothing for the first. */
  previous: sha256,
});
export type BatchClaims = z.infer<typeof batchClaims>;

/** Shows that a leaf is in a batch. */
export const inclusion = z.object({
  leaf,
  /** The leaf's place, from 0. */
  index: z.int().min(0),
  /** Hashes beside the way from the leaf to the root. */
  path: z.array(sha256),
  /** Compact JWS of `batchClaims`. */
  batch: z.string(),
});
export type Inclusion = z.infer<typeof inclusion>;

/** All batches of one UTC day under one root: the leaves are the batches' JWS, in order, as ASCII. */
export const sealedDay = z.object({
  day: z.iso.date(),
  root: sha256,
  /** Every batch's JWS of that day, in order. */
  batches: z.array(z.string()).min(1),
  /** RFC 3161 response (DER, base64) over `root`, from the configured authority. */
  timestamp: z.string().optional(),
});
export type SealedDay = z.infer<typeof sealedDay>;

/** Keys that a checker needs, and whose they are. */
export const knownKeys = z.object({
  /** Signs receipts and batches. */
  intake: publicKey,
  /** Signs the digest of a WACZ: base64 of its SPKI, as that format writes it. */
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
