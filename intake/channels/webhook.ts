/** Letters as signed JSON over HTTP: once per `Idempotency-Key`, never at another address than was asked for. */

import { createHmac } from "node:crypto";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Channel } from "../../utils/contract/channel.ts";
import { isProtected } from "../../utils/contract/protected.ts";
import { type Mark, type Parcel, type Tried, toAnswer } from "./parcel.ts";
import { InsideAddress, isPrivateLiteral, lookupOutside } from "./private-address.ts";

export type WebhookChannel = Extract<Channel, { kind: "webhook" }>;
export type SendWebhook = (
  parcel: Pick<Parcel, "json">,
  channel: Pick<WebhookChannel, "address" | "secret">,
  mark: Pick<Mark, "dispatchId">,
) => Promise<Tried>;

export interface WebhookOptions {
  now(): Date;
  /** Whether the intake itself is of this machine or network only: then its neighbours may be called. */
  isLocal: boolean;
  timeoutMs?: number;
}

const answerBytes = 2_000;

export function createWebhook({ now, isLocal, timeoutMs = 30_000 }: WebhookOptions): SendWebhook {
  return async ({ json }, { address, secret }, { dispatchId }) => {
    const to = new URL(address);
    const wrong = isLocal ? undefined : findWrong(to);
    if (wrong !== undefined) return { became: "refused", answer: wrong };
    const body = JSON.stringify(json);
    const headers = {
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(body),
      "Idempotency-Key": dispatchId,
      "Lapor-Signature": sign(body, secret, now()),
      "User-Agent": "lapor-kominfo",
    };
    try {
      const { status, said } = await post(to, headers, body, timeoutMs, isLocal);
      return { became: judge(status), answer: toAnswer(`HTTP ${status} ${said}`) };
    } catch (error) {
      const became = error instanceof InsideAddress ? "refused" : "later";
      return { became, answer: toAnswer(error instanceof Error ? error.message || error.name : "failed") };
    }
  };
}

/** `t=SECONDS,v1=HEX`: HMAC-SHA-256 of `t.body`, so that what was overheard cannot be sent again later. */
export function sign(body: string, secret: string, at: Date): string {
  const t = Math.floor(at.getTime() / 1000);
  return `t=${t},v1=${createHmac("sha256", secret).update(`${t}.${body}`).digest("hex")}`;
}

function findWrong(to: URL): string | undefined {
  if (!isProtected(to)) return "the address is not https";
  const isThis = to.hostname === "localhost" || isPrivateLiteral(to.hostname);
  return isThis ? "the address lies inside" : undefined;
}

/** Redirects are followed by nobody: a letter goes where an administrator said, or nowhere. */
function judge(status: number): Tried["became"] {
  if (status >= 200 && status < 300) return "sent";
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? "refused" : "later";
}

function post(
  to: URL,
  headers: Record<string, string | number>,
  body: string,
  timeoutMs: number,
  isLocal: boolean,
): Promise<{ status: number; said: string }> {
  return new Promise((resolve, reject) => {
    const request = to.protocol === "https:" ? requestHttps : requestHttp;
    const signal = AbortSignal.timeout(timeoutMs);
    const options = {
      method: "POST",
      headers,
      signal,
      agent: false,
      ...(isLocal ? {} : { lookup: lookupOutside }),
    };
    const asked = request(to, options, (response) => {
      const status = response.statusCode ?? 0;
      let said = "";
      const finish = () => {
        resolve({ status, said });
        response.destroy();
      };
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        said += part;
        if (said.length > answerBytes) finish();
      });
      // The status is the answer; of the words that come with it as much counts as came.
      for (const end of ["end", "error", "close"] as const) response.on(end, finish);
    });
    asked.on("error", reject);
    asked.end(body);
  });
}
