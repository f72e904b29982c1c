/**
 * Caps the bytes of request bodies in memory, in total and per address, because senders control how long they
 * stay.
 */

import type { HttpProblem } from "./problems.ts";

export interface InFlightLimits {
  totalBytes: number;
  addressBytes: number;
}

/** Room for the largest file 14 times, and 4 times per address. */
export const inFlightLimits: InFlightLimits = { totalBytes: 96_000_000, addressBytes: 32_000_000 };

export interface Share {
  /** Counts received bytes. Returns a problem if there is no room. */
  add(bytes: number): HttpProblem | undefined;
  /** Must be called once the request is answered. */
  free(): void;
  /** Number of received chunks. */
  readonly parts: number;
}

export interface InFlight {
  /** Without a known `address` (no socket), bytes count in the total only. */
  open(address: string | undefined): Share;
  readonly bytes: number;
}

export function createInFlight({ totalBytes, addressBytes }: InFlightLimits = inFlightLimits): InFlight {
  const byAddress = new Map<string, number>();
  let total = 0;

  function count(address: string | undefined, bytes: number): void {
    total += bytes;
    if (address === undefined) return;
    const held = (byAddress.get(address) ?? 0) + bytes;
    if (held === 0) byAddress.delete(address);
    else byAddress.set(address, held);
  }

  return {
    open(address) {
      let [own, parts] = [0, 0];
      return {
        get parts() {
          return parts;
        },
        add(bytes) {
          parts++;
          if (address !== undefined && (byAddress.get(address) ?? 0) + bytes > addressBytes)
            return { code: "too-many-requests", retry: "later", retryAfterSeconds: 5 };
          if (total + bytes > totalBytes) return { code: "intake-unavailable", retry: "later" };
          own += bytes;
          count(address, bytes);
          return undefined;
        },
        free() {
          count(address, -own);
          own = 0;
        },
      };
    },
    get bytes() {
      return total;
    },
  };
}
