/** The stored pack, verified with the pinned key each time it is read from disk. */

import { builtInVersion } from "../../page/sites/index.ts";
import type { PublicKey } from "../../shared/contract/enrolment.ts";
import type { RecipePack, RecipesState } from "../../shared/contract/recipe.ts";
import type { Result } from "../../shared/contract/result.ts";
import { modelState } from "../../shared/contract/suggestion.ts";
import { thumbprintOf } from "../../shared/seal/digest.ts";
import { connection } from "../browser/storage.ts";
import { checkPack } from "./check-pack.ts";
import { type StoredRecipes, storedRecipes } from "./stored-recipes.ts";

export interface VerifiedPack {
  /** Absent if not enrolled, or if enrolled before the intake had a key. */
  key?: PublicKey;
  stored: StoredRecipes;
  pack?: RecipePack;
}

/** Cache of the last verification, so that opening a page does not wait for it. */
let lastVerification: { jws: string; kid: string; answer: Result<RecipePack> } | undefined;

/** Ignores a pack stored under another intake's key. */
export async function readVerifiedPack(): Promise<VerifiedPack> {
  if (import.meta.env.PUBLISHED_RECIPES === false) return { stored: { kid: "", version: 0 } };
  const [connected, onDisk] = await Promise.all([connection.getValue(), storedRecipes.getValue()]);
  const key = connected?.recipesKey;
  if (!key) return { stored: { kid: "", version: 0, ...(onDisk?.kid === "" ? onDisk : {}) } };
  const kid = await thumbprintOf(key);
  if (onDisk?.kid !== kid) return { key, stored: { kid, version: 0 } };
  const { jws } = onDisk;
  if (jws === undefined) return { key, stored: onDisk };
  if (lastVerification?.jws !== jws || lastVerification.kid !== kid) {
    lastVerification = { jws, kid, answer: await checkPack(jws, key, 0) };
  }
  const { answer } = lastVerification;
  // After an update the extension may no longer have a transform that the pack names.
  return answer.ok ? { key, stored: onDisk, pack: answer.value } : { key, stored: onDisk };
}

/** For the settings page. */
export async function readRecipesState(): Promise<RecipesState> {
  const { stored, pack } = await readVerifiedPack();
  const { acceptedAt, askedAt, refusal } = stored;
  return {
    builtIn: builtInVersion,
    ...(pack && acceptedAt
      ? {
          pack: {
            version: pack.version,
            issuedAt: pack.issuedAt,
            acceptedAt,
            off: pack.off,
            ...(pack.model ? { model: modelState.parse(pack.model) } : {}),
          },
        }
      : {}),
    ...(askedAt ? { askedAt } : {}),
    ...(refusal ? { refusal } : {}),
  };
}
