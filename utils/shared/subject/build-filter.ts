/** Builds the known-subjects filter at the intake. About 14.7 bits per subject for a million subjects. */

import type { KnownSubjectState } from "../contract/known-subjects.ts";
import {
  filterLength,
  filterStates,
  hashSubject,
  headerBytes,
  type Layout,
  magic,
  type Seed,
  slotBits,
  slotCount,
  slotPositionOf,
} from "./subject-filter.ts";

/** Stores only hashes of subjects, so that a million need 9 MB. */
export class FilterKeys {
  readonly seed: Seed;
  count = 0;
  #a = new Uint32Array(1_024);
  #b = new Uint32Array(1_024);
  #states = new Uint8Array(1_024);

  constructor(seed: Seed) {
    this.seed = seed;
  }

  /** Must be called once per subject. */
  add(subject: string, state: KnownSubjectState): void {
    if (this.count === this.#a.length) this.#grow();
    const [a, b] = hashSubject(subject, this.seed);
    this.#a[this.count] = a;
    this.#b[this.count] = b;
    this.#states[this.count++] = filterStates.indexOf(state);
  }

  hash(key: number): [number, number] {
    return [this.#a[key] ?? 0, this.#b[key] ?? 0];
  }

  state(key: number): number {
    return this.#states[key] ?? 0;
  }

  /** Removes keys with equal hashes: the filter cannot distinguish them, and no attempt would succeed. */
  distinct(): FilterKeys {
    const known = new Set<string>();
    const left = new FilterKeys(this.seed);
    for (let key = 0; key < this.count; key++) {
      const hash = this.hash(key).join();
      if (known.has(hash)) continue;
      known.add(hash);
      if (left.count === left.#a.length) left.#grow();
      [left.#a[left.count], left.#b[left.count]] = this.hash(key);
      left.#states[left.count++] = this.state(key);
    }
    return left;
  }

  #grow(): void {
    const longer = <T extends Uint32Array | Uint8Array>(old: T, made: T) => {
      made.set(old);
      return made;
    };
    this.#a = longer(this.#a, new Uint32Array(2 * this.count));
    this.#b = longer(this.#b, new Uint32Array(2 * this.count));
    this.#states = longer(this.#states, new Uint8Array(2 * this.count));
  }
}

/** Sizes by the paper's formulas, with three slots per key. */
function layoutFor(count: number): Layout {
  const log = Math.log(Math.max(count, 2));
  const segmentLength = Math.min(2 ** Math.floor(log / Math.log(3.33) + 2.25), 65_536);
  const slots = count * Math.max(1.125, 0.875 + (0.25 * Math.log(1_000_000)) / log);
  return { segmentLength, segmentCount: Math.max(1, Math.ceil(slots / segmentLength) - 2) };
}

const attemptsAtOnce = 8;

/** Returns the filter's bytes. Takes about a second for a million subjects on one core. */
export function buildFilter(keys: FilterKeys): Uint8Array<ArrayBuffer> {
  const layout = layoutFor(keys.count);
  for (let attempt = 0; attempt < attemptsAtOnce; attempt++) {
    const order = peel(keys, attempt, layout);
    if (order) return write(keys, attempt, layout, order);
  }
  return buildFilter(keys.distinct());
}

/**
 * Returns the keys in peeling order, each with a slot that no later key uses. Undefined if this attempt finds
 * none.
 */
function peel(
  keys: FilterKeys,
  attempt: number,
  layout: Layout,
): { key: Uint32Array; slot: Uint32Array } | undefined {
  const slots = slotCount(layout);
  const counts = new Uint32Array(slots);
  /** XOR of the keys in a slot, which is the key itself once it is the only one. */
  const sums = new Uint32Array(slots);
  for (let key = 0; key < keys.count; key++) {
    const place = slotPositionOf(...keys.hash(key), attempt, layout);
    for (let at = 0; at < 3; at++) {
      const slot = place[at] as number;
      counts[slot] = (counts[slot] as number) + 1;
      sums[slot] = (sums[slot] as number) ^ key;
    }
  }
  const alone = new Uint32Array(slots);
  let waiting = 0;
  for (let slot = 0; slot < slots; slot++) if (counts[slot] === 1) alone[waiting++] = slot;
  const order = { key: new Uint32Array(keys.count), slot: new Uint32Array(keys.count) };
  let done = 0;
  while (waiting > 0) {
    const own = alone[--waiting] as number;
    if (counts[own] !== 1) continue;
    const key = sums[own] as number;
    order.key[done] = key;
    order.slot[done++] = own;
    const place = slotPositionOf(...keys.hash(key), attempt, layout);
    for (let at = 0; at < 3; at++) {
      const slot = place[at] as number;
      const left = (counts[slot] as number) - 1;
      counts[slot] = left;
      sums[slot] = (sums[slot] as number) ^ key;
      if (left === 1) alone[waiting++] = slot;
    }
  }
  return done === keys.count ? order : undefined;
}

function write(
  keys: FilterKeys,
  attempt: number,
  layout: Layout,
  order: { key: Uint32Array; slot: Uint32Array },
): Uint8Array<ArrayBuffer> {
  const values = new Uint16Array(slotCount(layout));
  for (let index = keys.count - 1; index >= 0; index--) {
    const key = order.key[index] as number;
    const [x, y, z, fingerprint] = slotPositionOf(...keys.hash(key), attempt, layout);
    const others = (values[x] as number) ^ (values[y] as number) ^ (values[z] as number);
    values[order.slot[index] as number] = fingerprint ^ keys.state(key) ^ others;
  }
  const bytes = new Uint8Array(filterLength(layout));
  const header = new DataView(bytes.buffer, 0, headerBytes);
  const words = [magic, ...keys.seed, attempt, layout.segmentLength, layout.segmentCount];
  words.forEach((word, at) => {
    header.setUint32(4 * at, word, true);
  });
  values.forEach((value, index) => {
    const bit = index * slotBits;
    const at = headerBytes + Math.floor(bit / 8);
    const shifted = value << (bit % 8);
    for (let part = 0; part < 3; part++)
      bytes[at + part] = (bytes[at + part] as number) | ((shifted >>> (8 * part)) & 255);
  });
  return bytes;
}
