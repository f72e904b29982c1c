/** Clears away behind a program that ends before it could: whatever is still listed then is done, in one listener for all. */

const acts = new Set<() => unknown>();

/** `act`: done at once, since nothing is waited for any more. Gives what takes it off the list. */
export function atExit(act: () => unknown): () => void {
  if (!process.listeners("exit").includes(doAll)) process.on("exit", doAll);
  acts.add(act);
  return () => void acts.delete(act);
}

function doAll(): void {
  for (const act of acts) act();
}
