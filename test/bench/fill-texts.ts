/** Inserts a million invented texts with their fingerprints directly into the table. */

import { randomUUID } from "node:crypto";
import pg from "pg";
import { fingerprintOf } from "../../intake/cases/similar/fingerprint.ts";
import { bandColumns } from "../../intake/db/schema/index.ts";
import { promotion, remark } from "../support/similar/comments.ts";
import { seeded } from "../support/similar/random.ts";

const textsAtOnce = 5_000;

/** Without groups, which do not affect how a text is found. */
export async function fillTexts(address: string, count: number): Promise<void> {
  const random = seeded(2);
  const client = new pg.Client(address);
  await client.connect();
  for (const band of bandColumns) await client.query(`drop index texts_${band}`);
  for (let done = 0; done < count; done += textsAtOnce) {
    const ids: string[] = [];
    const [digests, signatures, bands]: [string[], string[], string[]] = [[], [], []];
    for (let index = 0; index < Math.min(textsAtOnce, count - done); index++) {
      const print = await fingerprintOf(index % 2 === 0 ? promotion(random) : remark(random));
      if (!print) continue;
      ids.push(randomUUID());
      digests.push(print.sha256);
      signatures.push(`\\x${Buffer.from(print.signature).toString("hex")}`);
      bands.push(`{${print.bands}}`);
    }
    await client.query(
      `insert into texts (no, id, sha256, created_at, signature, ${bandColumns.join(", ")})
       select (select coalesce(max(no), 0) from texts) + row_number() over (), id, decode(sha256, 'hex'), now(), signature::bytea,
         ${bandColumns.map((_, place) => `(bands::int[])[${place + 1}]`).join(", ")}
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as made (id, sha256, signature, bands)
       on conflict do nothing`,
      [ids, digests, signatures, bands],
    );
    if (done % (20 * textsAtOnce) === 0) console.error(`${done} texts`);
  }
  for (const band of bandColumns) await client.query(`create index texts_${band} on texts (${band}, no)`);
  // Does autovacuum's work: index-only scans need an up-to-date visibility map.
  await client.query("vacuum analyze texts");
  await client.end();
}
