/**
 * Contents of a backup: a head, the tables as JSON lines in parts, the evidence files by address, and a
 * manifest.
 */

import { z } from "zod";
import { sha256 } from "../../utils/shared/contract/ids.ts";

export const format = "lapor-kominfo-backup";
export const headName = "head.json";
export const manifestName = "manifest.json";
/** The last entry: digest of the manifest, in the format of `sha256sum`. */
export const manifestDigestName = "manifest.sha256";

/** The first entry. It determines whether this version can read the rest. */
export const head = z.strictObject({
  format: z.literal(format),
  version: z.literal(1),
  at: z.iso.datetime(),
  organisation: z.string(),
  /** Migrations of the database, oldest first. */
  migrations: z.array(z.string()).min(1),
});
export type Head = z.infer<typeof head>;

const count = z.int().min(0);

/** Comes after everything that it lists. */
export const manifest = z.strictObject({
  /** Row counts of each table, sorted so that no row references a later one. */
  tables: z.array(z.strictObject({ name: z.string().regex(/^[a-z_]+$/), rows: count })),
  /** Digest of each part as stored. */
  parts: z.array(z.strictObject({ name: z.string(), rows: count, sha256 })),
  files: count,
  fileBytes: count,
  /** Files that the database expects but the evidence store lacked or had altered. */
  missing: z.array(sha256),
  /** Covers every byte before the manifest. */
  sha256,
});
export type Manifest = z.infer<typeof manifest>;

export function manifestDigest(sha256: string): string {
  return `${sha256}  ${manifestName}\n`;
}

export function partName(table: string, no: number): string {
  return `tables/${table}/${String(no).padStart(6, "0")}.jsonl.gz`;
}

/** Table in a part's name, or undefined. */
export function tableOf(name: string): string | undefined {
  return /^tables\/([a-z_]+)\/\d{6,}\.jsonl\.gz$/.exec(name)?.[1];
}

export function fileName(address: string): string {
  return `evidence/${address}`;
}

/** Address in an evidence file's name, or undefined. */
export function addressOf(name: string): string | undefined {
  return /^evidence\/([0-9a-f]{64})$/.exec(name)?.[1];
}
