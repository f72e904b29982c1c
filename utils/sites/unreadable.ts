/** Tries every selector of served recipes in this browser, before one of them is used. */

/** What stands in a recipe and is no selector. */
const other = /^(?:kinds?|page|read|as|in|place|look|recycled|surfaces|says|reason|relation)$/;

/** The selectors in a piece of a recipe, however deep they lie. */
export function everySelector(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (other.test(key) ? [] : everySelector(inner)));
}

/** The first selector that this browser cannot parse. */
export function findUnreadable(value: unknown, document: Document): string | undefined {
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
