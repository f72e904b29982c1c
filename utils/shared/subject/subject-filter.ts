/**
 * The known-subjects filter as devices read it: a binary fuse filter (Graf and Lemire 2022). It returns the
 * state of each included subject, and a wrong state for about one in two thousand others. Cannot be listed;
 * needs no library.
 */

import type { KnownSubjectState } from "../contract/known-subjects.ts";

/** In the order of their two bits. */
export const filterStates = [
  "open",
  "approved",
  "rejected",
  "closed",
] as const satisfies readonly KnownSubjectState[];

/** Two random words of 32 bits. A person who could predict them could choose subjects that collide. */
export type Seed = readonly [number, number];

export interface Layout {
  /** A power of two, at most 65,536. */
  segmentLength: number;
  /**
   * Number of segments in which a subject's first slot may lie. Its other two slots are in the next two
   * segments.
   */
  segmentCount: number;
}

/** 11 bits of a subject's hash and 2 of its state. */
export const slotBits = 13;
const stateBits = 2;
const slotMask = (1 << slotBits) - 1;

/** "LKF1", then seed, attempt, segment length and segment count as 32-bit little-endian words. */
export const magic = 0x31464b4c;
export const headerBytes = 24;

export function slotCount({ segmentLength, segmentCount }: Layout): number {
  return (segmentCount + 2) * segmentLength;
}

/** Includes two padding bytes, because a slot is read from three bytes at once. */
export function filterLength(layout: Layout): number {
  return headerBytes + Math.ceil((slotCount(layout) * slotBits) / 8) + 2;
}

function mix(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Returns a 64-bit hash of a subject as two words. */
export function hashSubject(subject: string, [first, second]: Seed): [number, number] {
  let a = first ^ subject.length;
  let b = second;
  for (let index = 0; index < subject.length; index++) {
    const unit = subject.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    a = (a << 13) | (a >>> 19);
    b = Math.imul(b ^ unit ^ a, 0x85ebca77);
    b = (b << 17) | (b >>> 15);
  }
  return [mix(a ^ b), mix(b + 0x27d4eb2f)];
}

/** The three slots of a hash, and its fingerprint, which is never 0: slots that no subject uses match none. */
export type SlotPosition = [number, number, number, number];

/** `attempt` selects another distribution of the same hashes. Distinct hashes stay distinct. */
export function slotPositionOf(
  a: number,
  b: number,
  attempt: number,
  { segmentLength, segmentCount }: Layout,
): SlotPosition {
  const high = mix(a + Math.imul(attempt, 0x9e3779b9));
  const low = mix(b + high);
  const mask = segmentLength - 1;
  const first = Math.floor((high * (segmentCount * segmentLength)) / 0x1_0000_0000);
  return [
    first,
    (first + segmentLength) ^ ((low >>> 16) & mask),
    (first + 2 * segmentLength) ^ (low & mask),
    (mix(high ^ Math.imul(low, 0x9e3779b1)) >>> 21 || 1) << stateBits,
  ];
}

export interface Filter {
  /** Returns undefined if the subject is certainly not included. */
  find(subject: string): KnownSubjectState | undefined;
}

export function openFilter(bytes: Uint8Array): Filter | undefined {
  if (bytes.length < headerBytes) return undefined;
  const header = new DataView(bytes.buffer, bytes.byteOffset, headerBytes);
  const word = (at: number) => header.getUint32(4 * at, true);
  const seed: Seed = [word(1), word(2)];
  const attempt = word(3);
  const layout = { segmentLength: word(4), segmentCount: word(5) };
  const { segmentLength, segmentCount } = layout;
  const isPower = segmentLength > 0 && (segmentLength & (segmentLength - 1)) === 0;
  if (word(0) !== magic || !isPower || segmentLength > 65_536 || segmentCount < 1) return undefined;
  if (bytes.length !== filterLength(layout)) return undefined;
  const slot = (index: number) => {
    const bit = index * slotBits;
    const byteIndex = headerBytes + Math.floor(bit / 8);
    const three =
      (bytes[byteIndex] ?? 0) | ((bytes[byteIndex + 1] ?? 0) << 8) | ((bytes[byteIndex + 2] ?? 0) << 16);
    return (three >>> (bit % 8)) & slotMask;
  };
  return {
    find(subject) {
      const [x, y, z, fingerprint] = slotPositionOf(...hashSubject(subject, seed), attempt, layout);
      const left = slot(x) ^ slot(y) ^ slot(z) ^ fingerprint;
      return left < filterStates.length ? filterStates[left] : undefined;
    },
  };
}
