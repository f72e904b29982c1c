/** Records what the form showed to the person, outside every process that is killed. */

import { digestJson } from "../../../utils/shared/seal/digest.ts";
import type { DeviceRow } from "./device.ts";

export interface Ledger {
  /** Receipt numbers that the form confirmed as saved. */
  acknowledged: Set<string>;
  /** Receipt numbers that the form confirmed as undone. */
  undone: Set<string>;
  /** Receipt numbers whose undo was requested but never confirmed. */
  unsure: Set<string>;
  /** By receipt number: the report as read from the device's disk. */
  saved: Map<string, SavedReport>;
  /** Receipt numbers whose bytes on the device changed after they were saved. */
  changedOnDevice: Set<string>;
}

export interface SavedReport {
  id: string;
  subject: string;
  /** The exact JSON text that is sent. */
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

/** Records a report read from a device's disk. It must equal what was recorded before. */
export function noteSaved(ledger: Ledger, number: string, saved: SavedReport): void {
  const before = ledger.saved.get(number);
  if (before && before.body !== saved.body) ledger.changedOnDevice.add(number);
  ledger.saved.set(number, before ?? saved);
}

/**
 * Records a row of a device's outbox. If the device has removed the text, uses the sent text with the same digest.
 * `sent`: texts by SHA-256.
 */
export function noteRow(
  ledger: Ledger,
  { id, number, subject, body, bodySha256 }: DeviceRow,
  sent: ReadonlyMap<string, string>,
): void {
  const text = body ?? sent.get(bodySha256);
  if (text !== undefined) noteSaved(ledger, number, { id, subject, body: text });
}

/** The digest by which the intake identifies a report: that of its canonical JSON. */
export function digestOf({ body }: SavedReport): Promise<string> {
  return digestJson(JSON.parse(body));
}
