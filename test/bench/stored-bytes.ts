/** `stored.bytes`: bytes of the database per report, of full reports with a text of their own. */

import { sql } from "drizzle-orm";
import { sealLog } from "../../intake/audit-log/seal-log.ts";
import { describeCases } from "../../intake/cases/similar/describe-cases.ts";
import { openPostgres } from "../../intake/db/open.ts";
import { rowsOf } from "../../intake/db/read-cursor.ts";
import type { Db } from "../../intake/db/store.ts";
import { fullEvidence } from "../../scripts/dev/kits/evidence.ts";
import { sampleReport, startKit, type TestDevice } from "../../scripts/dev/kits/intake-kit.ts";
import { startPostgres } from "../../scripts/dev/kits/postgres-server.ts";
import { promotion } from "../support/similar/comments.ts";
import { seeded } from "../support/similar/random.ts";
import { type Figure, figure } from "./figure.ts";

const mostBytes = 9_000;
const inFlight = 20;

/** `REPORTS` shortens it; a few thousand fill the pages of every index. */
export async function storedBytes(): Promise<Figure[]> {
  const reports = Number(process.env.REPORTS ?? 4_000);
  const server = await startPostgres();
  try {
    const store = await openPostgres(await server.createDatabase());
    try {
      const before = await sizes(store.db);
      await send(store, reports);
      await store.db.execute(sql`vacuum full analyze`);
      const after = await sizes(store.db);
      const bytes = [...after].map(([name, size]) => ({
        name,
        bytes: (size - (before.get(name) ?? 0)) / reports,
      }));
      for (const table of bytes.sort((a, b) => b.bytes - a.bytes).slice(0, 12))
        console.error(`${table.name.padEnd(20)} ${Math.round(table.bytes)} bytes a report`);
      for (const line of await columns(store.db)) console.error(line);
      const value = bytes.reduce((sum, one) => sum + one.bytes, 0);
      const against = { vs: mostBytes, against: "the limit, per report" };
      return [figure({ name: "stored.bytes", value, unit: "bytes", ...against })];
    } finally {
      await store.close();
    }
  } finally {
    await server.stop();
  }
}

/** Reports with every field, each of another post with another text. Pictures are files, not rows. */
async function send(store: Awaited<ReturnType<typeof openPostgres>>, reports: number): Promise<void> {
  const kit = await startKit(store);
  kit.describesAtOnce = false;
  try {
    const officer = await kit.enrolled("officer");
    const random = seeded(7);
    for (let from = 0; from < reports; from += inFlight)
      await Promise.all(
        Array.from({ length: Math.min(inFlight, reports - from) }, (_, no) =>
          sendOne(officer, from + no, `${promotion(random)} ${promotion(random)}`),
        ),
      );
    await describeCases(store.db, { now: kit.intake.now });
    await sealLog(store.db, kit.intake.key, kit.intake.now);
    await store.db.execute(sql`delete from used_proofs`);
  } finally {
    await kit.close();
  }
}

async function sendOne(officer: TestDevice, no: number, text: string): Promise<void> {
  const plain = sampleReport({ evidence: { subject: `x:post:${1_860_000_000_000_000_000n + BigInt(no)}` } });
  const { title, truncated, authorLink, publishedRaw, context } = fullEvidence.fields;
  const { picture, snapshot } = fullEvidence;
  const fields = {
    ...plain.evidence.fields,
    ...{ title, truncated, authorLink, publishedRaw, context },
    text: { value: text, source: "text p" },
  };
  const evidence = { ...plain.evidence, fields, picture, ...(snapshot ? { snapshot } : {}) };
  const answer = await officer.call("POST", "/v1/reports", { body: { ...plain, evidence } });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

/** By table, with indexes and values stored apart. */
async function sizes(db: Db): Promise<Map<string, number>> {
  const rows = await rowsOf<{ name: string; bytes: string }>(
    db,
    sql`select relname as name, pg_total_relation_size(relid) as bytes from pg_stat_user_tables where schemaname = 'public'`,
  );
  return new Map(rows.map(({ name, bytes }) => [name, Number(bytes)]));
}

/** The largest columns of a report's row, and its indexes. */
async function columns(db: Db): Promise<string[]> {
  const rows = await rowsOf<{ name: string; bytes: number }>(
    db,
    sql`select key as name, avg(bytes)::int as bytes from reports r, lateral (values
        ('reports.seal', pg_column_size(r.seal)), ('reports.evidence', pg_column_size(r.evidence)),
        ('reports.receipt', pg_column_size(r.receipt)), ('reports row', pg_column_size(r.*))) as one (key, bytes)
      group by key
      union all
      select indexrelname, (pg_relation_size(indexrelid) / (select count(*) from reports))::int from pg_stat_user_indexes
      where relname in ('reports', 'cases') order by 2 desc`,
  );
  return rows.map(({ name, bytes }) => `  ${name.padEnd(44)} ${bytes}`);
}
