/** Validates a pack from the intake. A refused pack has no effect at all. */

import { z } from "zod";
import type { PublicKey } from "../../shared/contract/enrolment.ts";
import { limits } from "../../shared/contract/limits.ts";
import { type RecipePack, recipePack } from "../../shared/contract/recipe.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import { openPack } from "../../shared/seal/recipe-pack.ts";
import { unknownNames } from "./unknown-names.ts";

/**
 * `newest`: the highest version that this device has accepted under this key. Problems in the order of the
 * checks: `recipes-signature`, `recipes-too-large`, `recipes-schema`, `recipes-transform`, `recipes-version`.
 */
export async function checkPack(jws: string, key: PublicKey, newest: number): Promise<Result<RecipePack>> {
  const opened = await openPack(jws, key);
  if (!opened.ok) return opened;
  if (jws.length > limits.packChars) return fail("recipes-too-large", `${jws.length} characters`);
  const read = recipePack.safeParse(opened.value);
  if (!read.success) return fail("recipes-schema", z.prettifyError(read.error).slice(0, 900));
  const unknown = Object.entries(read.data.sites).flatMap(([site, recipes]) =>
    unknownNames(recipes).map((name) => `${site}.${name}`),
  );
  if (unknown.length > 0) return fail("recipes-transform", unknown.join(", ").slice(0, 900));
  if (read.data.version <= newest) {
    return fail("recipes-version", `${read.data.version} after ${newest}`);
  }
  return ok(read.data);
}
