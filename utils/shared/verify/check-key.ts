/** Compares the key in the file with the one that the ministry publishes. */

import { importJWK } from "jose";
import type { PublicKey } from "../contract/enrolment.ts";
import { thumbprintOf } from "../seal/key-thumbprint.ts";
import type { Block } from "../seal/open-timestamps.ts";
import type { Note } from "./finding.ts";

/** Optional inputs of a check. */
export interface CheckOptions {
  /**
   * RFC 7638 thumbprint that the ministry publishes, 43 characters. Without it a check proves only that the
   * file is consistent with its own keys.
   */
  intakeKey?: string;
  /** Bitcoin blocks that the person looked up elsewhere, to compare anchors with. */
  blocks?: readonly Block[];
  /** From 0 to 1. */
  onProgress?: (done: number) => void;
}

/**
 * Returns the thumbprint of the key in the file. Undefined if it is not a valid key, so that no signature can
 * be checked.
 */
export async function checkIntakeKey(
  key: PublicKey,
  { intakeKey: expected }: CheckOptions,
  note: Note,
): Promise<string | undefined> {
  const usable = await importJWK(key, "ES256").catch(() => undefined);
  if (!usable) {
    note("format", false, "keys.intake");
    return undefined;
  }
  const found = await thumbprintOf(key);
  note("intake-key", expected === undefined ? "unknown" : expected === found, "", { key: found });
  return found;
}
