/** Bytes of request bodies in memory, capped in all and per address: their senders decide how long they stay. */

import type { HttpProblem } from "./problems.ts";

export interface InFlightLimits {
  totalBytes: number;
  addressBytes: number;
}

/** The largest file 14 times over, and 4 times from one address. */
export const inFlightLimits: InFlightLimits = { totalBytes: 96_000_000, addressBytes: 32_000_000 };

/** One request's share. */
export interface Share {
  /** Counts bytes that have come in; a problem when there is no room for them. */
  add(bytes: number): HttpProblem | undefined;
  /** Once the request is answered. */
  free(): void;
  /** How often something came in. */
  readonly parts: number;
}

export interface InFlight {
  /** `address`: undefined without a socket, which counts in the total only. */
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
