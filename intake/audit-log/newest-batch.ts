import { desc, eq, lte } from "drizzle-orm";
import { z } from "zod";
import { sha256 } from "../../utils/shared/contract/ids.ts";
import { batchDigest } from "../../utils/shared/seal/log-batch.ts";
import { batches } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";

/** A batch by its number and the SHA-256 of its JWS, which covers all batches before it. */
export const batchMark = z.strictObject({ no: z.int().min(1), digest: sha256 });
export type BatchMark = z.infer<typeof batchMark>;

/** From `NUMBER:DIGEST`. Throws if it is something else. */
export function readMark(text: string): BatchMark {
  const [no, digest] = text.split(":");
  const read = batchMark.safeParse({ no: Number(no), digest });
  if (!read.success) throw new Error(`"${text}" does not name a batch: NUMBER:DIGEST is expected.`);
  return read.data;
}

/** Returns undefined before the first batch. `until`: leaves out later ones. */
export async function readNewestMark(db: Db, until?: Date): Promise<BatchMark | undefined> {
  const { no, jws, at } = batches;
  const [row] = await db
    .select({ no, jws })
    .from(batches)
    .where(until && lte(at, until))
    .orderBy(desc(no))
    .limit(1);
  return row && { no: row.no, digest: await batchDigest(row.jws) };
}

/** Whether the batch is in the database, unchanged. */
export async function hasBatch(db: Db, { no, digest }: BatchMark): Promise<boolean> {
  const [row] = await db.select({ jws: batches.jws }).from(batches).where(eq(batches.no, no));
  return row !== undefined && (await batchDigest(row.jws)) === digest;
}
