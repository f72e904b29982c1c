/** Finds a request's client address: the socket's peer, or what a trusted proxy reports. */

import { isIP } from "node:net";
import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import ipaddr from "ipaddr.js";
import { logLine } from "./log.ts";
import { isPrivate } from "./private-address.ts";

/** Returns whether an address belongs to a trusted proxy. */
export type IsProxy = (address: string) => boolean;

/** Accepts `10.0.0.5` and `10.1.0.0/16`; throws for anything else. */
export function trustProxies(list: readonly string[]): IsProxy {
  const ranges = list.map((entry) => {
    const [address = "", ...bits] = entry.split("/");
    if (isIP(address) === 0 || bits.length > 1) throw new Error(`${entry} is not an IP address`);
    const whole = isIP(address) === 4 ? 32 : 128;
    return ipaddr.parseCIDR(`${address}/${bits[0] ?? whole}`);
  });
  return (address) =>
    isIP(address) !== 0 && ipaddr.subnetMatch(ipaddr.parse(address), { proxy: ranges }, "") === "proxy";
}

/**
 * The newest address in `X-Forwarded-For` that is no trusted proxy; earlier ones can be forged. Returns
 * undefined without a socket. IPv6 is cut to 64 bits, because one household owns a whole /64.
 */
export function clientAddress(c: Context, isProxy: IsProxy): string | undefined {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  const socket = incoming?.socket.remoteAddress;
  if (socket === undefined) return undefined;
  const forwarded = (c.req.header("x-forwarded-for") ?? "").split(",").map((address) => address.trim());
  let address = normaliseAddress(socket);
  while (isProxy(address)) {
    const before = normaliseAddress(forwarded.pop() ?? "");
    if (!isIP(before)) break;
    address = before;
  }
  return limitedAddress(address);
}

/** Expects the result of `normaliseAddress`. IPv6 is cut to 64 bits. */
export function limitedAddress(address: string): string {
  return isIP(address) === 6 ? networkOf(address) : address;
}

/**
 * Proxies may write `1.2.3.4:443`, `[v6]:443` or `[v6]`; a dual-stack socket reports `::ffff:1.2.3.4`, and one of the own
 * link `fe80::1%eth0`.
 */
export function normaliseAddress(address: string): string {
  const [, bracketed, withPort] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/.exec(address) ?? [];
  return (bracketed ?? withPort ?? address).replace(/^::ffff:(?=[\d.]+$)/i, "").replace(/%.*$/, "");
}

/**
 * Warns once about a proxy missing in `TRUST_PROXY`: all people behind it would share one address and its
 * limits.
 */
export function warnOfProxy(isProxy: IsProxy): MiddlewareHandler {
  let isLogged = false;
  return async (c, next) => {
    const socket = normaliseAddress(
      ((c.env ?? {}) as Partial<HttpBindings>).incoming?.socket.remoteAddress ?? "",
    );
    const passedOn = c.req.header("x-forwarded-for") !== undefined;
    // Outsiders can forge the header, but a private peer that sends it is a proxy.
    if (!isLogged && passedOn && isIP(socket) !== 0 && isPrivate(socket) && !isProxy(socket)) {
      isLogged = true;
      logLine("proxy-untrusted", {
        detail: "X-Forwarded-For arrives from a private address: add it to TRUST_PROXY",
      });
    }
    return next();
  };
}

function networkOf(address: string): string {
  const groups = ipaddr.IPv6.parse(address).parts.slice(0, 4);
  return `${groups.map((group) => group.toString(16)).join(":")}::/64`;
}

/** The /48 of an address, because one owner can have all its 65,536 networks. Expects the result of `clientAddress`. */
export function ownerNetwork(address: string): string {
  return address.endsWith("::/64") ? `${address.split(":").slice(0, 3).join(":")}::/48` : address;
}
