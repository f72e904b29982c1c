/** Inserts a million invented texts with their fingerprints directly into the table. */

import { randomUUID } from "node:crypto";
import pg from "pg";
import { fingerprintOf } from "../../intake/cases/similar/fingerprint.ts";
import { promotion, remark } from "../support/similar/comments.ts";
import { seeded } from "../support/similar/random.ts";

const textsAtOnce = 5_000;

/** Without groups, which do not affect how a text is found. */
export async function fillTexts(address: string, count: number): Promise<void> {
  const random = seeded(2);
  const client = new pg.Client(address);
  await client.connect();
  await client.query("drop index text_bands_texts");
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
      `insert into texts (no, id, sha256, created_at, signature, bands)
       select (select coalesce(max(no), 0) from texts) + row_number() over (), id, sha256, now(), signature::bytea, bands::int[]
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as made (id, sha256, signature, bands)
       on conflict do nothing`,
      [ids, digests, signatures, bands],
    );
    if (done % (20 * textsAtOnce) === 0) console.error(`${done} texts`);
  }
  await client.query("create index text_bands_texts on text_bands (band, text_no)");
  // Does autovacuum's work: index-only scans need an up-to-date visibility map.
  await client.query("vacuum analyze texts, text_bands");
  await client.end();
}
