/** Checks that a report's seal covers its evidence, and finds the key's device. */

import type { Report } from "../../utils/shared/contract/report.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import { differences } from "../../utils/shared/seal/check-seal.ts";
import { thumbprintOf } from "../../utils/shared/seal/key-thumbprint.ts";
import { openSeal } from "../../utils/shared/seal/seal.ts";

export interface CheckedSeal {
  /** SHA-256 of the sealed manifest's canonical JSON. */
  manifestDigest: string;
  /** RFC 7638 thumbprint of the sealing key. */
  key: string;
  /**
   * The device with this key, even if revoked. Undefined if unknown: a report saved under an earlier
   * enrolment must not be lost.
   */
  device?: SealingDevice;
}

export interface SealingDevice {
  deviceId: string;
  name: string;
}

/** Problem: `seal-invalid`, with the faulty part of the seal or the evidence parts that differ. */
export async function checkSeal(
  { seal, evidence }: Pick<Report, "seal" | "evidence">,
  findDevice: (thumbprint: string) => Promise<SealingDevice | undefined>,
): Promise<Result<CheckedSeal>> {
  const opened = await openSeal(seal);
  if (!opened.ok) return opened;
  const { manifest, manifestDigest, publicKey } = opened.value;
  const differ = await differences(evidence, manifest);
  if (differ.length > 0) return fail("seal-invalid", differ.join(", ").slice(0, 900));
  const key = await thumbprintOf(publicKey);
  const device = await findDevice(key);
  return ok({ manifestDigest, key, ...(device ? { device } : {}) });
}
