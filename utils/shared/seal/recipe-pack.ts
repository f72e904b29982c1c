/** Signs recipe packs, and verifies them before their content is used. */

import { CompactSign, compactVerify, importJWK } from "jose";
import type { PublicKey } from "../contract/enrolment.ts";
import type { SiteRecipesData } from "../contract/recipe.ts";
import { fail, ok, type Result } from "../contract/result.ts";
import { canonicalJson, thumbprintOf } from "./digest.ts";

const typ = "recipes+jws";
const alg = "ES256";

/** The publisher's key pair. The private half never leaves the publishing machine. */
export interface PackKey {
  privateKey: CryptoKey;
  publicKey: PublicKey;
}

type Recipes = Pick<SiteRecipesData, "posts" | "fields">;

/** Returns true if both have the same recipe at the index, with the same readings of fields. */
export function hasSameRecipe(one: Recipes, other: Recipes, index: number): boolean {
  const at = ({ posts, fields }: Recipes) => canonicalJson([posts[index] ?? null, fields[index] ?? null]);
  return one.posts[index] !== undefined && at(one) === at(other);
}

/** Returns a compact JWS over the pack's JSON. */
export async function signPack(pack: unknown, { privateKey, publicKey }: PackKey): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(pack)))
    .setProtectedHeader({ alg, typ, kid: await thumbprintOf(publicKey) })
    .sign(privateKey);
}

/**
 * Returns the signed JSON. `recipes-signature` if the signature is not this key's or the input is not a signed
 * pack.
 */
export async function openPack(jws: string, key: PublicKey): Promise<Result<unknown>> {
  try {
    const { payload, protectedHeader } = await compactVerify(jws, await importJWK(key, alg), {
      algorithms: [alg],
    });
    if (protectedHeader.typ !== typ) return fail("recipes-signature", "signed for another use");
    return ok(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload)));
  } catch (error) {
    return fail("recipes-signature", error instanceof Error ? error.message.slice(0, 200) : undefined);
  }
}
