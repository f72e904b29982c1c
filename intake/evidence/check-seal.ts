/** Checks that a report's seal covers its evidence, and finds the key's device. */

import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import { sealHeader } from "../../utils/shared/contract/evidence-manifest.ts";
import type { Report } from "../../utils/shared/contract/report.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import { exactJws } from "../../utils/shared/seal/canonical-encoding.ts";
import { differences } from "../../utils/shared/seal/check-seal.ts";
import { canonicalJson, thumbprintOf } from "../../utils/shared/seal/digest.ts";
import { replaceContent } from "../../utils/shared/seal/evidence-manifest.ts";
import { openSeal } from "../../utils/shared/seal/seal.ts";
import { digestJson, sha256Of } from "../core/digest.ts";
import { createJwsReader } from "../core/es256.ts";

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

type Sealed = Pick<Report, "seal" | "evidence">;
type SealOf = Pick<CheckedSeal, "manifestDigest" | "key">;

const readSeal = createJwsReader(sealHeader);

/** Problem: `seal-invalid`, with the faulty part of the seal or the evidence parts that differ. */
export async function checkSeal(
  sealed: Sealed,
  findDevice: (thumbprint: string) => Promise<SealingDevice | undefined>,
): Promise<Result<CheckedSeal>> {
  const exact = await openExact(sealed);
  const opened = exact ? ok(exact) : await examine(sealed);
  if (!opened.ok) return opened;
  const device = await findDevice(opened.value.key);
  return ok({ ...opened.value, ...(device ? { device } : {}) });
}

/** Compares the whole manifest at once. Undefined if anything differs, without the place. */
async function openExact({ seal, evidence }: Sealed): Promise<SealOf | undefined> {
  if (!exactJws.test(seal)) return undefined;
  const opened = await readSeal(seal);
  if (typeof opened === "string") return undefined;
  const { payload, thumbprint } = opened;
  // Bytes, because a text decoded from invalid UTF-8 could equal the expected one.
  if (!payload.equals(Buffer.from(manifestText(evidence)))) return undefined;
  return { manifestDigest: sha256Of(payload), key: thumbprint };
}

function manifestText(evidence: Evidence): string {
  return canonicalJson(replaceContent(evidence, digestJson));
}

/** Finds the parts that differ. */
async function examine({ seal, evidence }: Sealed): Promise<Result<SealOf>> {
  const opened = await openSeal(seal);
  if (!opened.ok) return opened;
  const { manifest, manifestDigest, publicKey } = opened.value;
  const differ = await differences(evidence, manifest);
  if (differ.length > 0) return fail("seal-invalid", differ.join(", ").slice(0, 900));
  return ok({ manifestDigest, key: await thumbprintOf(publicKey) });
}
