/** Runs in a page of the extension: enrols it with a filled outbox, and triggers sending. */

interface Extension {
  runtime: { sendMessage(message: object): Promise<{ ok: boolean }> };
}

/** Shared by the functions below, each of which is serialised into the page separately. */
interface Kit {
  chrome: Extension;
  drain(): Promise<unknown>;
  /** Resolves when the transaction is complete. */
  write<T>(database: string, stores: string[], act: (tx: IDBTransaction) => T): Promise<T>;
}

/** Enrols with a fake identity and a key; a real intake would reject it. */
export async function becomeDevice(intake: string): Promise<void> {
  const kit = globalThis as unknown as Kit;
  const { chrome } = kit;
  kit.drain = () => chrome.runtime.sendMessage({ name: "drain-outbox", input: {} });
  kit.write = (database, stores, act) =>
    new Promise((resolve, reject) => {
      const opening = indexedDB.open(database);
      opening.onupgradeneeded = () => {
        for (const store of stores) opening.result.createObjectStore(store);
      };
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const tx = opening.result.transaction(stores, "readwrite");
        const result = act(tx);
        tx.onabort = () => reject(tx.error);
        tx.oncomplete = () => {
          opening.result.close();
          resolve(result);
        };
      };
    });
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
    "sign",
    "verify",
  ]);
  await kit.write("keys", ["keys"], (tx) => tx.objectStore("keys").put(keys, "device"));
  const identity = {
    deviceId: crypto.randomUUID(),
    personId: crypto.randomUUID(),
    name: "Bench",
    role: "officer",
    organisation: "Kominfo",
    enrolledAt: new Date().toISOString(),
  };
  await kit.write("settings", ["settings"], (tx) =>
    tx.objectStore("settings").put({ intake, identity }, "connection"),
  );
  // Makes the outbox's database, where there is none yet.
  await kit.drain();
}

/** Adds rows in the outbox's format; waiting ones have their text and a file. */
export async function addRows({ count, state }: { count: number; state: string }): Promise<void> {
  const { write } = globalThis as unknown as Kit;
  const waits = state === "waiting";
  const made: { row: { reportId: string }; body: string; sha256: string; bytes: Uint8Array }[] = [];
  for (let index = 0; index < count; index++) {
    const bytes = crypto.getRandomValues(new Uint8Array(20_000));
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const reportId = crypto.randomUUID();
    const row = {
      reportId,
      number: "LK-00000-00000",
      subject: `x:post:${index}`,
      category: "JUDI",
      state,
      savedAt: new Date().toISOString(),
      tries: 0,
      received: !waits,
      filesLeft: waits ? [sha256] : [],
      filesTotal: 1,
    };
    const body = JSON.stringify({ id: reportId, file: sha256, filler: "teks ".repeat(1_000) });
    made.push({ row, body, sha256, bytes });
  }
  await write("outbox", ["reports", "bodies", "files"], (tx) => {
    for (const { row, body, sha256, bytes } of made) {
      tx.objectStore("reports").put({ row });
      if (!waits) continue;
      tx.objectStore("bodies").put({ reportId: row.reportId, body });
      tx.objectStore("files").put({ sha256, bytes });
    }
  });
}

/**
 * Presses "try now", then deletes the rows that were waiting, so that every round starts equal. `sent`: how many of them
 * were sent.
 */
export async function drainAll(): Promise<{ ms: number; sent: number }> {
  const { write, drain } = globalThis as unknown as Kit;
  const waiting = await write("outbox", ["reports"], (tx) =>
    tx.objectStore("reports").index("byState").getAllKeys("waiting"),
  );
  const startMs = performance.now();
  await drain();
  const ms = performance.now() - startMs;
  let sent = 0;
  await write("outbox", ["reports"], (tx) => {
    for (const key of waiting.result) {
      const read = tx.objectStore("reports").get(key);
      read.onsuccess = () => {
        if (read.result?.row.state === "sent") sent++;
        tx.objectStore("reports").delete(key);
      };
    }
  });
  return { ms, sent };
}
