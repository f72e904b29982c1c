/** Single sign-on (OpenID Connect): the provider's settings for a device, and the sign-on request. */

import { z } from "zod";
import { enrolled } from "./enrolment.ts";
import { shortText } from "./ids.ts";
import { limits } from "./limits.ts";

/** `code`: in a browser window (RFC 6749 with PKCE). `device`: with a code typed on another device (RFC 8628). */
export const signOnFlow = z.enum(["code", "device"]);
export type SignOnFlow = z.infer<typeof signOnFlow>;

/** The intake's sign-on settings. Public, because a browser needs them before it is enrolled. */
export const signOn = z.object({
  /** The provider's issuer. Its metadata is at `/.well-known/openid-configuration`. */
  issuer: z.url(),
  /** Public client, without a secret. */
  clientId: shortText(200),
  scopes: z.array(shortText(100)).min(1).max(20),
  flows: z.array(signOnFlow).min(1),
});
export type SignOn = z.infer<typeof signOn>;

export const signOnInput = z.strictObject({
  /** Compact JWS from the provider, accepted once. Its `nonce`, if present, is the thumbprint of the device key. */
  idToken: shortText(limits.idTokenChars),
  device: z.strictObject({ browser: shortText(100), extensionVersion: shortText(50) }),
});
export type SignOnInput = z.infer<typeof signOnInput>;

/** Merged into `routes.ts`. */
export const signOnRoutes = {
  getSignOn: {
    method: "GET",
    path: "/v1/sign-on",
    summary: "Get the sign-on provider; empty if the intake has none",
    callers: { anyone: "any" },
    answer: z.object({ signOn: signOn.optional() }),
  },
  enrolBySignOn: {
    method: "POST",
    path: "/v1/enrolments/sign-on",
    summary: "Enrol a device, or enrol it again, with an ID token of the organisation's provider",
    callers: { "new-device": "any" },
    body: signOnInput,
    maxBytes: limits.signOnBodyBytes,
    answer: enrolled,
  },
} as const;

/** The code that a person types on another device to sign on. */
export interface UserCode {
  code: string;
  address: string;
  /** The same address with the code in it. */
  completeAddress?: string;
  /** QR code of `completeAddress`, or of `address`: modules per side, and SVG path data in modules. */
  qr: { side: number; path: string };
  expiresAt: string;
}
