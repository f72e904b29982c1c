/** Measures JSON before it is parsed, in one pass that ends where it is too deep or too much. */

const quote = '"'.charCodeAt(0);
const backslash = "\\".charCodeAt(0);
const colon = ":".charCodeAt(0);
const comma = ",".charCodeAt(0);
const openList = "[".charCodeAt(0);
const closeList = "]".charCodeAt(0);
const openObject = "{".charCodeAt(0);
const closeObject = "}".charCodeAt(0);

export interface JsonLimits {
  /** An empty list counts as two. */
  maxValues: number;
  /** Nesting depth of lists and objects. */
  maxDepth: number;
}

/**
 * How many members are named; more than the parsed value has means that one was named twice. Or the limit that is
 * exceeded. Of any text; exact only where it is JSON, because only there each bracket, colon and comma has its meaning.
 */
export function measureJson(json: string, { maxValues, maxDepth }: JsonLimits): number | keyof JsonLimits {
  let [names, values, depth] = [0, 1, 0];
  for (let at = 0; at < json.length; at++) {
    const unit = json.charCodeAt(at);
    if (unit === quote) at = endOfString(json, at);
    else if (unit === colon) names++;
    else if (unit === comma) values++;
    else if (unit === openList || unit === openObject) {
      values++;
      depth++;
    } else if (unit === closeList || unit === closeObject) depth--;
    if (values > maxValues) return "maxValues";
    if (depth > maxDepth) return "maxDepth";
  }
  return names;
}

/** The place of the next quote with an even number of backslashes before it. */
function endOfString(json: string, start: number): number {
  let at = json.indexOf('"', start + 1);
  while (at > 0 && isEscaped(json, at)) at = json.indexOf('"', at + 1);
  return at < 0 ? json.length : at;
}

function isEscaped(json: string, at: number): boolean {
  let before = at - 1;
  while (json.charCodeAt(before) === backslash) before--;
  return (at - before) % 2 === 0;
}
