/** Seals a draft with the device's key, in the background, which holds the key. */

import type { Evidence } from "../../shared/contract/evidence.ts";
import type { Clock, QualityCode } from "../../shared/contract/files.ts";
import { limits } from "../../shared/contract/limits.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import { sealEvidence } from "../../shared/seal/seal.ts";
import { type DeviceKey, readKey } from "../api/device-keys.ts";
import { readServerClock } from "../api/intake-clock.ts";
import { connection } from "../browser/storage.ts";
import type { StoredPost } from "./drafts.ts";

/** Complete evidence with known files that is unsealed, or changed since sealing. */
export type UnsealedPost = Omit<StoredPost, "seal">;

/** Adds the intake's clock and a seal to each, all or none. `not-enrolled` if the device has no valid key. */
export async function sealPosts(posts: readonly UnsealedPost[]): Promise<Result<StoredPost[]>> {
  const known = await connection.getValue();
  const key = known ? await readKey(known.keyName) : undefined;
  if (!key) return fail("not-enrolled");
  const clock = await readServerClock();
  return ok(await Promise.all(posts.map((post) => seal(post, key, clock))));
}

/** Seals one post. Also used after changes; the clock then stays that of the capture. */
export async function sealPost(post: UnsealedPost): Promise<Result<StoredPost>> {
  const sealed = await sealPosts([post]);
  if (!sealed.ok) return sealed;
  const [one] = sealed.value;
  return one ? ok(one) : fail("draft-gone");
}

async function seal({ evidence, files }: UnsealedPost, key: DeviceKey, heard?: Clock): Promise<StoredPost> {
  const timed = withClock(evidence, evidence.clock ?? heard);
  return { evidence: timed, files, seal: await sealEvidence(timed, key) };
}

function withClock(evidence: Evidence, clock: Clock | undefined): Evidence {
  if (!clock) return evidence;
  const off: QualityCode[] = isClockOff(clock, evidence.capturedAt) ? ["clock-off"] : [];
  return { ...evidence, clock, quality: [...new Set([...evidence.quality, ...off])] };
}

/** The device's clock differs from the intake's, or was set back between the last response and the capture. */
function isClockOff({ offsetMs, heardAt }: Clock, capturedAt: string): boolean {
  const backMs = Date.parse(heardAt) - Date.parse(capturedAt);
  return Math.abs(offsetMs) > limits.clockOffMs || backMs > limits.clockOffMs;
}
