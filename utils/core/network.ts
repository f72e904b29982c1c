/** What the browser tells about the network: whether it is there again, and whether every byte of it costs. */

interface NetworkInformation extends EventTarget {
  saveData?: boolean;
}

/** Undefined where the browser does not tell (Firefox). */
function information(): NetworkInformation | undefined {
  return (navigator as { connection?: NetworkInformation }).connection;
}

/** The person or the system asked to save data. */
export function isMetered(): boolean {
  return information()?.saveData === true;
}

/** The network came back, or became another. */
export function onNetwork(listener: () => void): void {
  globalThis.addEventListener?.("online", listener);
  information()?.addEventListener?.("change", listener);
}
