/** After any order of acts, data kept up to date by the newest log entries equals the same data read from everything. */

import { sealLog } from "../../../intake/audit-log/seal-log.ts";
import { readNewestBatch } from "../../../intake/audit-log/store/changed-cases.ts";
import {
  createKnownSubjects,
  type KnownSubjects,
} from "../../../intake/reports/known-subjects/known-subjects.ts";
import { type EarlierExport, exportLines } from "../../../intake/statistics/store/export-lines.ts";
import type { IntakeKit } from "../../../scripts/dev/kits/intake-kit.ts";
import { assertRule } from "./model.ts";

export interface ReadBefore {
  known: KnownSubjects;
  earlier: EarlierExport;
  /** Lines by type and id. */
  lines: Map<string, string>;
}

/** Reads everything; acts follow. */
export async function readEverything({ store, intake }: IntakeKit): Promise<ReadBefore> {
  await sealLog(store.db, intake.key, intake.now);
  const known = createKnownSubjects(store.db, intake.key, intake.now);
  await known.refresh();
  const earlier = { madeAt: intake.now().toISOString(), batch: await readNewestBatch(store.db) };
  return { known, earlier, lines: await readLines(store.db) };
}

/** Reads what changed since then, and everything. */
export async function checkChanges(
  { store, intake }: IntakeKit,
  { known, earlier, lines }: ReadBefore,
): Promise<void> {
  for (const [key, line] of await readLines(store.db, earlier)) lines.set(key, line);
  for (const [key, line] of await readLines(store.db)) {
    const kept = lines.get(key);
    assertRule(kept === line, 19, () => `the exported ${key} is ${kept}, and not ${line}`);
  }
  const { claims } = await known.refresh();
  const whole = await createKnownSubjects(store.db, intake.key, intake.now).refresh();
  const [count, all] = [claims.count, whole.claims.count];
  assertRule(
    claims.sha256 === whole.claims.sha256,
    19,
    () => `known subjects are ${count} others than ${all}`,
  );
}

async function readLines(
  db: Parameters<typeof exportLines>[0],
  earlier?: EarlierExport,
): Promise<Map<string, string>> {
  let text = "";
  for await (const page of exportLines(db, new Date(0), earlier)) text += page;
  const rows = text
    .trimEnd()
    .split("\n")
    .map((line) => ({ line, ...JSON.parse(line) }));
  return new Map(rows.filter(({ id }) => id).map(({ line, type, id }) => [`${type} ${id}`, line]));
}
