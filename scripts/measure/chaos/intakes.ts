/** Replicas of the intake as separate processes, on one database and one evidence store. Each can be killed at any moment. */

import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { enrolPerson, type IntakeProcess, startIntakeProcess } from "../../dev/drivers/intake-process.ts";

export interface Intakes {
  addresses: readonly string[];
  /** Returns a new officer's one-time code. */
  enrol(name: string): Promise<string>;
  /** Kills a replica and restarts it after `forMs`. Resolves to false if it is down or starting already. */
  kill(target: number, forMs: number): Promise<boolean>;
  /** Resolves when all replicas are running. */
  whenUp(): Promise<void>;
  stop(): Promise<void>;
}

export interface IntakesOptions {
  replicas: number;
  dataDir: string;
  env: Record<string, string>;
}

const againMs = 500;

export async function startIntakes({ replicas, dataDir, env }: IntakesOptions): Promise<Intakes> {
  const all: IntakeProcess[] = [];
  // The first replica creates the tables and the keys, so it starts alone.
  for (let index = 0; index < replicas; index++)
    all.push(await startIntakeProcess({ dataDir: folderOf(dataDir, index), env }));
  const starting = new Map<number, Promise<void>>();
  const down = new Set<number>();
  let stopped = false;

  /** Like a process supervisor: starts it again if it exits, for example without a database. */
  const start = (index: number): Promise<void> => {
    const begun =
      starting.get(index) ??
      (async () => {
        while (down.has(index) && !stopped) {
          const failed = await all[index]?.start().catch((error: Error) => error);
          if (failed) await wait(againMs);
          else down.delete(index);
        }
      })().finally(() => starting.delete(index));
    starting.set(index, begun);
    return begun;
  };

  return {
    addresses: all.map(({ address }) => address),
    enrol: (name) => enrolPerson({ ...process.env, ...env, DATA_DIR: folderOf(dataDir, 0) }, "officer", name),
    async kill(target, forMs) {
      const index = target % replicas;
      if (down.has(index)) return false;
      down.add(index);
      await all[index]?.kill();
      setTimeout(() => void start(index), forMs);
      return true;
    },
    whenUp: async () => {
      await Promise.all([...down].map(start));
    },
    stop: async () => {
      stopped = true;
      await Promise.all([...starting.values()]);
      await Promise.all(all.map((one) => one.stop()));
    },
  };
}

/** Folder for a replica's unshared data. */
function folderOf(dataDir: string, index: number): string {
  return join(dataDir, `replica-${index}`);
}
