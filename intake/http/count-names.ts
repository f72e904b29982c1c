/** Counts the members that JSON names: more than its value has means that one was named twice. */

const quote = '"'.charCodeAt(0);
const colon = ":".charCodeAt(0);
const backslash = "\\".charCodeAt(0);

/** `json`: text that JSON.parse has taken, where outside of strings each colon follows a name. */
export function countNames(json: string): number {
  let names = 0;
  for (let at = 0; at < json.length; at++) {
    const unit = json.charCodeAt(at);
    if (unit === colon) names++;
    else if (unit === quote) at = endOfString(json, at);
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
