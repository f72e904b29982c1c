/** What the run's person was told, kept outside of everything that is killed. */

import { digestJson } from "../../utils/seal/digest.ts";
import type { DeviceRow } from "./device.ts";

export interface Ledger {
  /** By receipt number: the form said that it was saved. */
  acknowledged: Set<string>;
  /** By receipt number: the form said that it was taken back. */
  undone: Set<string>;
  /** By receipt number: the person asked for it back and was never told. */
  unsure: Set<string>;
  /** By receipt number: what the device had on its disk. */
  saved: Map<string, Saved>;
  /** Receipt numbers whose bytes on the device changed after they were saved. */
  changedOnDevice: Set<string>;
}

export interface Saved {
  id: string;
  subject: string;
  /** The exact JSON text that travels. */
  body: string;
}

export function newLedger(): Ledger {
  return {
    acknowledged: new Set(),
    undone: new Set(),
    unsure: new Set(),
    saved: new Map(),
    changedOnDevice: new Set(),
  };
}

/** Notes what a device has on its disk under a number; what was noted before must still be the same. */
export function noteSaved(ledger: Ledger, number: string, saved: Saved): void {
  const before = ledger.saved.get(number);
  if (before && before.body !== saved.body) ledger.changedOnDevice.add(number);
  ledger.saved.set(number, before ?? saved);
}

/**
 * The same of a row on a device. Where it has let go of the text, what came through with the digest that it keeps is it;
 * `sent`: such texts by SHA-256.
 */
export function noteRow(
  ledger: Ledger,
  { id, number, subject, body, bodySha256 }: DeviceRow,
  sent: ReadonlyMap<string, string>,
): void {
  const text = body ?? sent.get(bodySha256);
  if (text !== undefined) noteSaved(ledger, number, { id, subject, body: text });
}

/** As the intake names a report: the digest of its canonical JSON. */
export function digestOf({ body }: Saved): Promise<string> {
  return digestJson(JSON.parse(body));
}
