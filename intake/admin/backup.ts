/** `lapor backup`: writes the whole intake into one file, and lists the key files to keep separately. */

import { existsSync } from "node:fs";
import { z } from "zod";
import { type BackupResult, backUp } from "../backup/back-up.ts";
import type { Config } from "../config.ts";
import type { WriteLine } from "../core/folder-lock.ts";
import type { Store } from "../db/store.ts";
import { openOwnEvidence } from "../evidence/store/own-evidence.ts";

export const backupCommand = z.strictObject({
  command: z.literal("backup"),
  out: z.string("must name the file to write").min(1),
});

export type BackupCommand = z.infer<typeof backupCommand>;

export interface BackupAnswer extends BackupResult {
  /** True if no evidence is missing. */
  ok: boolean;
  /** Paths of key files that are not in the backup. */
  outside: string[];
  /** Paths of key files that settings name and that do not exist. */
  keysMissing: string[];
}

export async function runBackupCommand(
  store: Store,
  config: Config,
  { out }: BackupCommand,
  say: WriteLine,
): Promise<BackupAnswer> {
  const { organisation, evidenceUrl, intakeKey, filesKey, recipesKey } = config;
  const source = { store, organisation, files: await openOwnEvidence(store.db, evidenceUrl) };
  const done = await backUp(source, out, say);
  const named = [intakeKey, filesKey].filter((path) => path !== undefined);
  return {
    ...done,
    ok: done.missing.length === 0,
    // Most intakes have no key of recipes.
    outside: [...named, recipesKey].filter((path) => existsSync(path)),
    keysMissing: named.filter((path) => !existsSync(path)),
  };
}

export function printBackup(answer: BackupAnswer): string {
  const { path, bytes, sha256, rows, files, missing, outside, keysMissing } = answer;
  return [
    `Backed up: ${rows} rows and ${files} evidence files, ${bytes} bytes, in ${path}`,
    `SHA-256 ${sha256}`,
    "It contains evidence and private keys. Keep it where only administrators can read it.",
    ...outside.map((key) => `Not in it: ${key}. Keep a copy of that file separately.`),
    ...keysMissing.map(
      (key) => `MISSING: ${key}. Without it the intake cannot start. Put it back from its copy.`,
    ),
    ...missing.map((address) => `Missing or changed in the evidence store: ${address}`),
    ...(missing.length > 0
      ? [
          `The backup is complete except for ${missing.length === 1 ? "that file" : "those files"}. Look in older backups, and keep the last whole one: see docs/admin/backup-drill.md.`,
        ]
      : []),
  ].join("\n");
}
