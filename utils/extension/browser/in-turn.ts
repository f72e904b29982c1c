/** Serialises changes of one thing, so that a change that started earlier cannot restore deleted data. */

const last = new Map<string, Promise<unknown>>();

export async function inTurn<T>(name: string, change: () => Promise<T>): Promise<T> {
  const turn = (last.get(name) ?? Promise.resolve()).then(change, change);
  last.set(name, turn);
  try {
    return await turn;
  } finally {
    if (last.get(name) === turn) last.delete(name);
  }
}
