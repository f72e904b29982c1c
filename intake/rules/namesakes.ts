/** People who bear one name: perhaps one human with two accounts, who could then confirm their own decision. */

export interface Account {
  id: string;
  name: string;
  /** In use. */
  devices: number;
  suspendedAt: Date | null;
}

export interface Namesakes {
  name: string;
  /** Their ids. */
  people: string[];
}

/** Of those who can act at all; capitals, spaces and ways to write a letter do not tell names apart. */
export function findNamesakes(accounts: readonly Account[]): Namesakes[] {
  const acting = accounts.filter(({ devices, suspendedAt }) => devices > 0 && !suspendedAt);
  const byName = Map.groupBy(acting, ({ name }) => plain(name));
  return [...byName.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({ name: group[0]?.name ?? "", people: group.map(({ id }) => id) }));
}

function plain(name: string): string {
  return name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
}
