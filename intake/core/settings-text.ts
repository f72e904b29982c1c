/**
 * Parses structured settings, such as lists and rates (`device=30/300,enrolment=0.2/30`), and words their
 * errors.
 */

import { z } from "zod";
import { trustProxies } from "./client-address.ts";
import { defaultRates, type RateKind, type RateLimits, rateKinds } from "./rate-limits.ts";

/** Returns one line per wrong setting. */
export function describeIssues({ issues }: z.ZodError): string {
  const lines = issues.map(({ path, message }) => `${String(path[0] ?? "")}: ${message}`);
  return [...new Set(lines)].join("\n");
}

export const listSetting = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean),
);

export function areAddresses(list: readonly string[]): boolean {
  try {
    trustProxies(list);
    return true;
  } catch {
    return false;
  }
}

/** Prefix lengths of the largest private networks: `10.0.0.0/8`, `fc00::/7`. */
const leastBits = { ipv4: 8, ipv6: 7 };

/** Returns false if a network is larger than any private one, because each host in it could forge a client's address. */
export function arePrivateSized(list: readonly string[]): boolean {
  return list.every((entry) => {
    const [address = "", bits] = entry.split("/");
    return bits === undefined || Number(bits) >= leastBits[address.includes(":") ? "ipv6" : "ipv4"];
  });
}

const rate = /^(\w+)=(\d+(?:\.\d+)?)\/(\d+)$/;

/** Null for `off`. Kinds not named keep their defaults. */
export const ratesSetting = z.string().transform((text, context): RateLimits | null => {
  if (text === "off") return null;
  const limits = { ...defaultRates };
  for (const part of text.split(",")) {
    const [, kind = "", perSecond, burst] = rate.exec(part.trim()) ?? [];
    if (!rateKinds.some((known) => known === kind) || !(Number(perSecond) > 0) || !(Number(burst) >= 1)) {
      context.addIssue(
        `must be off, or for example address=300/3000,device=30/300 (per second/burst): ${part}`,
      );
      return z.NEVER;
    }
    limits[kind as RateKind] = { perSecond: Number(perSecond), burst: Number(burst) };
  }
  return limits;
});

/** For example `http://127.0.0.1:8787`, the address of an intake without `PUBLIC_URL`. */
export function listeningAddress({ host, port }: { host: string; port: number }): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
