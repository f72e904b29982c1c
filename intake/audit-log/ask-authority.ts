/** Asks a timestamping authority over HTTP (RFC 3161, 3.4) and checks that the answer fits the request. */

import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import { checkTimestamp, type Timestamp } from "../../utils/shared/seal/check-timestamp.ts";
import { makeTimestampRequest } from "../../utils/shared/seal/timestamp-request.ts";

/** Real answers have some kilobytes. */
const maxBytes = 100_000;

export interface Stamped extends Timestamp {
  /** DER. */
  response: Uint8Array<ArrayBuffer>;
}

/** Problems: `custody-invalid` with the fault of the answer; `intake-unavailable` if there is none. */
export async function askAuthority(url: string, root: string, signal: AbortSignal): Promise<Result<Stamped>> {
  const { der, nonce } = makeTimestampRequest(root);
  const answer = await send(url, der, signal);
  if (!answer.ok) return answer;
  const checked = await checkTimestamp(answer.value, root, nonce);
  return checked.ok ? ok({ ...checked.value, response: answer.value }) : checked;
}

async function send(
  url: string,
  body: Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  try {
    const headers = { "Content-Type": "application/timestamp-query", Accept: "application/timestamp-reply" };
    const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "error" });
    if (!response.ok) return fail("intake-unavailable", `HTTP ${response.status}`, "later");
    const bytes = await readAtMost(response, maxBytes);
    return bytes ? ok(bytes) : fail("custody-invalid", "form");
  } catch (error) {
    return fail("intake-unavailable", error instanceof Error ? error.name : "unreachable", "later");
  }
}

async function readAtMost(response: Response, max: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > max) return undefined;
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
