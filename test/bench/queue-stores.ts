/** Seeded stores on one PostgreSQL for benches of the queue: a full one, and one with ten cases. */

import { sql } from "drizzle-orm";
import { readIntakeKey } from "../../intake/audit-log/intake-key.ts";
import { sealLog } from "../../intake/audit-log/seal-log.ts";
import { openPostgres } from "../../intake/db/open.ts";
import { startPostgres } from "../../scripts/dev/kits/postgres-server.ts";
import { seedStore } from "../../scripts/dev/seed/seed-store.ts";

export interface SeededStores {
  /** Database URLs. */
  full: string;
  small: string;
  /** Number of cases in the full store. */
  cases: number;
}

interface OpenStores extends SeededStores {
  close(): Promise<void>;
}

const reportsPerCase = 5;
const smallCases = 10;

let opened: Promise<OpenStores> | undefined;

/** Seeded once for all benches of a run, because that takes minutes. */
export function seedStores(): Promise<SeededStores> {
  opened ??= openStores();
  return opened;
}

export async function closeSeededStores(): Promise<void> {
  // A failure to open them was reported by the bench that asked for them.
  const stores = await opened?.catch(() => undefined);
  await stores?.close();
}

/**
 * `CASES` shortens a bench during development. `QUEUE_DATABASES`, two URLs separated by a comma, reuses stores of an
 * earlier run.
 */
async function openStores(): Promise<OpenStores> {
  const cases = Number(process.env.CASES ?? 100_000);
  const [full, small] = process.env.QUEUE_DATABASES?.split(",") ?? [];
  if (full && small) return { full, small, cases, close: async () => undefined };
  const server = await startPostgres();
  try {
    const addresses = { full: await server.createDatabase(), small: await server.createDatabase() };
    await seedOne(addresses.full, cases);
    await seedOne(addresses.small, smallCases);
    return { ...addresses, cases, close: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Seals the log in advance; otherwise the intake would do it during the measurement. */
async function seedOne(address: string, cases: number): Promise<void> {
  const store = await openPostgres(address);
  try {
    const now = () => new Date();
    await seedStore(store, { cases, reports: reportsPerCase * cases, seed: 1, now: now() }, () => undefined);
    await sealLog(store.db, await readIntakeKey(store.db), now);
    await store.db.execute(sql`vacuum analyze`);
  } finally {
    await store.close();
  }
}
