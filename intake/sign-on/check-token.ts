/** Says whom an ID token vouches for, or why it counts for nothing. */

import { errors, type JWTPayload, jwtVerify } from "jose";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import { sha256Of } from "../digest.ts";
import { type Provider, ProviderDown } from "./provider.ts";
import type { SignOnSettings } from "./settings.ts";

export interface VouchedFor {
  subject: string;
  claims: JWTPayload;
  /** SHA-256 of what the signature covers; a signature itself can be written in several ways. */
  tokenSha256: string;
}

export interface TokenQuestion {
  idToken: string;
  /** RFC 7638, of the key that the request is signed with. */
  thumbprint: string;
  now: Date;
}

const algorithms = ["RS256", "PS256", "ES256", "EdDSA"];
/** From the provider's hand to the intake; what is older may tell of a role that was taken away since. */
const maxAgeSeconds = 300;
const toleranceSeconds = 60;

/** `sign-on-token` with what does not fit; `sign-on-unavailable` when the provider cannot be asked for its keys. */
export async function checkToken(
  provider: Provider,
  { issuer, clientId, flows }: SignOnSettings,
  { idToken, thumbprint, now }: TokenQuestion,
): Promise<Result<VouchedFor>> {
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
    // Access tokens and tokens that sign out are made by the same keys, some for the same audience. Keycloak tells them
    // apart by a claim `typ`.
    const isIdToken = /^jwt$/i.test(protectedHeader.typ ?? "JWT") && (payload.typ ?? "ID") === "ID";
    if (!isIdToken || payload.events !== undefined) return fail("sign-on-token", "is no ID token");
    const { sub, aud, azp, nonce } = payload;
    if (azp === undefined ? Array.isArray(aud) && aud.length > 1 : azp !== clientId)
      return fail("sign-on-token", "claim azp");
    if (typeof sub !== "string" || sub === "" || sub.length > 255) return fail("sign-on-token", "claim sub");
    // A code typed elsewhere (RFC 8628) knows no nonce; where one came back it is this device's or a thief's.
    if (nonce === undefined ? !flows.includes("device") : nonce !== thumbprint)
      return fail("sign-on-token", "claim nonce");
    const signed = idToken.slice(0, idToken.lastIndexOf("."));
    const tokenSha256 = sha256Of(signed);
    return ok({ subject: sub, claims: payload, tokenSha256 });
  } catch (error) {
    return refuse(error);
  }
}

function refuse(error: unknown): Result<never> {
  const down = [ProviderDown, errors.JWKSTimeout, errors.JWKSInvalid].some((kind) => error instanceof kind);
  if (down) return fail("sign-on-unavailable", (error as Error).message, "later");
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired)
    return fail("sign-on-token", `claim ${error.claim}`);
  if (error instanceof errors.JOSEError) return fail("sign-on-token", error.code);
  throw error;
}
