/** What policy sets for this browser, read anew each time: a change counts at once, wherever the person is. */

import { type Managed, managed } from "../contract/managed.ts";
import { fail } from "../contract/result.ts";
import type { Language } from "../contract/site.ts";
import { readManagedStorage } from "./browser-policy.ts";
import { intakeOrigin } from "./intake-origin.ts";
import { language } from "./storage.ts";

export interface Policy {
  /** What holds; `intake` is an origin. */
  set: Managed;
  /** Names of the settings that do not parse or do not exist: those are as if they were not there. */
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

/** Undefined for what does not hold. */
function parse(name: string, value: unknown): unknown {
  if (!Object.hasOwn(managed.shape, name)) return undefined;
  const held = managed.shape[name as keyof Managed].safeParse(value).data;
  return name === "intake" && held ? intakeOrigin(String(held)) : held;
}

/** The language that counts: policy's before the person's. */
export async function readLanguage(): Promise<Language> {
  return (await readPolicy()).set.language ?? language.getValue();
}

/**
 * Why nothing may go to this intake (`intake-managed`), or not in this way for a new device (`code-managed`,
 * `sign-on-managed`); undefined where policy has nothing against it.
 */
export async function refusedByPolicy(
  origin: string,
  way?: "code" | "sign-on",
): Promise<ReturnType<typeof fail> | undefined> {
  const { intake, signOn } = (await readPolicy()).set;
  // What waits for the right intake goes on waiting: policy may be mended, and the browser enrolled there.
  if (intake !== undefined && intake !== origin) return fail("intake-managed", intake, "later");
  if (way === "code" && signOn === "only") return fail("code-managed");
  return way === "sign-on" && signOn === "off" ? fail("sign-on-managed") : undefined;
}
