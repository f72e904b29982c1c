/** Everything that a run needs and may kill: database, evidence, replicas, proxy, and officers' browsers. */

import { mkdtempSync, rmSync } from "node:fs";
import { chmod, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { launch } from "../../dev/browsers/launch.ts";
import { findBrowsers } from "../../dev/browsers.ts";
import { automationBuildWithRealWaits } from "../../dev/drivers/builds.ts";
import { enrolBrowser } from "../../dev/drivers/enrol.ts";
import {
  enrolPerson,
  type IntakeProcess,
  runCli,
  startIntakeProcess,
} from "../../dev/drivers/intake-process.ts";
import { type PostgresServer, startPostgres } from "../../dev/kits/postgres-server.ts";
import { freePort } from "../../dev/kits/processes.ts";
import { feedSites } from "../../dev/practice/pages.ts";
import { startPractice } from "../../dev/practice/practice.ts";
import { injectedDisk, mountDisk, type SmallDisk } from "./disk.ts";
import type { ChaosOptions } from "./options.ts";
import { type FaultProxy, type Faults, faultsOf, startFaultProxy } from "./proxy.ts";
import { type RestartableBrowser, restartable } from "./restartable-browser.ts";

/** A database with its evidence. */
export interface ChaosServer {
  name: string;
  postgres: PostgresServer;
  databaseUrl: string;
  evidenceUrl: string;
}

export interface ChaosEnvironment {
  /** Empty with PGlite; two if they share the posts. */
  servers: readonly ChaosServer[];
  /** Moves spots to the server with this index, as an operator does. */
  moveSpots(spots: string, to: number): Promise<void>;
  /** Data folder of the first replica, which contains PGlite's database. */
  dataDir: string;
  /** Holds the evidence, and with PGlite also the database. */
  disk: SmallDisk;
  /** Undefined if mounting is not allowed, and with PGlite. */
  databaseDisk: SmallDisk | undefined;
  intakes: IntakeReplicas;
  faults: Faults;
  proxy: FaultProxy;
  lives: readonly RestartableBrowser[];
  /** Closes browsers and replicas but not the database. */
  closeDevices(): Promise<void>;
  close(): Promise<void>;
}

const [evidenceMegabytes, databaseMegabytes] = [768, 640];
/** Limits the write-ahead log, so that the small disk keeps room for the run's own data. */
const settings = ["max_wal_size=96MB", "min_wal_size=32MB"];

type Undo = (step: () => unknown) => void;

export async function openChaosEnvironment(options: ChaosOptions): Promise<ChaosEnvironment> {
  const steps: (() => unknown)[] = [];
  const close = async () => {
    for (const step of steps.splice(0).reverse()) await step();
  };
  try {
    const folder = mkdtempSync(join(tmpdir(), "lapor-chaos-"));
    const undo: Undo = (step) => steps.push(step);
    undo(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
    await chmod(folder, 0o755);
    const stores = await openStores(options, folder, undo);
    const network = await openNetwork(options, stores, undo);
    const lives = await openLives(options, { ...network, folder }, undo);
    const { intakes } = network;
    const closeDevices = async () => {
      for (const { driver } of lives) await driver.close().catch(() => undefined);
      await intakes.stop();
    };
    const dataDir = replicaFolder(stores.disk.folder, 0);
    const moveSpots = async (spots: string, to: number) => {
      const { name = "" } = stores.servers[to] ?? {};
      const env = { ...process.env, ...replicaEnv(stores, 0), DATA_DIR: dataDir };
      await runCli(env, ["spots", "move", spots, "--to", name]);
    };
    return { ...stores, ...network, lives, dataDir, moveSpots, closeDevices, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Stores extends Pick<ChaosEnvironment, "disk" | "databaseDisk" | "servers"> {
  /** File that names the servers; undefined if there is one. */
  cells: string | undefined;
}

/** A replica's database and evidence: of one server and the other in turn. */
function replicaEnv({ servers, disk, cells }: Stores, index: number): Record<string, string> {
  const server = servers[index % Math.max(1, servers.length)];
  return {
    ...disk.env,
    EVIDENCE_URL: server?.evidenceUrl ?? `file:${join(disk.folder, "evidence")}`,
    ...(server ? { DATABASE_URL: server.databaseUrl } : {}),
    ...(server && cells ? { CELLS: cells, CELL: server.name } : {}),
  };
}

async function openStores({ engine, cells }: ChaosOptions, folder: string, undo: Undo): Promise<Stores> {
  const small = join(folder, "small");
  const disk = mountDisk(small, evidenceMegabytes) ?? injectedDisk(small);
  undo(disk.remove);
  await chmod(disk.folder, 0o700);
  if (engine === "pglite") return { disk, databaseDisk: undefined, servers: [], cells: undefined };
  const databaseDisk = mountDisk(join(folder, "database"), databaseMegabytes);
  if (databaseDisk) undo(databaseDisk.remove);
  const servers: ChaosServer[] = [];
  for (const name of cells ? ["pusat", "timur"] : ["pusat"]) {
    // The small disk is for the first server only.
    const place = databaseDisk && servers.length === 0 ? { disk: databaseDisk.folder } : {};
    const postgres = await startPostgres({ durable: true, settings, ...place });
    undo(postgres.stop);
    const databaseUrl = await postgres.createDatabase();
    const evidence = servers.length === 0 ? "evidence" : `evidence-${name}`;
    servers.push({ name, postgres, databaseUrl, evidenceUrl: `file:${join(disk.folder, evidence)}` });
  }
  return { disk, databaseDisk, servers, cells: cells ? await nameServers(folder, servers) : undefined };
}

async function nameServers(folder: string, servers: readonly ChaosServer[]): Promise<string> {
  const path = join(folder, "cells.json");
  const named = servers.map((server) => [
    server.name,
    { database: server.databaseUrl, evidence: server.evidenceUrl },
  ]);
  await writeFile(path, JSON.stringify({ home: servers[0]?.name, servers: Object.fromEntries(named) }), {
    mode: 0o600,
  });
  return path;
}

type Network = Pick<ChaosEnvironment, "intakes" | "faults" | "proxy">;

async function openNetwork(
  { replicas, seed, faultShare }: ChaosOptions,
  stores: Stores,
  undo: Undo,
): Promise<Network> {
  // Devices' proofs name the address that they call, so all replicas share one.
  const port = await freePort();
  const publicUrl = { PUBLIC_URL: `http://127.0.0.1:${port}` };
  const envOf = (index: number) => ({ ...replicaEnv(stores, index), ...publicUrl });
  const intakes = await startReplicas({ replicas, dataDir: stores.disk.folder, envOf });
  undo(intakes.stop);
  const faults = faultsOf(seed, faultShare);
  const proxy = await startFaultProxy(intakes.addresses, faults, port);
  undo(proxy.stop);
  return { intakes, faults, proxy };
}

async function openLives(
  { browsers }: ChaosOptions,
  { intakes, proxy, folder }: Network & { folder: string },
  undo: Undo,
): Promise<RestartableBrowser[]> {
  const practice = await startPractice(feedSites);
  undo(practice.stop);
  const lives: RestartableBrowser[] = [];
  for (const browser of browsers) {
    const driver = await launch(browser, {
      executable: findBrowsers([browser])[browser],
      extension: automationBuildWithRealWaits(browser),
      proxyPort: practice.proxyPort,
      profile: join(folder, browser),
    });
    undo(() => driver.close().catch(() => undefined));
    await enrolBrowser(driver, proxy.address, () => intakes.enrol(`Petugas ${browser}`));
    lives.push(restartable(driver));
  }
  return lives;
}

/**
 * Replicas of the intake as separate processes, on one database and one evidence store, or two of each. Each can be
 * killed at any moment.
 */
export interface IntakeReplicas {
  addresses: readonly string[];
  /** Returns a new officer's one-time code. */
  enrol(name: string): Promise<string>;
  /** Kills a replica and restarts it after `forMs`. Resolves to false if it is down or starting already. */
  kill(target: number, forMs: number): Promise<boolean>;
  /** Resolves when all replicas are running. */
  whenUp(): Promise<void>;
  stop(): Promise<void>;
}

interface IntakesOptions {
  replicas: number;
  dataDir: string;
  envOf(index: number): Record<string, string>;
}

const againMs = 500;

async function startReplicas({ replicas, dataDir, envOf }: IntakesOptions): Promise<IntakeReplicas> {
  const all: IntakeProcess[] = [];
  // The first replica creates the tables and the keys, so it starts alone.
  for (let index = 0; index < replicas; index++)
    all.push(await startIntakeProcess({ dataDir: replicaFolder(dataDir, index), env: envOf(index) }));
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
    enrol: (name) =>
      enrolPerson({ ...process.env, ...envOf(0), DATA_DIR: replicaFolder(dataDir, 0) }, "officer", name),
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
      await Promise.all(all.map((process) => process.stop()));
    },
  };
}

/** Folder for a replica's unshared data. */
function replicaFolder(dataDir: string, index: number): string {
  return join(dataDir, `replica-${index}`);
}
