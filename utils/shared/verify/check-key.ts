/** Compares the key in the file with the one that the ministry publishes. */

import { importJWK } from "jose";
import type { PublicKey } from "../contract/enrolment.ts";
import { thumbprintOf } from "../seal/key-thumbprint.ts";
import type { Note } from "./finding.ts";
import type { CheckOptions } from "./options.ts";

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
