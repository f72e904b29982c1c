/** Sign-on on another device: a short code typed where the person has their office account (RFC 8628). */

import * as oauth from "oauth4webapi";
import { encode } from "uqr";
import { isProtectedAddress } from "../../../shared/contract/protected-address.ts";
import { fail, ok, type Result } from "../../../shared/contract/result.ts";
import type { UserCode } from "../../../shared/contract/sign-on.ts";
import { signOnSecondMs } from "../../browser/delays.ts";
import { type Provider, refuse } from "./provider.ts";

export interface DeviceFlow {
  signal: AbortSignal;
  onCode(code: UserCode): void;
  /** Resolves early if the person cancels. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

const maxLifeMs = 30 * 60_000;
const maxIntervalMs = 60_000;

/** Returns an ID token. `sign-on-failed` if the person refused or cancelled, or the code expired. */
export async function signOnByDevice(
  provider: Provider,
  nonce: string,
  flow: DeviceFlow,
): Promise<Result<string>> {
  const { server, client, scope, ask } = provider;
  if (server.device_authorization_endpoint === undefined)
    return fail("sign-on-unavailable", "the provider has no device authorization endpoint");
  try {
    // RFC 8628 has no nonce. Providers that support one bind the token to this device; others ignore it.
    const response = await oauth.deviceAuthorizationRequest(
      server,
      client,
      oauth.None(),
      { scope, nonce },
      ask(flow.signal),
    );
    const asked = await oauth.processDeviceAuthorizationResponse(server, client, response);
    const code = toUserCode(asked);
    if (!code) return fail("sign-on-failed", "the provider's address is not protected");
    flow.onCode(code);
    return await poll(provider, asked, Date.parse(code.expiresAt), flow);
  } catch (error) {
    return refuse(error, flow.signal);
  }
}

/** With a quiet border of four modules, which readers expect. */
export function qrShape(text: string): UserCode["qr"] {
  const { data, size } = encode(text, { border: 4, ecc: "M" });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { side: size, path: squares.join("") };
}

/** Undefined if the provider's address is not suitable for entering a password. */
function toUserCode(asked: oauth.DeviceAuthorizationResponse): UserCode | undefined {
  const { user_code, verification_uri, verification_uri_complete, expires_in } = asked;
  const mayOpen = (address: string) => URL.canParse(address) && isProtectedAddress(new URL(address));
  if (!mayOpen(verification_uri)) return undefined;
  const given = verification_uri_complete;
  const complete = given !== undefined && mayOpen(given) ? given : undefined;
  return {
    code: user_code.slice(0, 50),
    address: verification_uri,
    ...(complete === undefined ? {} : { completeAddress: complete }),
    qr: qrShape(complete ?? verification_uri),
    expiresAt: new Date(Date.now() + Math.min(expires_in * 1000, maxLifeMs)).toISOString(),
  };
}

async function poll(
  { server, client, ask }: Provider,
  { device_code, interval }: oauth.DeviceAuthorizationResponse,
  endMs: number,
  { signal, wait }: DeviceFlow,
): Promise<Result<string>> {
  let everyMs = Math.min((interval ?? 5) * signOnSecondMs, maxIntervalMs);
  for (;;) {
    await wait(everyMs, signal);
    if (signal.aborted) return fail("sign-on-failed", "cancelled");
    if (Date.now() >= endMs) return fail("sign-on-failed", "expired");
    try {
      const response = await oauth.deviceCodeGrantRequest(
        server,
        client,
        oauth.None(),
        device_code,
        ask(signal),
      );
      const answer = await oauth.processDeviceCodeResponse(server, client, response);
      return answer.id_token === undefined ? fail("sign-on-failed", "no ID token") : ok(answer.id_token);
    } catch (error) {
      const next = intervalAfter(error, everyMs, signal);
      if (!next.ok) return next;
      everyMs = next.value;
    }
  }
}

/** Returns the interval until the next attempt, or the problem that ends the flow (RFC 8628, §3.5). */
function intervalAfter(error: unknown, everyMs: number, signal: AbortSignal): Result<number> {
  const reason = error instanceof oauth.ResponseBodyError ? error.error : undefined;
  if (reason === "authorization_pending") return ok(everyMs);
  if (reason === "slow_down") return ok(everyMs + 5 * signOnSecondMs);
  const refused = refuse(error, signal);
  // Network interruptions do not end the flow, because the code stays valid.
  const isInterrupted = !refused.ok && refused.problem.code === "sign-on-unavailable";
  return isInterrupted ? ok(Math.min(everyMs * 2, maxIntervalMs)) : refused;
}
