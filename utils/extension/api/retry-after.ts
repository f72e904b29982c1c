/** Parses `Retry-After` (RFC 9110, §10.2.3). */

import { limits } from "../../shared/contract/limits.ts";
import { nowMs } from "../browser/clock.ts";

/**
 * Milliseconds, capped at `limits.retryAfterMs`. Undefined if the header is absent or invalid. A date is
 * compared with the answer's own `Date`, because the device's clock may be wrong.
 */
export function readRetryAfter({ status, headers }: Response): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const value = headers.get("Retry-After")?.trim() ?? "";
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - spokenMs(headers);
  return Number.isNaN(ms) ? undefined : Math.min(limits.retryAfterMs, Math.max(0, Math.round(ms)));
}

function spokenMs(headers: Headers): number {
  const date = Date.parse(headers.get("Date") ?? "");
  return Number.isNaN(date) ? nowMs() : date;
}
