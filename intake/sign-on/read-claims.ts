/** What the provider's claims mean here: a name, exactly one role, and perhaps a unit. */

import type { JWTPayload } from "jose";
import { limits } from "../../utils/contract/limits.ts";
import { fail, ok, type Result } from "../../utils/contract/result.ts";
import type { Role } from "../../utils/contract/site.ts";
import type { SignOnSettings } from "./settings.ts";

export interface SignedOn {
  name: string;
  role: Role;
  /** Only where units come from the provider. */
  unit: string | undefined;
}

/**
 * `sign-on-no-role` when no role of ours is among the claims, or more than one: which of them counts is not for us to
 * guess. Likewise without a unit where units come from the provider, since who has none sees everything.
 */
export function readClaims(claims: JWTPayload, settings: SignOnSettings): Result<SignedOn> {
  const values = namesIn(claimAt(claims, settings.roleClaim));
  const found = [...new Set(values.flatMap((value) => settings.roles.get(value) ?? []))];
  const [role] = found;
  if (!role) return fail("sign-on-no-role", `claim ${settings.roleClaim}`);
  if (found.length > 1) return fail("sign-on-no-role", `several roles: ${found.sort().join(", ")}`);
  const name = textIn(claimAt(claims, settings.nameClaim));
  if (name === undefined) return fail("sign-on-token", `claim ${settings.nameClaim}`);
  const { unitClaim } = settings;
  const unit = unitClaim === undefined ? undefined : textIn(claimAt(claims, unitClaim));
  if (unitClaim !== undefined && unit === undefined) return fail("sign-on-no-role", `claim ${unitClaim}`);
  return ok({ name, role, unit });
}

/** By its own name first: some are addresses and hold dots. */
function claimAt(claims: JWTPayload, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path.split(".").reduce<unknown>((at, name) => {
    const holds = typeof at === "object" && at !== null && Object.hasOwn(at, name);
    return holds ? (at as Record<string, unknown>)[name] : undefined;
  }, claims);
}

/** One name, a list of them, or an object whose keys they are. */
function namesIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.filter((one) => typeof one === "string");
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

/** Absent when it cannot be a name: a signature over it makes it the provider's, not harmless. */
function textIn(value: unknown): string | undefined {
  if (typeof value !== "string" || !value.isWellFormed()) return undefined;
  const text = value.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return text !== "" && text.length <= limits.nameChars ? text : undefined;
}
