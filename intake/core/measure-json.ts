/** Measures JSON before parsing, in one pass that stops at a limit. */

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
 * Returns the number of member names, to detect duplicate keys by comparison with the parsed value, or the
 * exceeded limit. Accepts any text; the number is exact only for valid JSON.
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

/** Position of the next quote preceded by an even number of backslashes. */
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
