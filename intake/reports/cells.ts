/** Opens the other servers that share the posts. */

import { logTrust } from "../audit-log/store/trust-log.ts";
import { openPostgres } from "../db/open.ts";
import { joinServers, type Servers } from "../db/servers.ts";
import { restOfSpots } from "../db/spot-owners.ts";
import type { Store } from "../db/store.ts";
import type { EvidenceFiles } from "../evidence/evidence-files.ts";
import { openOwnEvidence } from "../evidence/store/own-evidence.ts";

export interface CellParts {
  store: Store;
  files: EvidenceFiles;
}

export interface Cells {
  own: string;
  /** Name of the server with people and devices. */
  home: string;
  names: readonly string[];
  /** The home server's database; the intake's own store if that is the home server. */
  homeStore: Store;
  /** Opens another server once. A failure is not kept, so that a later request tries again. */
  open(name: string): Promise<CellParts>;
  close(): Promise<void>;
}

/** Opens the home server, and gives the own database its name. The others are opened when a report needs them. */
export async function openCells(
  { own, home, all }: Servers,
  store: Store,
  openDatabase: (address: string) => Promise<Store> = openPostgres,
): Promise<Cells> {
  const opened = new Map<string, Promise<CellParts>>();
  const homeStore = own === home ? store : await openDatabase(addressOf(home).database);
  const join = (db: Store["db"], as: string) =>
    joinServers(db, { home: { name: home, db: homeStore.db }, as }, (tx) =>
      logTrust(
        tx,
        { act: "joined-servers", at: new Date(), by: "administrator" },
        { spot_owners: [restOfSpots] },
      ),
    );

  function addressOf(name: string) {
    const server = all[name];
    if (!server) throw new Error(`CELLS does not name the server ${name}.`);
    return server;
  }

  async function openOther(name: string): Promise<CellParts> {
    const { database, evidence } = addressOf(name);
    const other = name === home ? homeStore : await openDatabase(database);
    try {
      await join(other.db, name);
      return { store: other, files: await openOwnEvidence(other.db, evidence) };
    } catch (error) {
      if (other !== homeStore) await other.close();
      throw error;
    }
  }

  const close = async () => {
    const results = await Promise.allSettled(opened.values());
    const stores = results.flatMap((result) => (result.status === "fulfilled" ? [result.value.store] : []));
    const others = new Set([homeStore, ...stores].filter((other) => other !== store));
    await Promise.all([...others].map((other) => other.close()));
  };
  try {
    await join(store.db, own);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    own,
    home,
    names: Object.keys(all),
    homeStore,
    open(name) {
      const opening = opened.get(name) ?? openOther(name);
      opened.set(name, opening);
      opening.catch(() => opened.delete(name));
      return opening;
    },
    close,
  };
}
