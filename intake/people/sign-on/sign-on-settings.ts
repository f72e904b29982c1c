/** Settings of single sign-on, from the environment: the provider and the meaning of its claims. */

import { z } from "zod";
import { isProtectedAddress } from "../../../utils/shared/contract/protected-address.ts";
import { type SignOn, type SignOnFlow, signOnFlow } from "../../../utils/shared/contract/sign-on.ts";
import { type Role, role } from "../../../utils/shared/contract/site.ts";
import { plainError } from "../../core/plain-errors.ts";
import { describeIssues } from "../../core/settings-text.ts";

export interface SignOnSettings extends SignOn {
  /** A claim's name, or a path such as `realm_access.roles`. */
  roleClaim: string;
  /** Maps values of that claim to roles. */
  roles: ReadonlyMap<string, Role>;
  nameClaim: string;
  /** Claim with the person's unit; if undefined, administrators assign units. */
  unitClaim: string | undefined;
}

/** Days without sign-on after which a device must sign on again. */
export const defaultMaxAgeDays = 30;

const words = (text: string) => text.split(/[\s,]+/).filter((word) => word !== "");

const roles = z.string("is missing").transform((text, context): ReadonlyMap<string, Role> => {
  const read = z.record(z.string().min(1), role).safeParse(parse(text));
  if (read.success && Object.keys(read.data).length > 0) return new Map(Object.entries(read.data));
  context.addIssue(
    `must be JSON such as {"lapor-petugas":"officer"}, with the roles ${role.options.join(", ")}`,
  );
  return z.NEVER;
});

const flows = z
  .string()
  .default("code")
  .transform((text, context): SignOnFlow[] => {
    const read = z.array(signOnFlow).min(1).safeParse(words(text));
    if (read.success) return read.data;
    context.addIssue("must be code, device or both");
    return z.NEVER;
  });

/** Each setting with its description; `docs/settings.md` is generated from it. */
export const signOnSettings = z.object({
  OIDC_ISSUER: z
    .string("is missing")
    .refine(isIssuer, {
      error: "must be an https address without query, as in the provider's tokens",
    })
    .describe("Provider, exactly as in its tokens. https only."),
  OIDC_CLIENT_ID: z
    .string("is missing")
    .max(200)
    .describe(
      "Public client without a secret, with PKCE. Grants: `authorization_code` and, for the device flow, `urn:ietf:params:oauth:grant-type:device_code`. Redirect address: `https://EXTENSION_ID.chromiumapp.org/` in Chrome and Edge, `browser.identity.getRedirectURL()` in Firefox.",
    ),
  OIDC_SCOPES: z
    .string()
    .default("openid profile")
    .transform(words)
    .refine((scopes) => scopes.includes("openid"), { error: "must contain openid" })
    .describe("Scopes to ask for; must contain `openid`."),
  OIDC_FLOWS: flows.describe(
    "`code` accepts only tokens that are bound to the device's key by their nonce. `code device` also accepts codes typed on another device, which have no nonce.",
  ),
  OIDC_ROLE_CLAIM: z
    .string("is missing")
    .describe(
      "Claim with the role: a name, or a path such as `realm_access.roles`. Its value is a name, a list, or an object with names as keys.",
    ),
  OIDC_ROLES: roles.describe(
    'JSON that maps values of that claim to roles: `{"lapor-petugas":"officer","lapor-penyelia":"supervisor"}`. A person needs exactly one of them.',
  ),
  OIDC_NAME_CLAIM: z.string().default("name").describe("Claim with the person's name."),
  OIDC_UNIT_CLAIM: z
    .string()
    .optional()
    .describe("Claim with the person's unit, which must exist. If unset, administrators assign units."),
});

const maxAgeDays = z.coerce
  .number("must be a number of days")
  .int("must be a whole number of days")
  .min(1, "must be at least 1")
  .max(3650, "must be at most 3650")
  .default(defaultMaxAgeDays)
  .describe("Days that a device may be used without signing on again.");

export const maxAgeSettings = z.object({ OIDC_MAX_AGE_DAYS: maxAgeDays });

type Environment = Record<string, string | undefined>;

/** Returns undefined if nothing of it is set. Throws with one sentence per wrong setting. */
export function readSignOn(env: Environment): SignOnSettings | undefined {
  if (!Object.keys(signOnSettings.shape).some((name) => env[name] !== undefined)) return undefined;
  const read = signOnSettings.safeParse(env, { error: plainError });
  if (!read.success) throw new Error(describeIssues(read.error));
  const { data } = read;
  return {
    issuer: data.OIDC_ISSUER,
    clientId: data.OIDC_CLIENT_ID,
    scopes: data.OIDC_SCOPES,
    flows: [...new Set(data.OIDC_FLOWS)],
    roleClaim: data.OIDC_ROLE_CLAIM,
    roles: data.OIDC_ROLES,
    nameClaim: data.OIDC_NAME_CLAIM,
    unitClaim: data.OIDC_UNIT_CLAIM,
  };
}

/** Applies without a provider too, so that switching sign-on off does not extend a device's access. */
export function readMaxAgeDays(env: Environment): number {
  const read = maxAgeSettings.safeParse(env, { error: plainError });
  if (!read.success) throw new Error(describeIssues(read.error));
  return read.data.OIDC_MAX_AGE_DAYS;
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const address = new URL(text);
  return (
    isProtectedAddress(address) && address.search === "" && address.hash === "" && address.username === ""
  );
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
