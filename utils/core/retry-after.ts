/** How long an answer asks to be left alone (RFC 9110, §10.2.3). */

import { limits } from "../contract/limits.ts";
import { nowMs } from "./clock.ts";

/**
 * Milliseconds, never more than `limits.retryAfterMs`; undefined when the answer asks for nothing that can be read. A
 * date is taken against the answer's own, since this device's clock may be off.
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
