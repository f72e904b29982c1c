/** Fills the placeholders of a text. */

/** Replaces `{name}` with its value. `{name:one|many}` (English only) selects the word for the number. */
export function fill(pattern: string, values: Record<string, string | number>): string {
  return pattern.replaceAll(
    /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g,
    (_all, name: string, one?: string, many?: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`text needs a value for {${name}}: ${pattern}`);
      if (one === undefined || many === undefined) return String(value);
      return Number(value) === 1 ? one : many;
    },
  );
}
