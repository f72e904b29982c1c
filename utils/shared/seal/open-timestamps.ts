/**
 * Reads, joins and checks OpenTimestamps proofs of SHA-256 digests. A proof is a tree of operations on the digest;
 * each leaf attests that a calendar accepted the result, or that it is the Merkle root of a Bitcoin block.
 * Format: https://github.com/opentimestamps/python-opentimestamps (core/timestamp.py, core/notary.py).
 */

import { fail, ok, type Result } from "../contract/result.ts";
import { fromHex, toHex } from "./digest.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** Header of a detached proof: magic, version 1, and the operation that made the digest. */
const header = fromHex("004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e892940108");
const digestBytes = 32;
/** Limits of the reference implementation, and one on the whole proof. */
const limits = { depth: 256, argument: 4096, payload: 8192, proof: 100_000 };
const tags = { fork: 0xff, attestation: 0x00, sha256: 0x08, append: 0xf0, prepend: 0xf1 };
const attestationTags = { pending: "83dfe30d2ef90c8e", bitcoin: "0588960d73d71901" };

/** Fails with `custody-invalid` and the part that failed. */
const failure = (part: "form" | "digest" | "operation" | "block") => fail("custody-invalid", part);

export type Attestation =
  | { kind: "pending"; calendar: string }
  | { kind: "bitcoin"; height: number }
  | { kind: "unknown"; tag: string; payload: string };

/** An operation, and the tree that continues from its result. */
interface Branch {
  tag: number;
  /** Bytes to append or prepend; empty for a hash. */
  argument: Bytes;
  next: Tree;
}

interface Tree {
  /** Result of all operations up to here. */
  message: Bytes;
  attestations: Attestation[];
  branches: Branch[];
}

/** A leaf of a proof. */
export interface Attested {
  /** Hex. For Bitcoin the block's Merkle root in the order of the header's bytes. */
  message: string;
  attestation: Attestation;
}

export interface Proof {
  digest: string;
  tree: Tree;
}

/**
 * Reads a detached proof (`.ots`).
 * @param digest 64 hex digits; must be the digest that the proof names
 */
export async function readProof(bytes: Bytes, digest: string): Promise<Result<Proof>> {
  if (toHex(bytes.slice(0, header.length)) !== toHex(header)) return failure("form");
  const start = header.length + digestBytes;
  if (toHex(bytes.slice(header.length, start)) !== digest) return failure("digest");
  return readCalendarAnswer(bytes.slice(start), digest);
}

/** Reads a calendar's answer: a tree without header, for a message that both sides know. */
export async function readCalendarAnswer(bytes: Bytes, message: string): Promise<Result<Proof>> {
  if (bytes.length > limits.proof) return failure("form");
  const reader = new Reader(bytes);
  try {
    const tree = await readTree(reader, fromHex(message), 0);
    return reader.isAtEnd ? ok({ digest: message, tree }) : failure("form");
  } catch (error) {
    if (error instanceof FormatError) return failure(error.part);
    throw error;
  }
}

/** Writes a detached proof (`.ots`), as other OpenTimestamps programs read it. */
export function writeProof({ digest, tree }: Proof): Bytes {
  return Uint8Array.from([...header, ...fromHex(digest), ...writeTree(tree)]);
}

export function listAttested({ tree }: Proof): Attested[] {
  return walk(tree).flatMap(({ message, attestations }) =>
    attestations.map((attestation) => ({ message: toHex(message), attestation })),
  );
}

/**
 * Adds a calendar's later answer at the pending attestation of its message. Returns false if the proof has none.
 * The pending attestation goes once the answer reaches a block.
 */
export function upgradeProof({ tree }: Proof, answer: Proof): boolean {
  const target = walk(tree).find(
    ({ message, attestations }) =>
      toHex(message) === answer.digest && attestations.some(({ kind }) => kind === "pending"),
  );
  if (!target) return false;
  const isFinal = listAttested(answer).some(({ attestation }) => attestation.kind === "bitcoin");
  if (isFinal) target.attestations = target.attestations.filter(({ kind }) => kind !== "pending");
  target.attestations.push(...answer.tree.attestations);
  target.branches.push(...answer.tree.branches);
  return true;
}

export interface Block {
  /** As block explorers print it. */
  hash: string;
  /** The miner's time, within about two hours of the true one. */
  at: string;
  /** Hex, in the order of the header's bytes. */
  merkleRoot: string;
}

/**
 * Reads a Bitcoin block header, 160 hex digits. It must hash below the target that it names. Does not prove that
 * the block is in the chain: compare its hash with a source that you trust.
 */
export async function readBlockHeader(hex: string): Promise<Result<Block>> {
  if (!/^[0-9a-f]{160}$/.test(hex)) return failure("form");
  const bytes = fromHex(hex);
  const hash = toHex((await sha256(await sha256(bytes))).reverse());
  const view = new DataView(bytes.buffer);
  const bits = view.getUint32(72, true);
  const target = BigInt(bits & 0x7fffff) << BigInt(8 * Math.max(0, (bits >>> 24) - 3));
  if (BigInt(`0x${hash}`) > target) return failure("block");
  return ok({
    hash,
    at: new Date(view.getUint32(68, true) * 1000).toISOString(),
    merkleRoot: toHex(bytes.slice(36, 68)),
  });
}

