/** The organisation's provider as this device knows it, and what its failures mean to the person. */

import * as oauth from "oauth4webapi";
import { isProtected } from "../../contract/protected.ts";
import { fail, ok, type Result } from "../../contract/result.ts";
import type { SignOn } from "../../contract/sign-on.ts";

export interface Provider {
  server: oauth.AuthorizationServer;
  client: oauth.Client;
  scope: string;
  /** For every question: may be given up, and only this very machine is asked without TLS. */
  ask(signal: AbortSignal): { signal: AbortSignal; [oauth.allowInsecureRequests]: boolean };
}

const askMs = 15_000;
/** Where the provider last looked into has its parts: what the person is asked to allow. */
let knownAddresses: readonly string[] = [];

/** Reads the provider's metadata; `sign-on-unavailable` where it does not answer, or not as the one it is said to be. */
export async function findProvider(signOn: SignOn, signal: AbortSignal): Promise<Result<Provider>> {
  const issuer = new URL(signOn.issuer);
  if (!isProtected(issuer)) return fail("sign-on-unavailable", "the provider's address is not protected");
  knownAddresses = [signOn.issuer];
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
    const bare = addresses.find((address) => !URL.canParse(address) || !isProtected(new URL(address)));
    if (bare !== undefined) return fail("sign-on-unavailable", `not protected: ${bare.slice(0, 200)}`);
    knownAddresses = [signOn.issuer, ...addresses];
    return ok({ server, client: { client_id: signOn.clientId }, scope: signOn.scopes.join(" "), ask });
  } catch (error) {
    return refuse(error, signal);
  }
}

export function providerAddresses(): readonly string[] {
  return knownAddresses;
}

/** What was thrown on the way, as a problem; bugs included: nobody was signed on, and that is what counts. */
export function refuse(error: unknown, signal: AbortSignal): Result<never> {
  if (signal.aborted) return fail("sign-on-failed", "cancelled");
  // The provider said no, or the person did.
  if (error instanceof oauth.AuthorizationResponseError || error instanceof oauth.ResponseBodyError)
    return fail("sign-on-failed", error.error.slice(0, 200));
  const code = error instanceof oauth.OperationProcessingError ? error.code : undefined;
  const detail = code ?? (error instanceof Error ? error.message.slice(0, 200) : undefined);
  const isAnswer = code === oauth.INVALID_RESPONSE || code === oauth.JWT_CLAIM_COMPARISON;
  return isAnswer ? fail("sign-on-failed", detail) : fail("sign-on-unavailable", detail, "later");
}
