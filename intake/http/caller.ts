/** Who is asking, as the handlers see them. */

import type { PublicKey } from "../../utils/contract/enrolment.ts";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import type { Caller as CallerName, KeyScope, Reach } from "../../utils/contract/route.ts";
import type { Role } from "../../utils/contract/site.ts";
import type { Unit } from "../store/scope.ts";

/** A key and its RFC 7638 thumbprint. */
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
  unit: Unit | null;
  enrolledAt: Date;
}

export interface UnknownDevice extends DeviceKey {
  kind: "new-device";
  /** Known, but its person has not signed on for too long: until then it counts as new. */
  signOnAgain: boolean;
}

export interface OtherSystem {
  kind: "key";
  keyId: string;
  scope: KeyScope;
  /** With the scope `platform`: the id of the channel whose requests it answers. */
  channel?: string;
}

export type Caller = Person | UnknownDevice | OtherSystem;

/** The callers that a route's names let in; who asks is not looked at where anyone may. */
export type CallerOf<N extends CallerName> = N extends Role
  ? Person
  : N extends "new-device"
    ? UnknownDevice | Person
    : N extends `key:${string}`
      ? OtherSystem
      : undefined;

export type Callers = Readonly<Partial<Record<CallerName, Reach>>>;

/** The one place where roles decide who may call a route, and how far. */
export function checkCaller(callers: Callers, caller: Caller): Result<Reach> {
  const name = nameOf(caller);
  const reach = callers[name];
  if (reach) return ok(reach);
  // A device that is known already may ask to be enrolled: the first answer may have been lost on the way.
  if (callers["new-device"] && caller.kind === "person") return ok(callers["new-device"]);
  return caller.kind === "new-device"
    ? fail(caller.signOnAgain ? "sign-on-again" : "device-unknown")
    : fail("role-forbidden", `${name} may not call this`);
}

function nameOf(caller: Caller): CallerName {
  if (caller.kind === "person") return caller.role;
  return caller.kind === "key" ? `key:${caller.scope}` : "new-device";
}
