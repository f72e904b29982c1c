/**
 * Sends one signed POST to another system: idempotent by its key, never redirected, and never to a private
 * address.
 */

import { createHmac } from "node:crypto";
import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isProtectedAddress } from "../../utils/shared/contract/protected-address.ts";
import { isPrivateLiteral, lookupPublic } from "../core/private-address.ts";

export interface SignedRequest {
  address: string;
  secret: string;
  json: object;
  /** The same for every attempt. */
  key: string;
  headers?: Record<string, string>;
  at: Date;
  timeoutMs: number;
  /**
   * True if the intake is reachable only from its own machine or network; private addresses are allowed then.
   */
  isLocal: boolean;
}

/** `wrong`: not attempted. `said`: the start of the answer. */
export type SignedAnswer = { wrong: string } | { status: number; said: string };

const answerBytes = 2_000;

/** The request was sent, but no answer came. */
export class NoAnswerError extends Error {
  override name = "NoAnswerError";
}

/**
 * Rejects if there was no answer; with `PrivateAddressError` if the name resolves to private addresses only, and with
 * `NoAnswerError` if the receiver may have the request.
 */
export async function sendSigned({
  address,
  secret,
  json,
  key,
  at,
  ...more
}: SignedRequest): Promise<SignedAnswer> {
  const to = new URL(address);
  const wrong = more.isLocal ? undefined : findWrongAddress(to);
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

/** `t=SECONDS,v1=HEX` with HMAC-SHA-256 of `t.body`; the time prevents later replays. */
export function sign(body: string, secret: string, at: Date): string {
  const t = Math.floor(at.getTime() / 1000);
  return `t=${t},v1=${createHmac("sha256", secret).update(`${t}.${body}`).digest("hex")}`;
}

/** Returns why a public intake does not call this address; undefined if it does. */
export function findWrongAddress(to: URL): string | undefined {
  if (!isProtectedAddress(to)) return "the address is not https";
  const isThis = to.hostname === "localhost" || isPrivateLiteral(to.hostname);
  return isThis ? "the address is private" : undefined;
}

function post(
  to: URL,
  headers: Record<string, string | number>,
  body: string,
  { timeoutMs, isLocal }: Pick<SignedRequest, "timeoutMs" | "isLocal">,
): Promise<{ status: number; said: string }> {
  return new Promise((resolve, reject) => {
    const request = to.protocol === "https:" ? requestHttps : requestHttp;
    const signal = AbortSignal.timeout(timeoutMs);
    const lookup = isLocal ? {} : { lookup: lookupPublic };
    const options = { method: "POST", headers, signal, agent: false, ...lookup };
    let isAnswered = false;
    const asked = request(to, options, (response) => {
      isAnswered = true;
      const status = response.statusCode ?? 0;
      let responseText = "";
      const finish = () => {
        resolve({ status, said: responseText });
        response.destroy();
      };
      response.setEncoding("utf8");
      response.on("data", (part: string) => {
        responseText += part;
        if (responseText.length > answerBytes) finish();
      });
      // The status decides; a truncated body is accepted.
      for (const end of ["end", "error", "close"] as const) response.on(end, finish);
    });
    asked.on("error", (cause) =>
      reject(asked.writableFinished ? new NoAnswerError(cause.message || cause.name, { cause }) : cause),
    );
    // An answer that changes the protocol (101) is followed by neither a response nor an error.
    asked.on("close", () => isAnswered || reject(new NoAnswerError("the connection was closed")));
    asked.end(body);
  });
}
