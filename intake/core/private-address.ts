/** Recognises private addresses, so that outsiders cannot make the intake call into its network (SSRF). */

import { lookup as dnsLookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

const privateRanges = new BlockList();
for (const [net, bits] of [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
].map((range) => range.split("/") as [string, string]))
  privateRanges.addSubnet(net, Number(bits), "ipv4");
for (const [net, bits] of [
  "::/96",
  "2001::/32",
  "::ffff:0:0:0/96",
  "64:ff9b:1::/48",
  "100::/64",
  "2001:db8::/32",
  "fc00::/7",
  "fe80::/10",
  "fec0::/10",
  "ff00::/8",
].map((range) => range.split("/") as [string, string]))
  privateRanges.addSubnet(net, Number(bits), "ipv6");
// IPv6 ranges that embed IPv4 addresses may lead to private ones.
for (const [net, bits] of [
  ["64:ff9b::", 96],
  ["2002::", 16],
] as const)
  privateRanges.addSubnet(net, bits, "ipv6");

/** Expects a numeric address; IPv4 inside IPv6 (`::ffff:10.0.0.1`) is recognised. */
export function isPrivate(address: string): boolean {
  const family = isIP(address);
  return family === 0 || privateRanges.check(address, family === 4 ? "ipv4" : "ipv6");
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
  dnsLookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return done(error, "");
    const outside = found.filter(({ address }) => !isPrivate(address));
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
