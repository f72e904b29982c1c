/** The browser's policy, read on each use so that a change takes effect at once. */

import { type Managed, managed } from "../../shared/contract/managed-policy.ts";
import { intakeOrigin } from "../../shared/contract/protected-address.ts";
import { fail } from "../../shared/contract/result.ts";
import type { Language } from "../../shared/contract/site.ts";
import { readManagedStorage } from "../browser/browser.ts";
import { language } from "../browser/storage.ts";

export interface Policy {
  /** Valid settings; `intake` is an origin. */
  set: Managed;
  /** Names of unknown or invalid settings, which are ignored. */
  wrong: string[];
}

export async function readPolicy(): Promise<Policy> {
  const policy: Policy = { set: {}, wrong: [] };
  for (const [name, value] of Object.entries(await readManagedStorage())) {
    const parsed = parse(name, value);
    if (parsed === undefined) policy.wrong.push(name.slice(0, 100));
    else Object.assign(policy.set, { [name]: parsed });
  }
  return policy;
}

function parse(name: string, value: unknown): unknown {
  if (!Object.hasOwn(managed.shape, name)) return undefined;
  const held = managed.shape[name as keyof Managed].safeParse(value).data;
  return name === "intake" && held ? intakeOrigin(String(held)) : held;
}

/** Returns the language set by policy, else the person's choice. */
export async function readLanguage(): Promise<Language> {
  const [policy, chosen] = await Promise.all([readPolicy(), language.getValue()]);
  return policy.set.language ?? chosen;
}

/**
 * Why policy forbids this intake (`intake-managed`), or this way of enrolling (`code-managed`,
 * `sign-on-managed`); undefined if it is allowed.
 */
export async function isRefusedByPolicy(
  origin: string,
  way?: "code" | "sign-on",
): Promise<ReturnType<typeof fail> | undefined> {
  const { intake, signOn } = (await readPolicy()).set;
  // Waiting reports keep waiting: the policy may be corrected, or the browser enrolled at the right intake.
  if (intake !== undefined && intake !== origin) return fail("intake-managed", intake, "later");
  if (way === "code" && signOn === "only") return fail("code-managed");
  return way === "sign-on" && signOn === "off" ? fail("sign-on-managed") : undefined;
}
