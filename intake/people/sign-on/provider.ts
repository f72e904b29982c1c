/** The organisation's identity provider: its metadata and signing keys. */

import { createRemoteJWKSet, customFetch, type RemoteJWKSet } from "jose";
import { z } from "zod";
import { isProtectedAddress } from "../../../utils/shared/contract/protected-address.ts";

export interface Provider {
  /** Throws `ProviderUnavailable` if the provider does not answer properly. */
  keys(): Promise<RemoteJWKSet>;
}

/** The provider is unreachable or its answer is invalid; the token is not at fault. */
export class ProviderUnavailable extends Error {
  override name = "ProviderDown";
}

export interface ProviderOptions {
  timeoutMs?: number;
  /** Minimum interval between key fetches caused by unknown key ids. */
  cooldownMs?: number;
}

const metadata = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });
/** The metadata hardly ever changes. */
const metadataLifeMs = 3_600_000;
const maxBytes = 500_000;

export function createProvider(
  issuer: string,
  { timeoutMs = 5_000, cooldownMs = 10_000 }: ProviderOptions = {},
): Provider {
  let known: { keys: Promise<RemoteJWKSet>; untilMs: number } | undefined;
  const discover = async () => {
    const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const response = await fetchJson(address, { signal: AbortSignal.timeout(timeoutMs) });
    const read = metadata.safeParse(await response.json());
    if (!read.success) throw new ProviderUnavailable("the answer is not that of a provider");
    if (read.data.issuer !== issuer)
      throw new ProviderUnavailable("the provider's metadata names another issuer");
    const keysAt = new URL(read.data.jwks_uri);
    if (!isProtectedAddress(keysAt))
      throw new ProviderUnavailable("the provider's keys are not served over https");
    const [timeoutDuration, cooldownDuration] = [timeoutMs, cooldownMs];
    return createRemoteJWKSet(keysAt, { timeoutDuration, cooldownDuration, [customFetch]: fetchJson });
  };
  return {
    keys() {
      if (known && performance.now() < known.untilMs) return known.keys;
      const keys = discover();
      known = { keys, untilMs: performance.now() + metadataLifeMs };
      // The next token retries.
      keys.catch(() => {
        if (known?.keys === keys) known = undefined;
      });
      return keys;
    },
  };
}

/** Limits the size of the answer and follows no redirects. */
async function fetchJson(address: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(address, { ...init, redirect: "error" });
    if (response.status !== 200) throw new ProviderUnavailable(`HTTP ${response.status}`);
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of response.body ?? []) {
      size += part.length;
      if (size > maxBytes) throw new ProviderUnavailable("the answer is too large");
      parts.push(part);
    }
    const json: unknown = JSON.parse(Buffer.concat(parts, size).toString("utf8"));
    return Response.json(json);
  } catch (error) {
    if (error instanceof ProviderUnavailable) throw error;
    const what = error instanceof SyntaxError ? "the answer is not that of a provider" : "no answer";
    throw new ProviderUnavailable(what, { cause: error });
  }
}
