/** Maps the provider's claims to a name, exactly one role, and optionally a unit. */

import type { JWTPayload } from "jose";
import { limits } from "../../../utils/shared/contract/limits.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import type { SignOnSettings } from "./sign-on-settings.ts";

export interface ClaimedIdentity {
  name: string;
  role: Role;
  /** Set only if units come from the provider. */
  unit: string | undefined;
}

/**
 * Problem: `sign-on-no-role` if the claims contain no known role or several; the intake does not guess.
 * Likewise if units come from the provider and none is given, because a person without a unit sees
 * everything.
 */
export function readClaims(claims: JWTPayload, settings: SignOnSettings): Result<ClaimedIdentity> {
  const values = namesIn(claimAt(claims, settings.roleClaim));
  const roles = [...new Set(values.flatMap((value) => settings.roles.get(value) ?? []))];
  const [role] = roles;
  if (!role) return fail("sign-on-no-role", `claim ${settings.roleClaim}`);
  if (roles.length > 1) return fail("sign-on-no-role", `several roles: ${roles.sort().join(", ")}`);
  const name = textIn(claimAt(claims, settings.nameClaim));
  if (name === undefined) return fail("sign-on-token", `claim ${settings.nameClaim}`);
  const { unitClaim } = settings;
  const unit = unitClaim === undefined ? undefined : textIn(claimAt(claims, unitClaim));
  if (unitClaim !== undefined && unit === undefined) return fail("sign-on-no-role", `claim ${unitClaim}`);
  return ok({ name, role, unit });
}

/** Tries the whole name first, because some claim names are addresses with dots. */
function claimAt(claims: JWTPayload, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path.split(".").reduce<unknown>((at, name) => {
    const holds = typeof at === "object" && at !== null && Object.hasOwn(at, name);
    return holds ? (at as Record<string, unknown>)[name] : undefined;
  }, claims);
}

/** Accepts one name, a list, or an object with names as keys. */
function namesIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.filter((text) => typeof text === "string");
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

/** Returns undefined if it is no valid name; a signature proves its origin, not its harmlessness. */
function textIn(value: unknown): string | undefined {
  if (typeof value !== "string" || !value.isWellFormed()) return undefined;
  const text = value.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return text !== "" && text.length <= limits.nameChars ? text : undefined;
}
