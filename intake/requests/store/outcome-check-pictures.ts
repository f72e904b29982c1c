/** Pictures of outcome checks: whether one may be stored, its arrival, and those shown with a request's items. */

import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import type { ImageFile } from "../../../utils/shared/contract/files.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { CheckPicture } from "../../../utils/shared/contract/outcome-check.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { lockCase, saveWithLog, withDerived } from "../../cases/store/case-writes.ts";
import { lockFile } from "../../cases/store/delete-evidence.ts";
import type { Actor } from "../../core/caller.ts";
import type { OwnScope, Ref } from "../../core/scope.ts";
import { cases, checks, people, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import type { CheckRecord } from "./outcome-checks.ts";
import { forbidsPixels, pixelLane } from "./read-outcome-checks.ts";

export type OwnCheck = NonNullable<Awaited<ReturnType<typeof readOwnCheck>>>;

/** Returns undefined also for another person's check. */
export async function readOwnCheck(db: Db, { id, scope }: Ref<OwnScope>) {
  const [row] = await db
    .select({ check: checks, caseId: requestItems.caseId, category: requests.category, lane: pixelLane })
    .from(checks)
    .innerJoin(requestItems, eq(requestItems.id, checks.itemId))
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(cases, eq(cases.id, requestItems.caseId))
    .where(and(eq(checks.id, id), eq(checks.personId, scope.personId)));
  return row;
}

/** The picture that the check's seal names. */
export function takenPicture({ proof }: Pick<CheckRecord, "proof">): ImageFile | undefined {
  const picture = proof?.picture;
  return picture?.state === "taken" ? picture.file : undefined;
}

/**
 * Checked before the bytes are stored and again in `savePictureArrival`, because the case may enter the
 * no-pixels lane in between.
 */
export function mayHavePicture({ check, category, lane }: OwnCheck): Result<undefined> {
  if (forbidsPixels(category, lane)) return fail("pixels-not-allowed");
  return check.pictureDeletedAt ? fail("evidence-deleted") : ok(undefined);
}

/** Records that a picture's bytes are stored; idempotent. */
export function savePictureArrival(
  db: Db,
  ref: Ref<OwnScope>,
  { name, deviceId, at }: Actor & { at: Date },
): Promise<Result<undefined>> {
  return db.transaction(async (tx) => {
    const check = await readOwnCheck(tx, ref);
    const row = check && (await lockCase(tx, check.caseId));
    // Read again, because it may have changed before the lock.
    const own = await readOwnCheck(tx, ref);
    if (!row || own?.caseId !== row.id) return fail("case-changed", undefined, "now");
    const file = takenPicture(own.check);
    if (!file) return fail("not-found");
    const allowed = mayHavePicture(own);
    if (!allowed.ok || own.check.pictureAt) return allowed;
    const { id } = own.check;
    const { sha256 } = file;
    await lockFile(tx, sha256);
    await tx.update(checks).set({ pictureAt: at, pictureFile: sha256 }).where(eq(checks.id, id));
    await saveWithLog(tx, withDerived(row, {}), {
      at,
      by: name,
      device: deviceId,
      act: "outcome-picture-received",
      detail: { check: id, sha256 },
      rows: { checks: [id] },
    });
    return ok(undefined);
  });
}

/** Pictures by item id, the newest checks first. Leaves out cases in the no-pixels lane. */
export async function readCheckPictures(db: Db, requestId: string): Promise<Map<string, CheckPicture[]>> {
  const rows = await db
    .select({ check: checks, by: people.name, category: requests.category, lane: pixelLane })
    .from(checks)
    .innerJoin(people, eq(people.id, checks.personId))
    .innerJoin(requestItems, eq(requestItems.id, checks.itemId))
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .innerJoin(cases, eq(cases.id, requestItems.caseId))
    .where(and(eq(requestItems.requestId, requestId), isNotNull(sql`${checks.proof} -> 'picture'`)))
    .orderBy(desc(checks.at), desc(checks.id));
  const shown = rows.filter(({ category, lane }) => !forbidsPixels(category, lane));
  const byItem = Map.groupBy(shown, ({ check }) => check.itemId);
  return new Map(
    [...byItem].map(([itemId, found]) => [itemId, found.slice(0, limits.itemPictures).map(toCheckPicture)]),
  );
}

function toCheckPicture({ check, by }: { check: CheckRecord; by: string }): CheckPicture {
  const { id, at, seen, seenFrom, pictureAt, pictureDeletedAt } = check;
  const picture = check.proof?.picture ?? { state: "none", reason: "failed" };
  const where = pictureDeletedAt ? "deleted" : pictureAt ? "here" : "awaited";
  return {
    checkId: id,
    at: at.toISOString(),
    by,
    seen,
    seenFrom,
    picture,
    ...(picture.state === "taken" ? { bytes: where } : {}),
  };
}
