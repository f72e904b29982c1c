/** Sign-on in the browser's window: authorization code flow with PKCE (RFC 7636), as a public client. */

import * as oauth from "oauth4webapi";
import { fail, ok, type Result } from "../../../shared/contract/result.ts";
import { authReturnAddress, openAuthWindow } from "../../browser/auth-window.ts";
import { type Provider, refuse } from "./provider.ts";

/**
 * Returns an ID token with `nonce`. `sign-on-failed` if the window was closed, the provider refused, or the
 * response does not belong to the request.
 */
export async function signOnByCode(
  { server, client, scope, ask }: Provider,
  nonce: string,
  signal: AbortSignal,
): Promise<Result<string>> {
  if (server.authorization_endpoint === undefined)
    return fail("sign-on-unavailable", "the provider has no authorization endpoint");
  const [state, verifier] = [oauth.generateRandomState(), oauth.generateRandomCodeVerifier()];
  const returnTo = authReturnAddress();
  const address = new URL(server.authorization_endpoint);
  const question = {
    client_id: client.client_id,
    response_type: "code",
    redirect_uri: returnTo,
    scope,
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(question)) address.searchParams.set(name, value);
  const came = await openUntil(address.href, signal);
  if (!came.ok) return came;
  try {
    const parameters = oauth.validateAuthResponse(server, client, new URL(came.value), state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      parameters,
      returnTo,
      verifier,
      ask(signal),
    );
    const expected = { expectedNonce: nonce, requireIdToken: true };
    const answer = await oauth.processAuthorizationCodeResponse(server, client, response, expected);
    return answer.id_token === undefined ? fail("sign-on-failed", "no ID token") : ok(answer.id_token);
  } catch (error) {
    return refuse(error, signal);
  }
}

/** The window cannot be closed from here. After the person cancels, its result is ignored. */
async function openUntil(address: string, signal: AbortSignal): Promise<Result<string>> {
  const givenUp = Promise.withResolvers<never>();
  const giveUp = () => givenUp.reject(new Error("cancelled"));
  signal.addEventListener("abort", giveUp);
  try {
    signal.throwIfAborted();
    const came = await Promise.race([openAuthWindow(address), givenUp.promise]);
    return came === undefined ? fail("sign-on-failed", "the window returned no address") : ok(came);
  } catch (error) {
    return fail("sign-on-failed", error instanceof Error ? error.message.slice(0, 200) : undefined);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}
