/** The browser's network information: connectivity and metering. */

interface NetworkInformation extends EventTarget {
  saveData?: boolean;
}

/** Undefined in Firefox, which has no such API. */
function information(): NetworkInformation | undefined {
  return (navigator as { connection?: NetworkInformation }).connection;
}

/** True if the person or the system asked to save data. */
export function isMetered(): boolean {
  return information()?.saveData === true;
}

export function onNetwork(listener: () => void): void {
  globalThis.addEventListener?.("online", listener);
  information()?.addEventListener?.("change", listener);
}
