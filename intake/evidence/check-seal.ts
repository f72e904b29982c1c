/** Whether a report's seal is over the very evidence that came with it, and whose key made it. */

import type { Report } from "../../utils/contract/report.ts";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import { differences } from "../../utils/seal/check-seal.ts";
import { openSeal } from "../../utils/seal/seal.ts";
import { thumbprintOf } from "../../utils/seal/thumbprint.ts";

export interface CheckedSeal {
  /** SHA-256 of the sealed manifest's canonical JSON. */
  manifestDigest: string;
  /** RFC 7638 thumbprint of the key that sealed. */
  key: string;
  /**
   * The device of this intake that holds the key, revoked ones too. Absent: no device that this intake knows. A report
   * saved under another enrolment comes like that, and must not be lost.
   */
  device?: SealingDevice;
}

export interface SealingDevice {
  deviceId: string;
  /** The person's. */
  name: string;
}

/** `seal-invalid` with the part that does not hold: of the seal itself, or the first of the evidence's that differ. */
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
