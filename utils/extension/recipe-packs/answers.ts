/** Answers requests for data of the recipe pack, from page scripts, the form and the lessons. */

import type { CaptureRecipes, PageRecipes } from "../../shared/contract/recipe.ts";
import { done, fail, ok, type Result } from "../../shared/contract/result.ts";
import type { SiteId } from "../../shared/contract/site.ts";
import type { SuggestionModel } from "../../shared/contract/suggestion.ts";
import { nowMs, toInstant } from "../browser/clock.ts";
import { storedRecipes } from "../browser/storage.ts";
import { captureRecipesBy, pageRecipesBy } from "./apply-pack.ts";
import { readKept } from "./kept.ts";

/** Returns no recipes if the built-in ones apply unchanged. */
export async function readPageRecipes(site: SiteId): Promise<Result<{ recipes?: PageRecipes }>> {
  const { pack, stored } = await readKept();
  const recipes = pageRecipesBy(pack, site, stored.unreadable?.includes(site));
  return ok(recipes ? { recipes } : {});
}

/** `capture-failed` if another version applies now. The requesting page is about to be notified of it. */
export async function readCaptureRecipes(site: SiteId, version: number): Promise<Result<CaptureRecipes>> {
  const { pack } = await readKept();
  const recipes = pack?.version === version ? captureRecipesBy(pack, site) : undefined;
  return recipes ? ok(recipes) : fail("capture-failed", `recipes ${version} are gone`);
}

/** The form classifies the post itself. In the background the classifier would delay every start. */
export async function readModel(): Promise<Result<{ model?: SuggestionModel }>> {
  const { pack } = await readKept();
  return ok(pack?.model ? { model: pack.model } : {});
}

/** The lessons page validates them itself; see `lessonsInForce`. */
export async function readLessons(): Promise<Result<{ lessons?: unknown }>> {
  const { pack } = await readKept();
  return ok(pack?.lessons === undefined ? {} : { lessons: pack.lessons });
}

/** A browser that cannot parse a selector uses the built-in recipes for that site until the next pack. */
export async function refuseRecipes(
  site: SiteId,
  version: number,
  selector: string,
): Promise<Result<Record<string, never>>> {
  const { pack, stored } = await readKept();
  if (pack?.version !== version || stored.unreadable?.includes(site)) return done;
  const { problem } = fail("recipes-selector", `${site}: ${selector}`.slice(0, 900));
  await storedRecipes.setValue({
    ...stored,
    unreadable: [...(stored.unreadable ?? []), site],
    refusal: { problem, at: toInstant(nowMs()) },
  });
  return done;
}
