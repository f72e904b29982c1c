/**
 * Asks the intake about a post by a hash prefix that many subjects share, so that it does not learn which one
 * is meant.
 */

import type { KnownSubjectState } from "../../shared/contract/known-subjects.ts";
import { ok, type Result } from "../../shared/contract/result.ts";
import { deviceRoutes } from "../../shared/contract/routes/devices.ts";
import type { Subject } from "../../shared/contract/site.ts";
import { digestHex } from "../../shared/seal/digest.ts";
import { prefixOf } from "../../shared/subject/hash-prefix.ts";
import { callRoute } from "../api/call-route.ts";
import { readCachedFilter } from "./cached-filter.ts";

/** Runs only on the person's request. `names`: the post's subject and aliases. */
export async function askKnownSubject(
  names: readonly Subject[],
): Promise<Result<{ state?: KnownSubjectState }>> {
  const opened = (await readCachedFilter())?.opened;
  if (!opened) return ok({});
  for (const name of names.filter((candidate) => opened.filter.find(candidate) !== undefined)) {
    const sha256 = await digestHex(name);
    const answer = await callRoute(deviceRoutes.listReported, {
      query: { prefix: prefixOf(sha256, opened.claims) },
    });
    if (!answer.ok) return answer;
    const entry = answer.value.subjects.find((subject) => subject.sha256 === sha256);
    if (entry) return ok({ state: entry.state });
  }
  return ok({});
}
