/** Files of a case: whether one may be shown, and who saw it. */

import { and, desc, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import type { RevealReason } from "../../../utils/shared/contract/decision-grounds.ts";
import { filesOf } from "../../../utils/shared/contract/files.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Actor } from "../../core/caller.ts";
import type { Ref } from "../../core/scope.ts";
import type { CaseRecord } from "../../db/rows.ts";
import { checks, decisions, devices, files, log, reports, requestItems } from "../../db/schema/index.ts";
import { rowsOfCase } from "../../db/spot.ts";
import type { Db } from "../../db/store.ts";
import { checkAct } from "../rules/allowed-acts.ts";
import { checkReveal, revealLogIntervalMs } from "../rules/original-access.ts";
import { readActFacts } from "./case-facts.ts";
import { lockInScope, logUnchanged } from "./case-writes.ts";

/** The report or the outcome check that names a file, as in the log. */
export type FileOwner = { report: string } | { check: string };

/** Returns the newest report that lists the file, else an outcome check. Problems: `not-found`, `evidence-deleted`. */
export async function findFile(db: Db, caseId: string, sha256: string): Promise<Result<FileOwner>> {
  const [file] = await db
    .select({ report: files.reportId })
    .from(files)
    .innerJoin(reports, eq(reports.id, files.reportId))
    .where(and(rowsOfCase(reports, caseId), eq(files.sha256, sha256), isNull(reports.evidenceDeletedAt)))
    .orderBy(desc(reports.receivedAt), desc(reports.id))
    .limit(1);
  if (file) return ok(file);
  const [looked] = await db
    .select({ check: checks.id })
    .from(checks)
    .innerJoin(requestItems, eq(requestItems.id, checks.itemId))
    .where(
      and(rowsOfCase(requestItems, caseId), eq(checks.pictureFile, sha256), isNull(checks.pictureDeletedAt)),
    )
    .orderBy(desc(checks.at), desc(checks.id))
    .limit(1);
  if (looked) return ok(looked);
  return (await wasDeleted(db, caseId, sha256)) ? fail("evidence-deleted") : fail("not-found");
}

/** Deleted evidence, and the seal of a check, still list the digests of their files. */
async function wasDeleted(db: Db, caseId: string, sha256: string): Promise<boolean> {
  const rows = await db
    .select({ evidence: reports.evidence })
    .from(reports)
    .where(and(rowsOfCase(reports, caseId), sql`${reports.evidenceDeletedAt} is not null`));
  if (rows.some(({ evidence }) => filesOf(evidence).some((file) => file.sha256 === sha256))) return true;
  const emptied = await db
    .select({ id: checks.id })
    .from(checks)
    .innerJoin(requestItems, eq(requestItems.id, checks.itemId))
    .where(
      and(
        rowsOfCase(requestItems, caseId),
        isNotNull(checks.pictureDeletedAt),
        sql`${checks.proof} -> 'picture' -> 'file' ->> 'sha256' = ${sha256}`,
      ),
    )
    .limit(1);
  return emptied.length > 0;
}

export interface Revealer extends Actor {
  at: Date;
  reason?: RevealReason | undefined;
  /** Whether the store returned the sealed bytes. If not, no view is logged. */
  isReadable: boolean;
}

/**
 * Logs that a person is about to see a file; repeated views within an hour for the same reason are logged once. The
 * case's version does not change, because a view changes nothing that a decision is based on.
 */
export function logReveal(
  db: Db,
  ref: Ref,
  sha256: string,
  { personId, deviceId, name, role, at, reason, isReadable }: Revealer,
): Promise<Result<undefined>> {
  return db.transaction(async (tx) => {
    const row = await lockInScope(tx, ref);
    if (!row) return fail("not-found");
    if (row.mergedInto) return fail("case-changed", undefined, "now");
    const allowed = checkReveal({
      withheld: row.withheld,
      role,
      categories: await readNamedCategories(tx, row),
      reason,
      votes: checkAct("vote", { ...(await readActFacts(tx, row)), asker: { personId, role } }).ok,
    });
    if (!allowed.ok) return allowed;
    const file = await findFile(tx, row.id, sha256);
    if (!file.ok) return file;
    if (!isReadable) return fail("file-unreadable");
    if (await wasRevealedRecently(tx, row.id, { sha256, personId, at, reason })) return ok(undefined);
    const why = reason === undefined ? {} : { reason };
    const detail = { ...file.value, sha256, role, device: deviceId, ...why };
    await logUnchanged(tx, row, { at, by: name, act: "evidence-revealed", detail });
    return ok(undefined);
  });
}

/** Every category ever named for the case, for `checkReveal`. */
export async function readNamedCategories(db: Db, row: Pick<CaseRecord, "id" | "category">) {
  const reported = await db
    .selectDistinct({ category: reports.category })
    .from(reports)
    .where(rowsOfCase(reports, row.id));
  const decided = await db
    .selectDistinct({ category: decisions.category })
    .from(decisions)
    .where(rowsOfCase(decisions, row.id));
  return [row, ...reported, ...decided].map(({ category }) => category).filter((code) => code !== null);
}

async function wasRevealedRecently(
  db: Db,
  caseId: string,
  { sha256, personId, at, reason }: Pick<Revealer, "personId" | "at" | "reason"> & { sha256: string },
): Promise<boolean> {
  const rows = await db
    .select({ seq: log.seq })
    .from(log)
    .innerJoin(devices, sql`${devices.id}::text = ${log.detail}->>'device'`)
    .where(
      and(
        rowsOfCase(log, caseId),
        eq(log.act, "evidence-revealed"),
        eq(devices.personId, personId),
        gt(log.at, new Date(at.getTime() - revealLogIntervalMs)),
        sql`${log.detail}->>'sha256' = ${sha256}`,
        sql`${log.detail}->>'reason' is not distinct from ${reason ?? null}::text`,
      ),
    )
    .limit(1);
  return rows.length > 0;
}
