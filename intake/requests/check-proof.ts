/** Checks that a sealed outcome check concerns its item, is recent, and contains nothing forbidden. */

import { limits } from "../../utils/shared/contract/limits.ts";
import type { OutcomeProof } from "../../utils/shared/contract/outcome-check.ts";
import { done, fail, type Result } from "../../utils/shared/contract/result.ts";
import { parseAddress } from "../../utils/shared/subject/parse-address.ts";

export interface CheckedItem {
  itemId: string;
  subject: string;
  permalink: string;
  /** All subjects of its post. */
  names: readonly string[];
  noPixels: boolean;
}

/**
 * Tolerance: half a round trip and the fraction of a second that HTTP dates drop can date a check in the
 * future.
 */
const maxAheadMs = 60_000;

/**
 * Problems: `seal-invalid` (another item); `check-stale`; `check-elsewhere` (another page was shown, unless
 * the state is unknown, as for a sign-in page); `pixels-not-allowed`.
 */
export function checkOutcomeProof(
  proof: OutcomeProof,
  { itemId, subject, permalink, names, noPixels }: CheckedItem,
  at: Date,
): Result<Record<string, never>> {
  if (proof.itemId.toLowerCase() !== itemId) return fail("seal-invalid", "itemId");
  if (proof.subject !== subject) return fail("seal-invalid", "subject");
  if (proof.address !== permalink) return fail("seal-invalid", "address");
  if (!isFresh(proof, at)) return fail("check-stale", `checked ${proof.checkedAt}`);
  const shown = parseAddress(proof.shownAddress);
  const site = shown.ok ? shown.value.site : proof.site;
  if (site !== subject.split(":")[0] || proof.site !== site) return fail("check-elsewhere", "site");
  const isNamed = shown.ok && [subject, ...names].includes(shown.value.subject);
  if (!isNamed && proof.seen !== "unknown") return fail("check-elsewhere", proof.shownAddress.slice(0, 900));
  if (noPixels && (proof.title !== undefined || proof.pictureSha256 !== undefined))
    return fail("pixels-not-allowed");
  return done;
}

/** In the intake's time: the device's time minus its known offset. */
export function lookedAtOf({ checkedAt, clock }: Pick<OutcomeProof, "checkedAt" | "clock">): Date {
  return new Date(Date.parse(checkedAt) - clock.offsetMs);
}

function isFresh(proof: OutcomeProof, at: Date): boolean {
  const ageMs = at.getTime() - lookedAtOf(proof).getTime();
  return ageMs <= limits.checkMs && ageMs >= -maxAheadMs;
}
