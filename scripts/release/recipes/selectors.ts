/** Validates selectors more strictly than a page would, so that unsupported ones are found before publication. */

import { Window } from "happy-dom";
import { everySelector } from "../../../utils/page/sites/engine/unreadable.ts";
import type { SiteRecipesData } from "../../../utils/shared/contract/recipe.ts";

/** happy-dom accepts any pseudo-class, and browsers differ in rare ones. All supported browsers know these. */
const pseudoClasses =
  /^(?:is|where|not|has|root|empty|checked|disabled|enabled|(?:first|last|only)-(?:child|of-type)|nth-(?:last-)?(?:child|of-type)\((?:odd|even|\d+|-?\d*n(?: ?\+ ?\d+)?)\))$/;

export function brokenSelectors(recipes: SiteRecipesData): string[] {
  const { document } = new Window();
  const fragment = document.createDocumentFragment();
  return everySelector(recipes).filter((selector) => {
    try {
      fragment.querySelector(selector);
      document.createElement("a").matches(selector);
    } catch {
      return true;
    }
    return !pseudoNames(selector).every((name) => pseudoClasses.test(name));
  });
}

/** Pseudo-class names outside quotes, `nth-…` with its argument. A pseudo-element begins with a second colon. */
function pseudoNames(selector: string): string[] {
  const bare = selector.replace(/\\.|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "_");
  return [...bare.matchAll(/:(nth-[a-z-]+\([^)]*\)|:?[a-z-]*)/gi)].map(([, name = ""]) => name);
}
