/** Which addresses lie inside a network: nobody outside may have the intake knock on them. */

import { lookup as dnsLookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

const inside = new BlockList();
for (const [net, bits] of [
  ...([
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
  ] as const),
  ...(["192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"] as const),
  ...(["203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"] as const),
].map((range) => range.split("/") as [string, string]))
  inside.addSubnet(net, Number(bits), "ipv4");
for (const [net, bits] of [
  ...([
    "::/96",
    "2001::/32",
    "::ffff:0:0:0/96",
    "64:ff9b:1::/48",
    "100::/64",
    "2001:db8::/32",
    "fc00::/7",
    "fe80::/10",
  ] as const),
  ...(["fec0::/10", "ff00::/8"] as const),
].map((range) => range.split("/") as [string, string]))
  inside.addSubnet(net, Number(bits), "ipv6");
// What carries an IPv4 address inside may lead anywhere that one does.
for (const [net, bits] of [
  ["64:ff9b::", 96],
  ["2002::", 16],
] as const)
  inside.addSubnet(net, bits, "ipv6");

/** Of a numeric address, an IPv4 one inside IPv6 (`::ffff:10.0.0.1`) included. */
export function isPrivate(address: string): boolean {
  const family = isIP(address);
  return family === 0 || inside.check(address, family === 4 ? "ipv4" : "ipv6");
}

/** Of a URL's host that is a number; names are looked at when they are looked up. */
export function isPrivateLiteral(hostname: string): boolean {
  const bare = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(bare) !== 0 && isPrivate(bare);
}

export class InsideAddress extends Error {
  override name = "InsideAddress";
}

/** Looks a name up and gives only what is outside: the very address that is then connected to, so no second answer counts. */
export const lookupOutside: LookupFunction = (hostname, options, done) => {
  dnsLookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return done(error, "");
    const outside = found.filter(({ address }) => !isPrivate(address));
    const [first] = outside;
    if (!first) return done(new InsideAddress(`${hostname} lies inside`), "");
    if (options.all) return done(null, outside);
    done(null, first.address, first.family);
  });
};

/** Nobody outside this machine or network reaches the intake: then its neighbours may be called. */
export function isInside(publicOrigin: string): boolean {
  const { hostname } = new URL(publicOrigin);
  return hostname === "localhost" || isPrivateLiteral(hostname);
}
