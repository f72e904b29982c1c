/** Has an authority timestamp each closed day's root, with exponential backoff after failures. */

import { asc, eq, isNull } from "drizzle-orm";
import { ok, type Result } from "../../utils/shared/contract/result.ts";
import { exponentialBackoff } from "../../utils/shared/policy/backoff.ts";
import { checkTimestamp, type Timestamp } from "../../utils/shared/seal/check-timestamp.ts";
import { makeTimestampRequest } from "../../utils/shared/seal/timestamp-request.ts";
import { logLine } from "../core/log.ts";
import { dayStamps, days } from "../db/schema/index.ts";
import type { Db } from "../db/store.ts";
import { fetchBytes } from "./fetch-bytes.ts";

const backoff = { firstMs: 60_000, longestMs: 6 * 3_600_000 };

export interface Stamper {
  /** Stamps unstamped days, oldest first, unless it is backing off. */
  run(now: Date, signal: AbortSignal): Promise<void>;
  /** Number of failures since start. */
  readonly failures: number;
}

/** Real answers have some kilobytes. */
const maxBytes = 100_000;

interface StampedRoot extends Timestamp {
  /** DER. */
  response: Uint8Array<ArrayBuffer>;
}

/**
 * Asks a timestamping authority over HTTP (RFC 3161, 3.4) and checks that the answer fits the request.
 * Problems: `custody-invalid` with the fault of the answer; `intake-unavailable` if there is none.
 */
export async function askAuthority(
  url: string,
  root: string,
  signal: AbortSignal,
): Promise<Result<StampedRoot>> {
  const { der, nonce } = makeTimestampRequest(root);
  const headers = { "Content-Type": "application/timestamp-query", Accept: "application/timestamp-reply" };
  const answer = await fetchBytes(url, { method: "POST", headers, body: der, signal }, maxBytes);
  if (!answer.ok) return answer;
  const checked = await checkTimestamp(answer.value, root, nonce);
  return checked.ok ? ok({ ...checked.value, response: answer.value }) : checked;
}

/** @param authority address of an RFC 3161 service */
export function createStamper(db: Db, authority: string, timeoutMs = 20_000): Stamper {
  let failures = 0;
  let failuresInRow = 0;
  let notBefore = 0;
  return {
    async run(now, signal) {
      const waitMs = notBefore - now.getTime();
      // A longer wait was set by a clock that was ahead.
      if (waitMs > 0 && waitMs <= backoff.longestMs) return;
      for (const { day, root } of await readUnstamped(db)) {
        const stamped = await askAuthority(
          authority,
          root,
          AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
        );
        if (signal.aborted) return;
        if (!stamped.ok) {
          failures++;
          notBefore = now.getTime() + exponentialBackoff(++failuresInRow, backoff);
          const { code, detail } = stamped.problem;
          logLine("timestamp-failed", { detail: `${day}: ${detail ?? code}` });
          return;
        }
        failuresInRow = 0;
        await saveStamp(db, day, stamped.value);
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
async function saveStamp(
  db: Db,
  day: string,
  { at, authority, response }: { at: string; authority: string; response: Uint8Array },
): Promise<void> {
  await db
    .insert(dayStamps)
    .values({ day, at: new Date(at), authority, response: Buffer.from(response).toString("base64") })
    .onConflictDoNothing();
}
