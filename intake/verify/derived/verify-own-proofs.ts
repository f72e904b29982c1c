/**
 * Derives again from the outcome checks what is proven about each request item, and compares it with the item; and
 * each check's stored picture with its seal.
 */

import { asc, eq, gt, inArray } from "drizzle-orm";
import { checks, decisions, requestItems, requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import { deriveProof, type OwnProof } from "../../requests/own-proof.ts";
import { takenPicture } from "../../requests/store/outcome-check-pictures.ts";
import type { CheckRecord } from "../../requests/store/outcome-checks.ts";

const pageRows = 500;

/** Checks and requests are compared with the log by `verifyRows`. Returns one sentence per difference. */
export async function verifyOwnProofs(tx: Db): Promise<string[]> {
  const broken: string[] = [];
  const { id, provenAt, provenCheck } = requestItems;
  const { kind, action, sentAt } = requests;
  for (let after: string | undefined; ; ) {
    const page = await tx
      .select({
        ...{ id, provenAt, provenCheck },
        request: { kind, action, sentAt, reversedAt: decisions.reversedAt },
      })
      .from(requestItems)
      .innerJoin(decisions, eq(decisions.id, requestItems.decisionId))
      .innerJoin(requests, eq(requests.id, requestItems.requestId))
      .where(after === undefined ? undefined : gt(id, after))
      .orderBy(asc(id))
      .limit(pageRows);
    const ids = page.map((item) => item.id);
    const made = await tx.select().from(checks).where(inArray(checks.itemId, ids));
    broken.push(
      ...made
        .filter((check) => !isPictureWhole(check))
        .map((check) => `check ${check.id}: its picture is not the one of its seal`),
    );
    const byItem = Map.groupBy(made, ({ itemId }) => itemId);
    for (const { request, ...item } of page) {
      const found = byItem.get(item.id) ?? [];
      // Earlier versions let a check after the reversal count.
      const proofs = [deriveProof(request, found), deriveProof({ ...request, reversedAt: null }, found)];
      if (!proofs.some((proof) => isSame(proof, item)))
        broken.push(`request item ${item.id}: its checks do not prove what it records`);
    }
    after = page.at(-1)?.id;
    if (after === undefined) return broken;
  }
}

function isSame(one: OwnProof, other: OwnProof): boolean {
  return one.provenCheck === other.provenCheck && one.provenAt?.getTime() === other.provenAt?.getTime();
}

/** The bytes of a deleted picture are removed later. */
function isPictureWhole(check: CheckRecord): boolean {
  const { pictureAt, pictureDeletedAt, pictureFile } = check;
  if (pictureDeletedAt) return true;
  return pictureFile === (pictureAt ? (takenPicture(check)?.sha256 ?? "") : null);
}
