/** Recognises private addresses, so that outsiders cannot make the intake call into its network (SSRF). */

import { lookup as dnsLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** Deprecated, and not among the library's ranges: `::7f00:1` is the loopback address on some systems. */
const ipv4Compatible = [ipaddr.parseCIDR("::/96")];

/**
 * Expects a numeric address. Everything but global unicast is private, including IPv6 ranges that embed IPv4
 * addresses and may lead to private ones; IPv4 inside IPv6 (`::ffff:10.0.0.1`) counts as itself.
 */
export function isPrivate(address: string): boolean {
  if (isIP(address) === 0) return true;
  const parsed = ipaddr.process(address);
  return parsed.range() !== "unicast" || ipaddr.subnetMatch(parsed, { ipv4Compatible }, "") !== "";
}

/** For a URL's host in numeric form; names are checked at lookup. */
export function isPrivateLiteral(hostname: string): boolean {
  const bare = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(bare) !== 0 && isPrivate(bare);
}

export class PrivateAddressError extends Error {
  override name = "InsideAddress";
}

/**
 * Resolves a name to public addresses only. The connection uses these addresses, so a second DNS answer
 * (rebinding) has no effect.
 */
export const lookupPublic: LookupFunction = (hostname, options, done) => {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, "");
    const outside = addresses.filter(({ address }) => !isPrivate(address));
    const [first] = outside;
    if (!first) return done(new PrivateAddressError(`${hostname} has only private addresses`), "");
    if (options.all) return done(null, outside);
    done(null, first.address, first.family);
  });
};

/** An intake that is reachable only from its own machine or network may call its neighbours. */
export function hasPrivateHost(publicOrigin: string): boolean {
  const { hostname } = new URL(publicOrigin);
  return hostname === "localhost" || isPrivateLiteral(hostname);
}
