/** Tries every selector of served recipes in this browser, before one of them is used. */

/** What stands in a recipe and is no selector. */
const other = /^(?:kinds?|page|read|as|in|place|look|recycled|surfaces|says|reason|relation)$/;

/** The first selector that this browser cannot parse. */
export function findUnreadable(value: unknown, document: Document): string | undefined {
  const fragment = document.createDocumentFragment();
  const waiting = [value];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (typeof one === "string") {
      try {
        fragment.querySelector(one);
      } catch {
        return one;
      }
    } else if (typeof one === "object" && one !== null) {
      for (const [key, inner] of Object.entries(one)) if (!other.test(key)) waiting.push(inner);
    }
  }
  return undefined;
}
