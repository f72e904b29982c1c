/** `npm run verify`: proves the database from its log, and the evidence files from their digests. */

import { z } from "zod";
import { thumbprintOf } from "../../utils/shared/seal/digest.ts";
import { KeptBatchDamaged, readKeptBatch } from "../audit-log/kept-batch.ts";
import { readMark } from "../audit-log/newest-batch.ts";
import type { KnownOutside, Seal } from "../audit-log/verify-audit-log.ts";
import { createProgress } from "../backup/backup-progress.ts";
import type { WriteLine } from "../core/folder-lock.ts";
import { publicHalf, readPrivateKey } from "../core/key-file.ts";
import type { Store } from "../db/store.ts";
import type { EvidenceFiles } from "../evidence/evidence-files.ts";
import { describeFailure } from "../evidence/read-evidence.ts";
import { type Verified, verifyStore } from "../verify/verify.ts";
import { countFiles, verifyFiles } from "../verify/verify-files.ts";

export const thumbprint = z.string().regex(/^[\w-]{43}$/, "a thumbprint has 43 letters and digits");

/** Without a file that is checked instead. */
export const verifyCommand = z.strictObject({
  command: z.literal("verify"),
  intakeKey: thumbprint.optional(),
  batch: z
    .string()
    .regex(/^[1-9]\d{0,8}:[0-9a-f]{64}$/, "must be NUMBER:DIGEST, as an earlier run printed it")
    .optional(),
});

/** Throws if INTAKE_KEY names a file that cannot be read. */
export async function readKnown(
  { intakeKey: given, batch }: z.infer<typeof verifyCommand>,
  { intakeKey: path }: { intakeKey: string | undefined },
): Promise<KnownOutside> {
  const own = path === undefined ? undefined : await readPrivateKey(path);
  if (path !== undefined && !own) throw new Error(`INTAKE_KEY: ${path} is missing. Restore that file.`);
  return {
    keys: {
      ...(own ? { INTAKE_KEY: await thumbprintOf(publicHalf(own)) } : {}),
      ...(given === undefined ? {} : { "--intake-key": given }),
    },
    batches: batch === undefined ? {} : { "--batch": readMark(batch) },
  };
}

export interface VerifyAnswer extends Verified {
  files: number;
}

export async function runVerifyCommand(
  store: Store,
  stored: EvidenceFiles,
  say: WriteLine = () => undefined,
  known: KnownOutside = {},
): Promise<VerifyAnswer> {
  say("verifying the log, and every row against it");
  // Read before the database, so that a batch that is made meanwhile is not missed.
  const kept = await readKeptBatch(stored).catch((error: unknown) =>
    error instanceof KeptBatchDamaged
      ? error.message
      : `the evidence store's newest batch cannot be read (${describeFailure(error)})`,
  );
  const damaged = typeof kept === "string" ? [kept] : [];
  const batches = {
    ...known.batches,
    ...(typeof kept === "object" ? { "the evidence store": kept } : {}),
  };
  const verified = await verifyStore(store, { ...known, batches });
  const progress = createProgress(say, await countFiles(store.db));
  const get: EvidenceFiles["get"] = (sha256) => {
    progress.step();
    return stored.get(sha256);
  };
  const { files, broken: brokenFiles } = await verifyFiles(store.db, { ...stored, get });
  progress.end();
  const broken = [...damaged, ...verified.broken, ...brokenFiles];
  return { ...verified, files, ok: broken.length === 0, broken };
}

export function printVerified(answer: VerifyAnswer): string {
  const { cases, reports, batches, files, broken, unproven, notes, seal } = answer;
  const summary = `${cases} cases, ${reports} reports, ${batches} batches, ${files} files checked`;
  const verdict = broken.length === 0 ? [`${summary}: all hold.`] : [`${summary}:`, ...broken];
  return [...verdict, ...unproven, ...notes, ...printSeal(seal)].join("\n");
}

/** Both belong in the administrator's own notes, for a later comparison. */
function printSeal(seal: Seal | undefined): string[] {
  if (!seal) return [];
  const { key, batch } = seal;
  return [
    `Signed with the key ${key}.`,
    ...(batch
      ? [`Newest batch: ${batch.no}:${batch.digest}. Keep it elsewhere, and give it next time with --batch.`]
      : []),
  ];
}
