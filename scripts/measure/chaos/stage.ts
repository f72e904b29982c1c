/** Everything that a run needs and may kill: database, evidence, replicas, proxy, and officers' browsers. */

import { mkdtempSync, rmSync } from "node:fs";
import { chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowsers } from "../../dev/browsers.ts";
import { automationBuildWithRealWaits } from "../../dev/drivers/builds.ts";
import { enrolBrowser } from "../../dev/drivers/enrol.ts";
import { freePort } from "../../dev/drivers/intake-process.ts";
import { launch } from "../../dev/drivers/launch.ts";
import { type PostgresServer, startPostgres } from "../../dev/kits/postgres-server.ts";
import { startPractice } from "../../dev/practice/practice.ts";
import type { ChaosOptions } from "./arguments.ts";
import { type BrowserLife, liveOn } from "./browser-life.ts";
import { injectedDisk, mountDisk, type SmallDisk } from "./disk.ts";
import { type Faults, faultsOf } from "./faults.ts";
import { type Intakes, startIntakes } from "./intakes.ts";
import { type FaultProxy, startFaultProxy } from "./proxy.ts";

export interface Stage {
  /** Undefined with PGlite. */
  postgres: PostgresServer | undefined;
  databaseUrl: string | undefined;
  /** Data folder of the first replica, which contains PGlite's database. */
  dataDir: string;
  /** Holds the evidence, and with PGlite also the database. */
  disk: SmallDisk;
  /** Undefined if mounting is not allowed, and with PGlite. */
  databaseDisk: SmallDisk | undefined;
  intakes: Intakes;
  faults: Faults;
  proxy: FaultProxy;
  lives: readonly BrowserLife[];
  /** Closes browsers and replicas but not the database. */
  closeDevices(): Promise<void>;
  close(): Promise<void>;
}

const feedPages = join(import.meta.dirname, "../../dev/practice-feed");
const [evidenceMegabytes, databaseMegabytes] = [768, 640];
/** Limits the write-ahead log, so that the small disk keeps room for the run's own data. */
const settings = ["max_wal_size=96MB", "min_wal_size=32MB"];

export async function openStage(options: ChaosOptions): Promise<Stage> {
  const undo: (() => unknown)[] = [];
  const undoAll = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const folder = mkdtempSync(join(tmpdir(), "lapor-chaos-"));
    undo.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
    await chmod(folder, 0o755);
    const small = join(folder, "small");
    const disk = mountDisk(small, evidenceMegabytes) ?? injectedDisk(small);
    undo.push(disk.remove);
    await chmod(disk.folder, 0o700);
    const onServer = options.engine === "postgres";
    const databaseDisk = onServer ? mountDisk(join(folder, "database"), databaseMegabytes) : undefined;
    if (databaseDisk) undo.push(databaseDisk.remove);
    const postgres = onServer
      ? await startPostgres({
          durable: true,
          settings,
          ...(databaseDisk ? { disk: databaseDisk.folder } : {}),
        })
      : undefined;
    undo.push(() => postgres?.stop());
    const databaseUrl = await postgres?.createDatabase();
    // Devices' proofs name the address that they call, so all replicas share one.
    const port = await freePort();
    const PUBLIC_URL = `http://127.0.0.1:${port}`;
    const env = { ...disk.env, PUBLIC_URL, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) };
    const evidence = { EVIDENCE_URL: `file:${join(disk.folder, "evidence")}` };
    const intakes = await startIntakes({
      replicas: options.replicas,
      dataDir: disk.folder,
      env: { ...env, ...evidence },
    });
    undo.push(intakes.stop);
    const faults = faultsOf(options.seed, options.faultShare);
    const proxy = await startFaultProxy(intakes.addresses, faults, port);
    undo.push(proxy.stop);
    const practice = await startPractice(feedPages);
    undo.push(practice.stop);
    const lives: BrowserLife[] = [];
    for (const browser of options.browsers) {
      const driver = await launch(browser, {
        executable: findBrowsers([browser])[browser],
        extension: automationBuildWithRealWaits(browser),
        proxyPort: practice.proxyPort,
        profile: join(folder, browser),
      });
      undo.push(() => driver.close().catch(() => undefined));
      await enrolBrowser(driver, proxy.address, () => intakes.enrol(`Petugas ${browser}`));
      lives.push(liveOn(driver));
    }
    return {
      postgres,
      databaseUrl,
      disk,
      databaseDisk,
      intakes,
      faults,
      proxy,
      lives,
      dataDir: join(disk.folder, "replica-0"),
      closeDevices: async () => {
        for (const { driver } of lives) await driver.close().catch(() => undefined);
        await intakes.stop();
      },
      close: undoAll,
    };
  } catch (error) {
    await undoAll();
    throw error;
  }
}
