/** Last success and failure of each job, stored where every replica and the command line can read them. */

import { like, sql } from "drizzle-orm";
import { z } from "zod";
import { settings } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";

const prefix = "job/";
const record = z.object({
  succeededAt: z.coerce.date().optional(),
  failedAt: z.coerce.date().optional(),
  /** Name or code of the error, never its message. */
  failure: z.string().optional(),
});
export interface JobRecord extends z.infer<typeof record> {
  name: string;
}

type Change = { succeededAt: string } | { failedAt: string; failure: string };

/** Minimum interval between two records of success. */
const noteEveryMs = 5 * 60_000;

export interface JobNotes {
  succeeded(name: string): Promise<void>;
  failed(name: string, error: unknown): Promise<void>;
}

export function createJobNotes(db: Db, now: () => Date): JobNotes {
  const succeeded = new Map<string, number>();
  return {
    async succeeded(name) {
      const at = now();
      // A clock that was ahead must not stop it.
      if (Math.abs(at.getTime() - (succeeded.get(name) ?? Number.NEGATIVE_INFINITY)) < noteEveryMs) return;
      await saveNote(db, name, { succeededAt: at.toISOString() });
      succeeded.set(name, at.getTime());
    },
    async failed(name, error) {
      succeeded.delete(name);
      await saveNote(db, name, { failedAt: now().toISOString(), failure: nameOf(error) });
    },
  };
}

/** Sorted by name. */
export async function readJobs(db: Db): Promise<JobRecord[]> {
  const rows = await db
    .select()
    .from(settings)
    .where(like(settings.name, `${prefix}%`))
    .orderBy(settings.name);
  return rows.map(({ name, value }) => ({
    name: name.slice(prefix.length),
    ...record.parse(JSON.parse(value)),
  }));
}

/**
 * Merges the change, so that another replica's members are kept, unless the opposite one is dated later: a clock that
 * was ahead would hide what happens now.
 */
async function saveNote(db: Db, name: string, change: Change): Promise<void> {
  const [own, opposite] = "failedAt" in change ? ["failedAt", "succeededAt"] : ["succeededAt", "failedAt"];
  const stored = sql`${settings.value}::jsonb`;
  const isLater = sql`${stored} ->> ${opposite}::text > excluded.value::jsonb ->> ${own}::text`;
  const kept = sql`case when ${isLater} then ${stored} - ${opposite}::text else ${stored} end`;
  const merged = sql`((${kept}) || excluded.value::jsonb)::text`;
  await db
    .insert(settings)
    .values({ name: prefix + name, value: JSON.stringify(change) })
    .onConflictDoUpdate({ target: settings.name, set: { value: merged } });
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === "string" ? code : error.name;
}
