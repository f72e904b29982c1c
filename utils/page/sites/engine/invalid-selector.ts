/** Tests every selector of a pack's recipes in this browser before their first use. */

/** Keys of a recipe whose values are not selectors. */
const other = /^(?:kinds?|off|page|read|as|in|place|look|recycled|surfaces|says|reason|relation)$/;

/** Returns all selectors in a part of a recipe, at any depth. */
export function everySelector(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (other.test(key) ? [] : everySelector(inner)));
}

/** Returns the first selector that this browser cannot parse. */
export function findInvalidSelector(value: unknown, document: Document): string | undefined {
  const fragment = document.createDocumentFragment();
  return everySelector(value).find((selector) => {
    try {
      fragment.querySelector(selector);
      return false;
    } catch {
      return true;
    }
  });
}