class FormatError extends Error {
  readonly part: "form" | "operation";

  constructor(part: "form" | "operation") {
    super(`not an OpenTimestamps proof: ${part}`);
    this.part = part;
  }
}

/** Reads bytes in order. Throws `FormatError` past the end. */
class Reader {
  #at = 0;
  readonly #bytes: Bytes;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  take(count: number): Bytes {
    if (this.#at + count > this.#bytes.length) throw new FormatError("form");
    this.#at += count;
    return this.#bytes.slice(this.#at - count, this.#at);
  }

  byte(): number {
    const [byte] = this.take(1);
    if (byte === undefined) throw new FormatError("form");
    return byte;
  }

  /** LEB128, up to 35 bits. Only the shortest encoding is accepted. */
  number(): number {
    let value = 0;
    for (let shift = 0; shift <= 28; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte === 0 && shift > 0) throw new FormatError("form");
      if (byte < 0x80) return value;
    }
    throw new FormatError("form");
  }

  sized(max: number): Bytes {
    const length = this.number();
    if (length > max) throw new FormatError("form");
    return this.take(length);
  }
}

async function readTree(reader: Reader, message: Bytes, depth: number): Promise<Tree> {
  if (depth > limits.depth) throw new FormatError("form");
  const tree: Tree = { message, attestations: [], branches: [] };
  let isLast = false;
  while (!isLast) {
    const first = reader.byte();
    isLast = first !== tags.fork;
    const tag = isLast ? first : reader.byte();
    if (tag === tags.attestation) tree.attestations.push(readAttestation(reader));
    else tree.branches.push(await readBranch(reader, tag, message, depth));
  }
  return tree;
}

async function readBranch(reader: Reader, tag: number, message: Bytes, depth: number): Promise<Branch> {
  const isHash = tag === tags.sha256;
  if (!isHash && tag !== tags.append && tag !== tags.prepend) throw new FormatError("operation");
  const argument = isHash ? new Uint8Array(0) : reader.sized(limits.argument);
  const result = await apply(tag, argument, message);
  if (result.length > limits.argument) throw new FormatError("form");
  return { tag, argument, next: await readTree(reader, result, depth + 1) };
}

function apply(tag: number, argument: Bytes, message: Bytes): Promise<Bytes> | Bytes {
  if (tag === tags.sha256) return sha256(message);
  return Uint8Array.from(tag === tags.append ? [...message, ...argument] : [...argument, ...message]);
}

function readAttestation(reader: Reader): Attestation {
  const tag = toHex(reader.take(8));
  const payload = reader.sized(limits.payload);
  const inner = new Reader(payload);
  if (tag === attestationTags.pending) {
    const calendar = new TextDecoder().decode(inner.sized(1000));
    if (!inner.isAtEnd || !/^[A-Za-z0-9\-._/:]+$/.test(calendar)) throw new FormatError("form");
    return { kind: "pending", calendar };
  }
  if (tag === attestationTags.bitcoin) {
    const height = inner.number();
    if (!inner.isAtEnd) throw new FormatError("form");
    return { kind: "bitcoin", height };
  }
  return { kind: "unknown", tag, payload: toHex(payload) };
}

function walk(tree: Tree): Tree[] {
  return [tree, ...tree.branches.flatMap(({ next }) => walk(next))];
}

function writeTree({ attestations, branches }: Tree): number[] {
  const parts = [
    ...attestations.map((attestation) => [tags.attestation, ...writeAttestation(attestation)]),
    ...branches.map(({ tag, argument, next }) => [
      tag,
      ...(tag === tags.sha256 ? [] : writeSized(argument)),
      ...writeTree(next),
    ]),
  ];
  return parts.flatMap((part, index) => (index < parts.length - 1 ? [tags.fork, ...part] : part));
}

function writeAttestation(attestation: Attestation): number[] {
  switch (attestation.kind) {
    case "pending": {
      const calendar = new TextEncoder().encode(attestation.calendar);
      return [...fromHex(attestationTags.pending), ...writeSized(writeSized(calendar))];
    }
    case "bitcoin":
      return [...fromHex(attestationTags.bitcoin), ...writeSized(writeNumber(attestation.height))];
    case "unknown":
      return [...fromHex(attestation.tag), ...writeSized(fromHex(attestation.payload))];
  }
}

function writeSized(bytes: ArrayLike<number>): number[] {
  return [...writeNumber(bytes.length), ...Array.from(bytes)];
}

function writeNumber(value: number): number[] {
  const rest = Math.floor(value / 128);
  return rest === 0 ? [value] : [(value % 128) + 128, ...writeNumber(rest)];
}

async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
