/** Restricts figures, the state of the parts and the API description to operators. */

import { timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import type { Context, MiddlewareHandler } from "hono";
import ipaddr from "ipaddr.js";
import { clientAddress } from "../core/client-address.ts";
import { sha256Of } from "../core/digest.ts";
import { problemResponse } from "../core/problems.ts";
import type { Intake } from "../intake.ts";

type Guarded = Pick<Intake, "metricsToken" | "publicOrigin" | "isProxy">;

export function operatorsOnly(intake: Guarded): MiddlewareHandler {
  return async (c, next) => {
    if (isOperator(c, intake)) return next();
    const detail = "send METRICS_TOKEN as a bearer token";
    return problemResponse({ code: "key-invalid", retry: "never", detail }, { "WWW-Authenticate": "Bearer" });
  };
}

/**
 * Accepts the token. Accepts a loopback address only while the intake itself is reached at one, because
 * behind a proxy on the same machine every request comes from there.
 */
export function isOperator(c: Context, { metricsToken, publicOrigin, isProxy }: Guarded): boolean {
  const given = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1];
  if (given !== undefined) return metricsToken !== undefined && isSame(given, metricsToken);
  const isPassedOn = ["x-forwarded-for", "forwarded", "via"].some((name) => c.req.header(name) !== undefined);
  const { hostname } = new URL(publicOrigin);
  return !isPassedOn && isLoopback(hostname) && isLoopback(clientAddress(c, isProxy) ?? "");
}

function isSame(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(sha256Of(one)), Buffer.from(sha256Of(other)));
}

/** IPv6 clients are given as their /64 network; that of `::1` contains no public address. */
function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  if (bare === "localhost" || bare === "0:0:0:0::/64") return true;
  return isIP(bare) !== 0 && ipaddr.parse(bare).range() === "loopback";
}
