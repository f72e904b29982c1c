/** Finds a request's client address: the socket's peer, or what a trusted proxy reports. */

import { BlockList, isIP } from "node:net";
import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import { logLine } from "./log.ts";
import { isPrivate } from "./private-address.ts";

/** Tells whether an address belongs to a trusted proxy. */
export type IsProxy = (address: string) => boolean;

/** Accepts `10.0.0.5` and `10.1.0.0/16`; throws for anything else. */
export function trustProxies(list: readonly string[]): IsProxy {
  const known = new BlockList();
  for (const one of list) {
    const [address = "", bits, more] = one.split("/");
    const family = familyOf(address);
    if (!family || more !== undefined) throw new Error(`${one} is not an IP address`);
    if (bits === undefined) known.addAddress(address, family);
    else known.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const family = familyOf(address);
    return family !== undefined && known.check(address, family);
  };
}

function familyOf(address: string): "ipv4" | "ipv6" | undefined {
  return ({ 4: "ipv4", 6: "ipv6" } as const)[isIP(address)];
}

/**
 * The newest address in `X-Forwarded-For` that is no trusted proxy; earlier ones can be forged. Returns
 * undefined without a socket. IPv6 is cut to 64 bits, because one household owns a whole /64.
 */
export function clientAddress(c: Context, isProxy: IsProxy): string | undefined {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  const socket = incoming?.socket.remoteAddress;
  if (socket === undefined) return undefined;
  const forwarded = (c.req.header("x-forwarded-for") ?? "").split(",").map((one) => one.trim());
  let address = normaliseAddress(socket);
  while (isProxy(address)) {
    const before = normaliseAddress(forwarded.pop() ?? "");
    if (!isIP(before)) break;
    address = before;
  }
  return isIP(address) === 6 ? networkOf(address) : address;
}

/** Proxies may write `1.2.3.4:443`, `[v6]:443` or `[v6]`; a dual-stack socket reports `::ffff:1.2.3.4`. */
function normaliseAddress(address: string): string {
  const [, bracketed, withPort] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/.exec(address) ?? [];
  return (bracketed ?? withPort ?? address).replace(/^::ffff:(?=[\d.]+$)/i, "");
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
  const [head = "", tail] = (address.split("%", 1)[0] ?? "").split("::");
  const before = head.split(":").filter(Boolean);
  const after = (tail ?? "").split(":").filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...Array<string>(zeros).fill("0"), ...after];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
