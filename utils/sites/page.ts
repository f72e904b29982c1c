/** The page a recipe is read on. */

export interface Page {
  document: Document;
  /** The page's own address; relative ones are resolved against it. */
  address: string;
}

/** Path and hash, which recipes name: `/watch`, `/k/#@contoh`. */
export function pathOf(address: string): string {
  const url = URL.parse(address);
  return url ? url.pathname + url.hash : "";
}

/** Telegram's clients show private chats too, and Studio shows its owner what nobody else sees yet. */
export function isNeverPublic(address: string): boolean {
  return /^(?:web\.telegram\.org|studio\.youtube\.com)$/.test(URL.parse(address)?.hostname ?? "");
}

/** Whether one of the patterns is the whole path, or, when they begin with `!`, none of them. */
export function isOn(patterns: readonly string[], path: string): boolean {
  return patterns[0]?.[0] === "!"
    ? !patterns.some((pattern) => fits(pattern.slice(1), path))
    : patterns.some((pattern) => fits(pattern, path));
}

/** `*` stands for any characters, so that no pattern can be slow. */
function fits(pattern: string, path: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) return path === pattern;
  if (!path.startsWith(first) || path.length < first.length + last.length || !path.endsWith(last))
    return false;
  let at = first.length;
  for (const middle of rest) {
    const found = path.indexOf(middle, at);
    if (found < 0) return false;
    at = found + middle.length;
  }
  return at <= path.length - last.length;
}
