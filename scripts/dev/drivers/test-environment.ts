/** Everything for an end-to-end run: practice sites, an intake, and people with a browser each. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { describeCases } from "../../../intake/cases/similar/describe-cases.ts";
import { endAllLeases } from "../../../intake/cases/store/undescribed.ts";
import { openPglite } from "../../../intake/db/open.ts";
import { people, vloggers } from "../../../intake/db/schema/index.ts";
import type { Db } from "../../../intake/db/store.ts";
import type { Role } from "../../../utils/shared/contract/site.ts";
import { launch } from "../browsers/launch.ts";
import { cloneDatabase } from "../kits/shared-databases.ts";
import { passExam } from "../kits/vlogger-kit.ts";
import { type Practice, startPractice } from "../practice/practice.ts";
import { automationBuild } from "./builds.ts";
import { type Device, enrolDevice } from "./device.ts";
import type { BrowserName, Driver, LaunchOptions } from "./driver.ts";
import { enrolBrowser } from "./enrol.ts";
import { followLog, startIntakeInProcess } from "./intake-in-process.ts";
import { type IntakeProcess, startIntakeProcess } from "./intake-process.ts";

export interface TestEnvironment {
  browser: BrowserName;
  practice: Practice;
  intake: IntakeProcess;
  /** Folder of the evidence and, with an intake in its own process, of the database. */
  dataDir: string;
  /** A browser on the practice sites that is not enrolled. */
  visitor(options?: Partial<LaunchOptions>): Promise<Driver>;
  /** A browser of a new person with this role. */
  person(role: Role, name: string, options?: Partial<LaunchOptions>): Promise<Driver>;
  /** A new person's device without a browser. What it reports is described when `report` resolves. */
  device(role: Role, name: string): Promise<Device>;
  /** Describes reported cases (language, search words, group) at once, which a job does a second later. */
  describeReports(): Promise<void>;
  /** Qualifies all enrolled vloggers for reviews, as if they had passed the exam. */
  certify(): Promise<void>;
  /** Runs `act` on the intake's database. */
  onStore(act: (db: Db) => Promise<void>): Promise<void>;
  /** Browsers of this stage that are open now. */
  drivers(): readonly Driver[];
  /** Closes the browsers and, unless it is kept, the intake. */
  close(options?: { keepIntake?: boolean }): Promise<void>;
}

export interface EnvironmentOptions {
  browser: BrowserName;
  executable: string;
  /** Folder of the intake; a temporary one by default. */
  dataDir?: string;
  port?: number;
  env?: Record<string, string>;
  /** For every browser of the stage. */
  launchOptions?: Partial<LaunchOptions>;
}

/**
 * Runs an act on the database of an intake that is stopped meanwhile, because PGlite serves one process at
 * a time.
 */
async function whileIntakeStopped(
  intake: IntakeProcess,
  dataDir: string,
  act: (db: Db) => Promise<void>,
): Promise<void> {
  await intake.stop();
  try {
    const store = await openPglite(join(dataDir, "db"));
    await act(store.db).finally(() => store.close());
  } finally {
    await intake.start();
  }
}

/** Opens a stage with an intake in its own process on PGlite, started like `npm run intake`. */
export async function openEnvironment(options: EnvironmentOptions): Promise<TestEnvironment> {
  const practice = await startPractice();
  const folder = options.dataDir ?? temporaryFolder();
  const intake = await startIntakeProcess({ ...options, dataDir: folder }).catch(async (error: unknown) => {
    await practice.stop();
    throw error;
  });
  return assemble({
    ...options,
    practice,
    intake,
    dataDir: folder,
    launch: (wanted) => launch(options.browser, { ...wanted, ...options.launchOptions }),
    onStore: (act) => whileIntakeStopped(intake, folder, act),
    close: async (keepIntake) => {
      await practice.stop();
      if (keepIntake) return;
      await intake.stop();
      if (!options.dataDir) rmSync(folder, { recursive: true, force: true });
    },
  });
}

/** Opens stages one after another with shared practice sites and browsers. Each stage has a new database. */
export interface EnvironmentFactory {
  open(env?: Record<string, string>): Promise<TestEnvironment>;
  /** Log of the newest stage's intake, also if opening it failed. */
  log(): string;
  close(): Promise<void>;
}

interface BrowserPool {
  /** Lends a browser with a newly installed extension; its `close` returns it. */
  take(options: LaunchOptions): Promise<Driver>;
  close(): Promise<void>;
}

/** Options for which a browser can be reused after a reset. One with other options is used once. */
const reusable: readonly (keyof LaunchOptions)[] = ["executable", "extension", "proxyPort", "colorScheme"];

