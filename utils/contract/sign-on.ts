/** Single sign-on (OpenID Connect): what a device needs to know of the provider, and what it hands in. */

import { z } from "zod";
import { enrolled } from "./enrolment.ts";
import { shortText } from "./ids.ts";
import { limits } from "./limits.ts";

/** `code`: the browser's own window (RFC 6749 with PKCE); `device`: a code typed elsewhere (RFC 8628). */
export const signOnFlow = z.enum(["code", "device"]);
export type SignOnFlow = z.infer<typeof signOnFlow>;

/** How this intake's people sign on; public, because a browser needs it before it is known. */
export const signOn = z.object({
  /** Of the provider; its metadata lie at `/.well-known/openid-configuration`. */
  issuer: z.url(),
  /** A public client: there is no secret. */
  clientId: shortText(200),
  scopes: z.array(shortText(100)).min(1).max(20),
  flows: z.array(signOnFlow).min(1),
});
export type SignOn = z.infer<typeof signOn>;

export const signOnInput = z.strictObject({
  /** Compact JWS from the provider; one use, and its `nonce`, where there is one, is the device key's thumbprint. */
  idToken: shortText(limits.idTokenChars),
  device: z.strictObject({ browser: shortText(100), extensionVersion: shortText(50) }),
});
export type SignOnInput = z.infer<typeof signOnInput>;

/** A part of `routes.ts`. */
export const signOnRoutes = {
  getSignOn: {
    method: "GET",
    path: "/v1/sign-on",
    summary: "Where and how this intake's people sign on; nothing where they do not",
    callers: { anyone: "any" },
    answer: z.object({ signOn: signOn.optional() }),
  },
  enrolBySignOn: {
    method: "POST",
    path: "/v1/enrolments/sign-on",
    summary: "Make a device known, or known again, with an ID token of the organisation's provider",
    callers: { "new-device": "any" },
    body: signOnInput,
    maxBytes: limits.signOnBodyBytes,
    answer: enrolled,
  },
} as const;

/** What a person types elsewhere to sign on. */
export interface UserCode {
  code: string;
  /** Where to type it. */
  address: string;
  /** The same with the code in it. */
  completeAddress?: string;
  /** That, or the address, as a QR code: modules on each side, and SVG path data in modules. */
  qr: { side: number; path: string };
  expiresAt: string;
}
