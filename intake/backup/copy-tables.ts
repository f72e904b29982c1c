/** Copies every table from one snapshot, in parts that fit in memory. */

import { gzipSync } from "node:zlib";
import { eq, isNull, sql } from "drizzle-orm";
import { sha256Of } from "../core/digest.ts";
import type { Say } from "../core/hold.ts";
import { files, reports } from "../db/schema/index.ts";
import type { Db, Store } from "../db/store.ts";
import { readTable, tableNames } from "./all-tables.ts";
import { type Manifest, partName } from "./contents.ts";
import type { ArchiveWriter } from "./write-archive.ts";

/** Size of a part's lines before compression. */
const partChars = 4_000_000;

export interface CopiedTables extends Pick<Manifest, "tables" | "parts"> {
  /** Addresses of files that the rows still need. */
  addresses: string[];
}

export function copyTables({ db, engine }: Store, archive: ArchiveWriter, say: Say): Promise<CopiedTables> {
  return db.transaction(
    async (tx) => {
      // Writing to a slow disk between two reads may exceed the default timeout.
      if (engine === "postgres")
        await tx.execute(sql`set local idle_in_transaction_session_timeout = '10min'`);
      const copied: CopiedTables = { tables: [], parts: [], addresses: await readNeeded(tx) };
      for (const name of tableNames()) {
        const rows = await copyTable(tx, name, archive, copied);
        copied.tables.push({ name, rows });
        if (rows > 0) say(`${name}: ${rows} rows`);
      }
      return copied;
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

async function copyTable(
  tx: Db,
  table: string,
  archive: ArchiveWriter,
  { parts }: CopiedTables,
): Promise<number> {
  let [total, no, chars] = [0, 0, 0];
  let lines: string[] = [];
  const flush = async () => {
    if (lines.length === 0) return;
    const bytes = gzipSync(`${lines.join("\n")}\n`);
    const name = partName(table, ++no);
    await archive.add(name, bytes);
    parts.push({ name, rows: lines.length, sha256: sha256Of(bytes) });
    [lines, chars] = [[], 0];
  };
  for await (const page of readTable(tx, table)) {
    for (const line of page) {
      lines.push(line);
      chars += line.length;
      if (chars >= partChars) await flush();
    }
    total += page.length;
  }
  await flush();
  return total;
}

async function readNeeded(tx: Db): Promise<string[]> {
  const rows = await tx
    .selectDistinct({ sha256: files.sha256 })
    .from(files)
    .innerJoin(reports, eq(reports.id, files.reportId))
    .where(isNull(reports.evidenceDeletedAt))
    .orderBy(files.sha256);
  return rows.map(({ sha256 }) => sha256);
}
