/** Compares the votes of panels with the digests in the log. */

import { asc, eq } from "drizzle-orm";
import { digestJson } from "../../utils/shared/seal/digest.ts";
import { devices, log, votes } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";

/** Reads all votes at once, because panels are few. Returns one sentence per difference. */
export async function verifyVotes(tx: Db): Promise<string[]> {
  const entries = await tx
    .select()
    .from(log)
    .where(eq(log.act, "vote-cast"))
    .orderBy(asc(log.caseId), asc(log.seq));
  const owners = new Map(
    (
      await tx
        .selectDistinct({ id: devices.id, owner: devices.personId })
        .from(devices)
        .innerJoin(votes, eq(votes.personId, devices.personId))
    ).map(({ id, owner }) => [id, owner]),
  );
  const broken: string[] = [];
  const cast = new Map(entries.map((entry) => [String(entry.detail.digest), entry]));
  for (const { id, decisionId, personId, at, vote, reason } of await tx
    .select()
    .from(votes)
    .orderBy(asc(votes.id))) {
    const digest = await digestJson({ decisionId, id, vote, reason });
    const entry = cast.get(digest);
    const holds =
      entry?.detail.decision === decisionId &&
      entry.at.getTime() === at.getTime() &&
      owners.get(String(entry.detail.device)) === personId;
    if (holds) cast.delete(digest);
    else broken.push(`vote ${id}: is not what the log names`);
  }
  for (const { detail } of cast.values()) broken.push(`decision ${detail.decision}: a vote is gone`);
  return broken;
}
