/** Measures JSON before it is parsed, in one pass: what is too deep or too much costs no memory and no time. */

const quote = '"'.charCodeAt(0);
const backslash = "\\".charCodeAt(0);
const colon = ":".charCodeAt(0);
const comma = ",".charCodeAt(0);
const openList = "[".charCodeAt(0);
const closeList = "]".charCodeAt(0);
const openObject = "{".charCodeAt(0);
const closeObject = "}".charCodeAt(0);

export interface JsonMeasure {
  /** Members that are named. More than the parsed value has: one was named twice. */
  names: number;
  /** At least as many as the text has values; each empty list counts twice. */
  values: number;
  /** Of the innermost list or object; 1 for the outermost. */
  depth: number;
}

/** Of any text; exact only where it is JSON, because only there each bracket, colon and comma has its meaning. */
export function measureJson(json: string): JsonMeasure {
  let [names, values, depth, deepest] = [0, 1, 0, 0];
  for (let at = 0; at < json.length; at++) {
    const unit = json.charCodeAt(at);
    if (unit === quote) at = endOfString(json, at);
    else if (unit === colon) names++;
    else if (unit === comma) values++;
    else if (unit === openList || unit === openObject) {
      values++;
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (unit === closeList || unit === closeObject) depth--;
  }
  return { names, values, depth: deepest };
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