/** Browsers shared by the tests of one worker: lent to one person at a time and reset when returned. */
function openBrowserPool(name: BrowserName): BrowserPool {
  const idle = new Map<string, Driver[]>();

  const take = async (options: LaunchOptions): Promise<Driver> => {
    const isReusable = Object.keys(options).every((key) => reusable.some((name) => name === key));
    if (!isReusable) return launch(name, options);
    const key = JSON.stringify(options, [...reusable]);
    const driver = idle.get(key)?.pop() ?? (await launch(name, options));
    return lendDriver(driver, () => idle.set(key, [...(idle.get(key) ?? []), driver]));
  };

  return {
    take,
    close: async () => {
      await Promise.all([...idle.values()].flat().map((driver) => driver.close()));
      idle.clear();
    },
  };
}

function lendDriver(driver: Driver, giveBack: () => void): Driver {
  let isLent = true;
  /**
   * A browser that was killed, restarted or given more permissions is not lent again: Chromium's `permissions.remove`
   * of `<all_urls>` also removes the manifest's hosts.
   */
  let isWorn = false;
  const wear = (act: () => Promise<void>) => {
    isWorn = true;
    return act();
  };
  return {
    ...driver,
    kill: () => wear(driver.kill),
    restart: () => wear(driver.restart),
    allowReload: () => wear(driver.allowReload),
    grantAllUrls: () => wear(driver.grantAllUrls),
    close: async () => {
      if (!isLent) return;
      isLent = false;
      if (isWorn) return driver.close();
      await driver.reset().then(giveBack, () => driver.close());
    },
  };
}

/** `postgres`: address of a server with the migrated template. */
export async function createEnvironmentFactory(
  { browser, executable }: Pick<EnvironmentOptions, "browser" | "executable">,
  postgres: string,
): Promise<EnvironmentFactory> {
  const practice = await startPractice();
  const pool = openBrowserPool(browser);
  let log = followLog();
  return {
    log: () => log(),
    async open(env = {}) {
      log = followLog();
      practice.reset();
      const dataDir = temporaryFolder();
      const databaseUrl = await cloneDatabase(postgres);
      const intake = await startIntakeInProcess({ dataDir, databaseUrl, env });
      return assemble({
        browser,
        executable,
        practice,
        intake,
        dataDir,
        launch: pool.take,
        onStore: (act) => act(intake.store().db),
        close: async () => {
          await intake.stop();
          rmSync(dataDir, { recursive: true, force: true });
        },
      });
    },
    close: async () => {
      await pool.close();
      await practice.stop();
    },
  };
}

interface EnvironmentParts
  extends Pick<TestEnvironment, "browser" | "practice" | "intake" | "dataDir" | "onStore"> {
  executable: string;
  launch(options: LaunchOptions): Promise<Driver>;
  close(keepIntake: boolean): Promise<void>;
}

/** Qualifies all enrolled vloggers for reviews, as if they had passed the exam and reached their level. */
async function certifyVloggers(db: Db): Promise<void> {
  const at = new Date();
  const rows = await db.select({ id: people.id }).from(people).where(eq(people.role, "vlogger"));
  for (const { id } of rows) {
    await passExam({ db, at }, id);
    await db.insert(vloggers).values({ personId: id, rank: "reviewer" }).onConflictDoNothing();
  }
}

function assemble(parts: EnvironmentParts): TestEnvironment {
  const { browser, practice, intake, dataDir, executable, onStore } = parts;
  const open = new Set<Driver>();

  const visitor = async (options: Partial<LaunchOptions> = {}) => {
    const { proxyPort } = practice;
    const extension = automationBuild(browser);
    const launched = await parts.launch({ executable, extension, proxyPort, ...options });
    const driver: Driver = {
      ...launched,
      close: () => {
        open.delete(driver);
        return launched.close();
      },
    };
    open.add(driver);
    return driver;
  };
  const describeReports = () =>
    onStore(async (db) => {
      // The intake's own job may have begun with them.
      await endAllLeases(db);
      await describeCases(db, { now: () => new Date() });
    });
  return {
    browser,
    practice,
    intake,
    dataDir,
    onStore,
    visitor,
    describeReports,
    device: async (role, name) => {
      const device = await enrolDevice(intake.address, await intake.enrol(role, name));
      const report: Device["report"] = async (evidence, category) => {
        await device.report(evidence, category);
        await describeReports();
      };
      return { ...device, report };
    },
    person: async (role, name, options) => {
      const driver = await visitor(options);
      await enrolBrowser(driver, intake.address, () => intake.enrol(role, name));
      return driver;
    },
    certify: () => onStore(certifyVloggers),
    drivers: () => [...open],
    close: async ({ keepIntake = false } = {}) => {
      await Promise.all([...open].map((driver) => driver.close()));
      await parts.close(keepIntake);
    },
  };
}

function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "lapor-intake-"));
}
