/** Verifies that every log entry is in exactly one batch or waits for the next. */

import { asc, eq, gt, inArray, max } from "drizzle-orm";
import { batchLeaves, cases, log, unsealed } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import { trustLogId } from "./store/trust-log.ts";

const pageRows = 200;

export async function verifyLeaves(db: Db): Promise<string[]> {
  const [head] = await db
    .select({ seq: max(log.seq) })
    .from(log)
    .where(eq(log.caseId, trustLogId));
  const broken = await verifyPage(db, [{ id: trustLogId, headSeq: head?.seq ?? 0 }]);
  for (let after = ""; ; ) {
    const page = await db
      .select({ id: cases.id, headSeq: cases.headSeq })
      .from(cases)
      .where(after ? gt(cases.id, after) : undefined)
      .orderBy(asc(cases.id))
      .limit(pageRows);
    broken.push(...(await verifyPage(db, page)));
    const last = page.at(-1);
    if (!last) return broken;
    after = last.id;
  }
}

async function verifyPage(db: Db, page: { id: string; headSeq: number }[]): Promise<string[]> {
  const ids = page.map(({ id }) => id);
  const { caseId, fromSeq, toSeq } = batchLeaves;
  const leaves = await db
    .select({ caseId, from: fromSeq, to: toSeq })
    .from(batchLeaves)
    .where(inArray(caseId, ids))
    .orderBy(asc(caseId), asc(fromSeq));
  const waiting = await db
    .select({ caseId: unsealed.caseId, from: unsealed.seq, to: unsealed.seq })
    .from(unsealed)
    .where(inArray(unsealed.caseId, ids))
    .orderBy(asc(unsealed.caseId), asc(unsealed.seq));
  const ends = new Map(ids.map((id) => [id, 0]));
  const broken: string[] = [];
  for (const { caseId, from, to } of [...leaves, ...waiting]) {
    const end = ends.get(caseId) ?? 0;
    if (from !== end + 1) broken.push(`${nameOf(caseId)}: ${describeGap(end, from)}`);
    ends.set(caseId, Math.max(end, to));
  }
  const short = page.filter(({ id, headSeq }) => ends.get(id) !== headSeq);
  return [
    ...broken,
    ...short.map(
      ({ id }) => `${nameOf(id)}: after entry ${ends.get(id)}, entries are in no batch and do not wait`,
    ),
  ];
}

function nameOf(id: string): string {
  return id === trustLogId ? "the trust log" : `case ${id}`;
}

function describeGap(end: number, from: number): string {
  return from > end
    ? `entries ${end + 1} to ${from - 1} are in no batch and do not wait`
    : `entry ${from} is in two batches, or in one and waits for another`;
}
