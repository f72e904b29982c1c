/** Runs cleanup acts when the process exits before the caller could run them. Uses one exit listener for all. */

const acts = new Set<() => unknown>();

/** `act` must be synchronous, because nothing is awaited at exit. Returns a function that removes it. */
export function atExit(act: () => unknown): () => void {
  if (!process.listeners("exit").includes(doAll)) process.on("exit", doAll);
  acts.add(act);
  return () => void acts.delete(act);
}

function doAll(): void {
  for (const act of acts) act();
}
