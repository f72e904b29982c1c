/** What lies in a backup: a head, the tables as JSON lines in parts, the evidence files by address, a manifest of all of it. */

import { z } from "zod";
import { sha256 } from "../../utils/contract/ids.ts";

export const format = "lapor-kominfo-backup";
export const headName = "head.json";
export const manifestName = "manifest.json";
/** Very last: the manifest's own digest, as `sha256sum` writes it. */
export const manifestDigestName = "manifest.sha256";

/** First in the file: whether this version can read the rest. */
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

/** Behind everything that it lists. */
export const manifest = z.strictObject({
  /** Rows of each table, in an order in which none names a row that is still to come. */
  tables: z.array(z.strictObject({ name: z.string().regex(/^[a-z_]+$/), rows: count })),
  /** Each part of a table: its digest as it lies here. */
  parts: z.array(z.strictObject({ name: z.string(), rows: count, sha256 })),
  files: count,
  fileBytes: count,
  /** Files that the database counts as arrived, and that the evidence store did not have as they were. */
  missing: z.array(sha256),
  /** Over every byte before the manifest. */
  sha256,
});
export type Manifest = z.infer<typeof manifest>;

export function manifestDigest(sha256: string): string {
  return `${sha256}  ${manifestName}\n`;
}

export function partName(table: string, no: number): string {
  return `tables/${table}/${String(no).padStart(6, "0")}.jsonl.gz`;
}

/** The table of a part's name. */
export function tableOf(name: string): string | undefined {
  return /^tables\/([a-z_]+)\/\d{6,}\.jsonl\.gz$/.exec(name)?.[1];
}

export function fileName(address: string): string {
  return `evidence/${address}`;
}

/** The address of an evidence file's name. */
export function addressOf(name: string): string | undefined {
  return /^evidence\/([0-9a-f]{64})$/.exec(name)?.[1];
}
