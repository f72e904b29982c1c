/**
 * Finds people with the same name: possibly one person with two accounts, who could confirm their own
 * decision.
 */

export interface Account {
  id: string;
  name: string;
  /** Number of devices that are not revoked. */
  devices: number;
  suspendedAt: Date | null;
}

export interface Namesakes {
  name: string;
  /** Ids of the people. */
  people: string[];
}

/** Only among people who can act. Ignores case, spaces and Unicode variants. */
export function findNamesakes(accounts: readonly Account[]): Namesakes[] {
  const acting = accounts.filter(({ devices, suspendedAt }) => devices > 0 && !suspendedAt);
  const byName = Map.groupBy(acting, ({ name }) => plainName(name));
  return [...byName.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({ name: group[0]?.name ?? "", people: group.map(({ id }) => id) }));
}

export function plainName(name: string): string {
  return name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}
