/** One signed POST to another system, never to an address inside the network unless the intake is inside itself. */

import { createHmac } from "node:crypto";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { HookMessage } from "../../utils/contract/hook.ts";
import { isPrivateLiteral, lookupOutside } from "../channels/private-address.ts";
import type { Hook } from "../store/hooks.ts";

/** `answer`: the status, or why there is none. */
export type CallHook = (
  hook: Pick<Hook, "address" | "secret">,
  message: HookMessage,
) => Promise<{ ok: boolean; answer: string }>;

const timeoutMs = 10_000;
const answerChars = 200;

/** Nobody outside this machine or network reaches the intake: then its neighbours may be called. */
export function isInside(publicOrigin: string | undefined): boolean {
  if (publicOrigin === undefined) return true;
  const { hostname } = new URL(publicOrigin);
  return hostname === "localhost" || isPrivateLiteral(hostname);
}

export function createCallHook({ now, isLocal }: { now(): Date; isLocal: boolean }): CallHook {
  return async ({ address, secret }, message) => {
    const to = new URL(address);
    const wrong = isLocal ? undefined : findWrong(to);
    if (wrong) return { ok: false, answer: wrong };
    const body = JSON.stringify(message);
    const headers = {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(body),
      "Idempotency-Key": message.id,
      "Lapor-Event": message.event,
      "Lapor-Signature": sign(body, secret, now()),
      "User-Agent": "lapor-kominfo",
    };
    try {
      const status = await post(to, headers, body, isLocal);
      return { ok: status >= 200 && status < 300, answer: `HTTP ${status}` };
    } catch (error) {
      const said = error instanceof Error ? error.message || error.name : "failed";
      return { ok: false, answer: said.slice(0, answerChars) };
    }
  };
}

/** `t=SECONDS,v1=HEX`: HMAC-SHA-256 of `t.body`, so that what was overheard cannot be sent again later. */
function sign(body: string, secret: string, at: Date): string {
  const t = Math.floor(at.getTime() / 1000);
  return `t=${t},v1=${createHmac("sha256", secret).update(`${t}.${body}`).digest("hex")}`;
}

/** Names are looked at when they are looked up. */
function findWrong({ protocol, hostname }: URL): string | undefined {
  if (protocol !== "https:") return "the address is not https";
  return hostname === "localhost" || isPrivateLiteral(hostname) ? "the address lies inside" : undefined;
}

/** Redirects are not followed; of the answer only the status counts. */
function post(to: URL, headers: Record<string, string | number>, body: string, isLocal: boolean) {
  return new Promise<number>((resolve, reject) => {
    const request = to.protocol === "https:" ? requestHttps : requestHttp;
    const signal = AbortSignal.timeout(timeoutMs);
    const lookup = isLocal ? {} : { lookup: lookupOutside };
    const asked = request(to, { method: "POST", headers, signal, agent: false, ...lookup }, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    asked.on("error", reject);
    asked.end(body);
  });
}
