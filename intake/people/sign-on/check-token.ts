/** Verifies an ID token and returns its subject and claims. */

import { errors, type JWTPayload, jwtVerify } from "jose";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import { sha256Of } from "../../core/digest.ts";
import { type Provider, ProviderUnavailable } from "./provider.ts";
import type { SignOnSettings } from "./sign-on-settings.ts";

export interface VerifiedToken {
  subject: string;
  claims: JWTPayload;
  issuedAt: Date;
  /** SHA-256 of the signed part; signatures can have several encodings. */
  tokenSha256: string;
}

export interface TokenInput {
  idToken: string;
  /** RFC 7638 thumbprint of the key that signed the request. */
  thumbprint: string;
  now: Date;
}

const algorithms = ["RS256", "PS256", "ES256", "EdDSA"];
/** From the provider to the intake; an older token may contain a role that was removed since. */
const maxAgeSeconds = 300;
const toleranceSeconds = 60;

/**
 * Problems: `sign-on-token` with the faulty claim; `sign-on-unavailable` if the provider's keys cannot be
 * fetched.
 */
export async function checkToken(
  provider: Provider,
  { issuer, clientId, flows }: SignOnSettings,
  { idToken, thumbprint, now }: TokenInput,
): Promise<Result<VerifiedToken>> {
  try {
    const { payload, protectedHeader } = await jwtVerify(idToken, await provider.keys(), {
      algorithms,
      issuer,
      audience: clientId,
      maxTokenAge: maxAgeSeconds,
      clockTolerance: toleranceSeconds,
      requiredClaims: ["sub", "aud", "exp", "iat"],
      currentDate: now,
    });
    // Access and logout tokens have the same signing keys, and some the same audience. Keycloak distinguishes
    // them by a claim `typ`.
    const isIdToken = /^jwt$/i.test(protectedHeader.typ ?? "JWT") && (payload.typ ?? "ID") === "ID";
    if (!isIdToken || payload.events !== undefined) return fail("sign-on-token", "is not an ID token");
    const { sub, aud, azp, nonce, iat = 0 } = payload;
    if (azp === undefined ? Array.isArray(aud) && aud.length > 1 : azp !== clientId)
      return fail("sign-on-token", "claim azp");
    if (typeof sub !== "string" || sub === "" || sub.length > 255) return fail("sign-on-token", "claim sub");
    // The device flow (RFC 8628) has no nonce. If there is one, it must be this device's.
    if (nonce === undefined ? !flows.includes("device") : nonce !== thumbprint)
      return fail("sign-on-token", "claim nonce");
    const signed = idToken.slice(0, idToken.lastIndexOf("."));
    const tokenSha256 = sha256Of(signed);
    return ok({ subject: sub, claims: payload, issuedAt: new Date(iat * 1000), tokenSha256 });
  } catch (error) {
    return refuse(error);
  }
}

function refuse(error: unknown): Result<never> {
  const down = [ProviderUnavailable, errors.JWKSTimeout, errors.JWKSInvalid].some(
    (kind) => error instanceof kind,
  );
  if (down) return fail("sign-on-unavailable", (error as Error).message, "later");
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired)
    return fail("sign-on-token", `claim ${error.claim}`);
  if (error instanceof errors.JOSEError) return fail("sign-on-token", error.code);
  throw error;
}
