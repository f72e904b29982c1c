/** Serialises changes of one thing, so that a change that started earlier cannot restore deleted data. */

const pendingByName = new Map<string, Promise<unknown>>();

export async function runExclusive<T>(name: string, change: () => Promise<T>): Promise<T> {
  const turn = (pendingByName.get(name) ?? Promise.resolve()).then(change, change);
  pendingByName.set(name, turn);
  try {
    return await turn;
  } finally {
    if (pendingByName.get(name) === turn) pendingByName.delete(name);
  }
}
