/** Hosts of links, compared to find other cases that link to the same place. */

import type { Link } from "../contract/evidence.ts";

/** X routes every link through its own host and shows the target to the reader. */
const wrapping = "t.co";

/** The host without `www.`. Undefined if the address is not a web address. */
export function hostOf({ address, shown }: Link): string | undefined {
  const host = hostIn(address);
  if (host !== wrapping) return host;
  const seen = shown === undefined ? undefined : hostIn(/^https?:/i.test(shown) ? shown : `https://${shown}`);
  return seen?.includes(".") ? seen : host;
}

/** Returns the distinct hosts in order. */
export function hostsOf(links: readonly Link[]): string[] {
  return [...new Set(links.flatMap((link) => hostOf(link) ?? []))];
}

function hostIn(address: string): string | undefined {
  return URL.parse(address)?.hostname.replace(/^www\./, "") || undefined;
}
