/** Where a link leads, as a host: what is compared when somebody asks who else links there. */

import type { Link } from "../contract/evidence.ts";

/** X sends every link over its own host, and shows the person where it leads. */
const wrapping = "t.co";

/** Without `www.`; undefined for what is no address of the web. */
export function hostOf({ address, shown }: Link): string | undefined {
  const host = hostIn(address);
  if (host !== wrapping) return host;
  const seen = shown === undefined ? undefined : hostIn(/^https?:/i.test(shown) ? shown : `https://${shown}`);
  return seen?.includes(".") ? seen : host;
}

/** Each once, in their order. */
export function hostsOf(links: readonly Link[]): string[] {
  return [...new Set(links.flatMap((link) => hostOf(link) ?? []))];
}

function hostIn(address: string): string | undefined {
  return URL.parse(address)?.hostname.replace(/^www\./, "") || undefined;
}
