/** Everything a run of the whole product needs: practice sites, an intake, and people with a browser each. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Db } from "../../../intake/store/store.ts";
import type { Role } from "../../../utils/contract/site.ts";
import { type Practice, startPractice } from "../../pages/practice.ts";
import { automationBuild } from "./builds.ts";
import { certifyVloggers } from "./certify.ts";
import type { BrowserName, Driver, LaunchOptions } from "./driver.ts";
import { enrolBrowser } from "./enrol.ts";
import { type IntakeProcess, startIntakeProcess } from "./intake-process.ts";
import { launch } from "./launch.ts";
import { whileStill } from "./while-still.ts";

export interface StageOptions {
  browser: BrowserName;
  executable: string;
  /** Folder of the intake; absent: a new one, deleted at the end. */
  dataDir?: string;
  port?: number;
  /** Of the intake. */
  env?: Record<string, string>;
}

export interface Stage {
  browser: BrowserName;
  practice: Practice;
  intake: IntakeProcess;
  /** A browser on the practice sites, enrolled for nobody. */
  visitor(options?: Partial<LaunchOptions>): Promise<Driver>;
  /** A browser of a new person with this role. */
  person(role: Role, name: string, options?: Partial<LaunchOptions>): Promise<Driver>;
  /** Everybody who is a vlogger by now may review; needs a moment without the intake. */
  certify(): Promise<void>;
  /** Acts on the intake's database, which needs a moment without the intake. */
  onStore(act: (db: Db) => Promise<void>): Promise<void>;
  /** Closes the browsers and the practice sites, and the intake unless it is to stay. */
  close(options?: { keepIntake?: boolean }): Promise<void>;
}

export async function openStage({ browser, executable, dataDir, port, env }: StageOptions): Promise<Stage> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), "lapor-intake-"));
  const practice = await startPractice();
  const intake = await startIntakeProcess({
    dataDir: folder,
    ...(port === undefined ? {} : { port }),
    ...(env === undefined ? {} : { env }),
  }).catch(async (error: unknown) => {
    await practice.stop();
    throw error;
  });
  const drivers: Driver[] = [];

  const visitor = async (options: Partial<LaunchOptions> = {}) => {
    const { proxyPort } = practice;
    const driver = await launch(browser, {
      executable,
      extension: automationBuild(browser),
      proxyPort,
      ...options,
    });
    drivers.push(driver);
    return driver;
  };
  return {
    browser,
    practice,
    intake,
    visitor,
    person: async (role, name, options) => {
      const driver = await visitor(options);
      await enrolBrowser(driver, intake.address, () => intake.enrol(role, name));
      return driver;
    },
    certify: () => whileStill(intake, folder, certifyVloggers),
    onStore: (act) => whileStill(intake, folder, act),
    close: async ({ keepIntake = false } = {}) => {
      await Promise.all(drivers.map((driver) => driver.close()));
      await practice.stop();
      if (keepIntake) return;
      await intake.stop();
      if (!dataDir) rmSync(folder, { recursive: true, force: true });
    },
  };
}
