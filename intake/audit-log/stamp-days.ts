/** Has an authority timestamp each closed day's root, with exponential backoff after failures. */

import { asc, eq, isNull } from "drizzle-orm";
import { exponentialBackoff } from "../../utils/shared/policy/backoff.ts";
import { logLine } from "../core/log.ts";
import { dayStamps, days } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import { askAuthority } from "./ask-authority.ts";

const waits = { firstMs: 60_000, longestMs: 6 * 3_600_000 };

export interface Stamper {
  /** Stamps unstamped days, oldest first, unless it is backing off. */
  run(now: Date, signal: AbortSignal): Promise<void>;
  /** Number of failures since start. */
  readonly failures: number;
}

/** @param authority address of an RFC 3161 service */
export function createStamper(db: Db, authority: string, timeoutMs = 20_000): Stamper {
  let failures = 0;
  let inRow = 0;
  let notBefore = 0;
  return {
    async run(now, signal) {
      if (now.getTime() < notBefore) return;
      for (const { day, root } of await readUnstamped(db)) {
        const stamped = await askAuthority(
          authority,
          root,
          AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        );
        if (signal.aborted) return;
        if (!stamped.ok) {
          failures++;
          notBefore = now.getTime() + exponentialBackoff(++inRow, waits);
          const { code, detail } = stamped.problem;
          logLine("timestamp-failed", { detail: `${day}: ${detail ?? code}` });
          return;
        }
        inRow = 0;
        await keep(db, day, stamped.value);
      }
    },
    get failures() {
      return failures;
    },
  };
}

function readUnstamped(db: Db): Promise<{ day: string; root: string }[]> {
  return db
    .select({ day: days.day, root: days.root })
    .from(days)
    .leftJoin(dayStamps, eq(dayStamps.day, days.day))
    .where(isNull(dayStamps.day))
    .orderBy(asc(days.day));
}

/** Another replica's stamp may already be stored; one is enough. */
async function keep(
  db: Db,
  day: string,
  { at, authority, response }: { at: string; authority: string; response: Uint8Array },
): Promise<void> {
  await db
    .insert(dayStamps)
    .values({ day, at: new Date(at), authority, response: Buffer.from(response).toString("base64") })
    .onConflictDoNothing();
}
