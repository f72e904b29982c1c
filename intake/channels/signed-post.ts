/** One signed POST to another system: known by its key when it comes twice, never redirected, never to an address inside. */

import { createHmac } from "node:crypto";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isProtected } from "../../utils/contract/protected.ts";
import { isPrivateLiteral, lookupOutside } from "./private-address.ts";

export interface SignedPost {
  address: string;
  secret: string;
  json: object;
  /** The same with every try. */
  key: string;
  headers?: Record<string, string>;
  at: Date;
  timeoutMs: number;
  /** Whether the intake itself is of this machine or network only: then its neighbours may be called. */
  isLocal: boolean;
}

/** `wrong`: it was not even tried. `said`: the first words of the answer. */
export type Posted = { wrong: string } | { status: number; said: string };

const answerBytes = 2_000;

/** Rejects where no answer came; with `InsideAddress` where the name leads inside. */
export async function postSigned({ address, secret, json, key, at, ...more }: SignedPost): Promise<Posted> {
  const to = new URL(address);
  const wrong = more.isLocal ? undefined : findWrong(to);
  if (wrong !== undefined) return { wrong };
  const body = JSON.stringify(json);
  const headers = {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
    "Idempotency-Key": key,
    "Lapor-Signature": sign(body, secret, at),
    "User-Agent": "lapor-kominfo",
    ...more.headers,
  };
  return post(to, headers, body, more);
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

function post(
  to: URL,
  headers: Record<string, string | number>,
  body: string,
  { timeoutMs, isLocal }: Pick<SignedPost, "timeoutMs" | "isLocal">,
): Promise<{ status: number; said: string }> {
  return new Promise((resolve, reject) => {
    const request = to.protocol === "https:" ? requestHttps : requestHttp;
    const signal = AbortSignal.timeout(timeoutMs);
    const lookup = isLocal ? {} : { lookup: lookupOutside };
    const options = { method: "POST", headers, signal, agent: false, ...lookup };
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
