/** The organisation's identity provider, and the mapping of its errors to problems. */

import * as oauth from "oauth4webapi";
import { isProtectedAddress } from "../../../shared/contract/protected-address.ts";
import { fail, ok, type Result } from "../../../shared/contract/result.ts";
import type { SignOn } from "../../../shared/contract/sign-on.ts";
import { setProviderAddresses } from "./provider-access.ts";

export interface Provider {
  server: oauth.AuthorizationServer;
  client: oauth.Client;
  scope: string;
  /** Options for every request: cancellable, with http allowed for this machine only. */
  ask(signal: AbortSignal): { signal: AbortSignal; [oauth.allowInsecureRequests]: boolean };
}

const askMs = 15_000;
/** Reads the provider's metadata. `sign-on-unavailable` if it does not answer or has a different issuer. */
export async function findProvider(signOn: SignOn, signal: AbortSignal): Promise<Result<Provider>> {
  const issuer = new URL(signOn.issuer);
  if (!isProtectedAddress(issuer))
    return fail("sign-on-unavailable", "the provider's address is not protected");
  setProviderAddresses([signOn.issuer]);
  const ask: Provider["ask"] = (giveUp) => ({
    signal: AbortSignal.any([giveUp, AbortSignal.timeout(askMs)]),
    [oauth.allowInsecureRequests]: issuer.protocol === "http:",
  });
  try {
    const response = await oauth.discoveryRequest(issuer, { algorithm: "oidc", ...ask(signal) });
    const server = await oauth.processDiscoveryResponse(issuer, response);
    const { authorization_endpoint, token_endpoint, device_authorization_endpoint } = server;
    const parts = [authorization_endpoint, token_endpoint, device_authorization_endpoint];
    const addresses = parts.filter((address) => address !== undefined);
    const bare = addresses.find((address) => !URL.canParse(address) || !isProtectedAddress(new URL(address)));
    if (bare !== undefined) return fail("sign-on-unavailable", `not protected: ${bare.slice(0, 200)}`);
    setProviderAddresses([signOn.issuer, ...addresses]);
    return ok({ server, client: { client_id: signOn.clientId }, scope: signOn.scopes.join(" "), ask });
  } catch (error) {
    return refuse(error, signal);
  }
}

/** Converts any thrown error, even a bug, to a problem: the essential fact is that no sign-on took place. */
export function refuse(error: unknown, signal: AbortSignal): Result<never> {
  if (signal.aborted) return fail("sign-on-failed", "cancelled");
  // The provider or the person refused.
  if (error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError)
    return fail("sign-on-failed", error.error.slice(0, 200));
  const code = error instanceof oauth.OperationProcessingError ? error.code : undefined;
  const detail = code ?? (error instanceof Error ? error.message.slice(0, 200) : undefined);
  const isAnswer = code === oauth.INVALID_RESPONSE || code === oauth.JWT_CLAIM_COMPARISON;
  return isAnswer ? fail("sign-on-failed", detail) : fail("sign-on-unavailable", detail, "later");
}
