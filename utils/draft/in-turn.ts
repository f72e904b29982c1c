/** Changes of one draft one after another: what was destroyed must not come back with a change that began before. */

const last = new Map<string, Promise<unknown>>();

export async function inTurn<T>(draftId: string, change: () => Promise<T>): Promise<T> {
  const turn = (last.get(draftId) ?? Promise.resolve()).then(change, change);
  last.set(draftId, turn);
  try {
    return await turn;
  } finally {
    if (last.get(draftId) === turn) last.delete(draftId);
  }
}
