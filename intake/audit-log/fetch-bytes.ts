/** Asks an outside time service over HTTP: limited answer, no redirects. */

import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";

/** Fails with `intake-unavailable` if there is no answer, and `custody-invalid` if it is longer than `maxBytes`. */
export async function fetchBytes(
  url: string,
  init: RequestInit & { signal: AbortSignal },
  maxBytes: number,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  try {
    const response = await fetch(url, { ...init, redirect: "error" });
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
