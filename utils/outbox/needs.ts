/** Which files some report still has to send; what does not parse counts too, for what is deleted never comes back. */

interface Needs {
  plain(sha256: string): boolean;
  wrapped(key: readonly [string, string]): boolean;
}

interface Loose {
  row?: { filesLeft?: unknown; deviceId?: unknown };
}

export function readNeeds(reports: readonly object[]): Needs {
  const plain = new Set<string>();
  const wrapped = new Set<string>();
  for (const { row } of reports as readonly Loose[]) {
    for (const sha256 of Array.isArray(row?.filesLeft) ? row.filesLeft.map(String) : []) {
      plain.add(sha256);
      wrapped.add(`${sha256} ${row?.deviceId}`);
    }
  }
  return {
    plain: (sha256) => plain.has(sha256),
    wrapped: ([sha256, deviceId]) => wrapped.has(`${sha256} ${deviceId}`),
  };
}
