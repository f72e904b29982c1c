/** Callers as the handlers see them. */

import type { PublicKey } from "../../utils/shared/contract/enrolment.ts";
import { fail, ok, type Result } from "../../utils/shared/contract/result.ts";
import type { Caller as CallerName, KeyScope, Reach } from "../../utils/shared/contract/route.ts";
import type { Affiliation, Role } from "../../utils/shared/contract/site.ts";
import type { Unit } from "./scope.ts";

/** A proof that is to be used once. */
export interface ProofUse {
  jti: string;
  expiresAt: Date;
}

/** A key with its RFC 7638 thumbprint. */
export interface DeviceKey {
  thumbprint: string;
  publicKey: PublicKey;
}

export interface Person extends DeviceKey {
  kind: "person";
  personId: string;
  deviceId: string;
  name: string;
  role: Role;
  /** Undefined or null for a person enrolled without one. */
  affiliation?: Affiliation | null | undefined;
  unit: Unit | null;
  enrolledAt: Date;
}

export interface UnknownDevice extends DeviceKey {
  kind: "new-device";
  /** The device is known, but its person's last sign-on is too old; until the next one it counts as new. */
  signOnAgain: boolean;
}

export interface ApiKeyCaller {
  kind: "key";
  keyId: string;
  scope: KeyScope;
  /** Set with the scopes `platform` and `partner`: id of the channel whose requests or referrals it may answer. */
  channel?: string;
}

export type Caller = Person | UnknownDevice | ApiKeyCaller;

/** Callers that a route's names admit; undefined on public routes. */
export type CallerOf<N extends CallerName> = N extends Role
  ? Person
  : N extends "new-device"
    ? UnknownDevice | Person
    : N extends `key:${string}`
      ? ApiKeyCaller
      : undefined;

export type Callers = Readonly<Partial<Record<CallerName, Reach>>>;

/** The only place where roles decide who may call a route, and with which scope. */
export function checkCaller(callers: Callers, caller: Caller): Result<Reach> {
  const name = nameOf(caller);
  const reach = callers[name];
  if (reach) return ok(reach);
  // An enrolled device may ask again, because the first answer may have been lost.
  if (callers["new-device"] && caller.kind === "person") return ok(callers["new-device"]);
  return caller.kind === "new-device"
    ? fail(caller.signOnAgain ? "sign-on-again" : "device-unknown")
    : fail("role-forbidden", `${name} may not call this`);
}

function nameOf(caller: Caller): CallerName {
  if (caller.kind === "person") return caller.role;
  return caller.kind === "key" ? `key:${caller.scope}` : "new-device";
}

export interface Actor {
  personId: string;
  deviceId: string;
  name: string;
  role: Role;
  affiliation?: Affiliation | null | undefined;
}
