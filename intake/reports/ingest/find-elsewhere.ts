/** Finds the reports of a batch that another server stores, because it owns their spots. */

import { sql } from "drizzle-orm";
import { caseSubjects, reports } from "../../db/schema/index.ts";
import { spotOfSubject } from "../../db/spot.ts";
import { readSpotOwners } from "../../db/spot-owners.ts";
import type { Db } from "../../db/store.ts";
import type { Elsewhere, IncomingReport } from "./incoming-report.ts";

/**
 * A post stays where it is known; an unknown one begins at the owner of its spot. Needs the ingest lock. The former
 * owners of a spot cannot learn a new post of it, so their answer holds until the spot moves again.
 */
export async function findElsewhere(
  tx: Db,
  arrivals: readonly IncomingReport[],
): Promise<Map<IncomingReport, Elsewhere>> {
  const ownerOf = await readSpotOwners(
    tx,
    arrivals.map(({ report }) => spotOfSubject(report.evidence.subject)),
  );
  const asked = arrivals.flatMap((arrival) => {
    const spotOwner = ownerOf(spotOfSubject(arrival.report.evidence.subject));
    const { owner, former, moves } = spotOwner;
    const isOwn = owner === null && (former.length === 0 || arrival.unknownAtMove === moves);
    return isOwn ? [] : [{ arrival, spotOwner }];
  });
  if (asked.length === 0) return new Map();
  const known = await readKnown(
    tx,
    asked.map(({ arrival }) => arrival),
  );
  return new Map(
    asked.flatMap(({ arrival, spotOwner }) =>
      known.has(arrival.report.id) ? [] : [[arrival, { elsewhere: spotOwner }]],
    ),
  );
}

/**
 * Returns the ids of the reports that this server has of the same person, or whose subject it has reports of. A name
 * that reports only mention does not count: a server can learn it after another one received the post.
 */
export async function readKnown(
  db: Db,
  arrivals: readonly Pick<IncomingReport, "report" | "person">[],
): Promise<Set<string>> {
  const subjects = [...new Set(arrivals.map(({ report }) => report.evidence.subject))];
  const ids = arrivals.map(({ report }) => report.id);
  const [posts, stored] = await Promise.all([
    db
      .selectDistinct({ subject: caseSubjects.subject })
      .from(caseSubjects)
      .where(
        sql`${caseSubjects.subject} = any(${sql.param(subjects)}::text[]) and ${caseSubjects.own}
          and ${caseSubjects.spot} = any(${sql.param(subjects.map(spotOfSubject))}::smallint[])`,
      ),
    db
      .select({ id: reports.id, personId: reports.personId })
      .from(reports)
      .where(sql`${reports.id} = any(${sql.param(ids)}::uuid[])`),
  ]);
  const known = new Set<string>(posts.map(({ subject }) => subject));
  const own = new Set(stored.map(({ id, personId }) => `${id} ${personId}`));
  return new Set(
    arrivals.flatMap(({ report: { id, evidence }, person }) =>
      own.has(`${id} ${person.id}`) || known.has(evidence.subject) ? [id] : [],
    ),
  );
}
