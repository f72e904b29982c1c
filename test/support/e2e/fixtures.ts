/** Playwright Test with the whole product: one stage per file; a worker's files share browsers. */

import { test as base, expect as baseExpect, type TestInfo } from "@playwright/test";
import { findBrowsers } from "../../../scripts/dev/browsers.ts";
import { type BrowserName, withinBrief } from "../../../scripts/dev/drivers/driver.ts";
import {
  createEnvironmentFactory,
  type EnvironmentFactory,
  type TestEnvironment,
} from "../../../scripts/dev/drivers/test-environment.ts";

/** Milliseconds between two tries; the last one repeats. Playwright's intervals grow to a second, longer than most waits. */
const pollIntervals = [50, 100, 150, 250];

const poll: typeof baseExpect.poll = (actual, options) =>
  baseExpect.poll(actual, {
    intervals: pollIntervals,
    ...(typeof options === "string" ? { message: options } : options),
  });

/** Playwright's `expect`, which polls more often. */
export const expect = new Proxy(baseExpect, {
  get: (target, name) => (name === "poll" ? poll : Reflect.get(target, name)),
});

interface TestFixtures {
  /** The stage of this file, shared by its tests. */
  stage: TestEnvironment;
  /** Opens a stage for this test only, closed when it ends. */
  openStage: EnvironmentFactory["open"];
  evidence: undefined;
}

interface WorkerFixtures {
  engine: BrowserName;
  executable: string;
  factory: EnvironmentFactory;
  stages: WorkerStages;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  engine: ["chromium", { option: true, scope: "worker" }],
  executable: [async ({ engine }, use) => use(findBrowsers([engine])[engine]), { scope: "worker" }],
  factory: [
    async ({ engine, executable }, use) => {
      const postgres = process.env.LAPOR_TEST_POSTGRES;
      if (!postgres) throw new Error("LAPOR_TEST_POSTGRES is not set: run the tests with `npm run test:e2e`");
      const factory = await createEnvironmentFactory({ browser: engine, executable }, postgres);
      await use(factory);
      await factory.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  stages: [
    async ({ factory }, use) => {
      const stages = new WorkerStages(factory);
      await use(stages);
      await stages.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  stage: async ({ stages }, use, info) => {
    await use(await stages.of(info));
    await stages.attachIfFailed(info);
  },
  openStage: async ({ stages }, use, info) => {
    await use((env) => stages.openOwn(info, env));
    await stages.attachIfFailed(info);
    await stages.closeOwn();
  },
  // Automatic fixtures do not run for `beforeAll`, so `stage` attaches as well.
  evidence: [
    async ({ stages }, use, info) => {
      requireTag(info);
      await use(undefined);
      await stages.attachIfFailed(info);
    },
    { auto: true },
  ],
});

/**
 * Tags that select the browsers of a test. A test also runs in Firefox if the browsers may differ: reading pages,
 * pictures, the form's guard, the outbox, messages, the manifest, permissions, keys or the side panel. `@firefox-only`
 * runs in Firefox alone: other tests check the same in Chromium in more detail.
 */
const tags = [
  "@chromium",
  "@firefox-only",
  "@firefox-capture",
  "@firefox-picture",
  "@firefox-form-guard",
  "@firefox-outbox",
  "@firefox-messages",
  "@firefox-manifest",
  "@firefox-permissions",
  "@firefox-keys",
  "@firefox-side-panel",
] as const;

function requireTag({ title, tags: given }: TestInfo): void {
  if (given.some((tag) => tags.some((known) => known === tag))) return;
  throw new Error(`"${title}" has no tag that says in which browsers it runs: add one of ${tags.join(", ")}`);
}

/** Polls until `ask` returns a value and returns it; `what` names it in the error. */
export async function pollFor<Value>(what: string, ask: () => Promise<Value | undefined>): Promise<Value> {
  let value: Value | undefined;
  const isThere = async () => {
    value = await ask();
    return value !== undefined;
  };
  await expect.poll(isThere, what).toBe(true);
  return value as Value;
}

/** The open stages of a worker: one for its current file, and those of the current test only. */
class WorkerStages {
  #factory: EnvironmentFactory;
  #file: string | undefined;
  #current: TestEnvironment | undefined;
  #own: TestEnvironment[] = [];
  /** The failed test whose evidence is attached. */
  #attachedTo: TestInfo | undefined;

  constructor(factory: EnvironmentFactory) {
    this.#factory = factory;
  }

  async of(info: TestInfo): Promise<TestEnvironment> {
    if (this.#current && this.#file === info.file) return this.#current;
    await this.close();
    this.#current = await this.#open(info);
    this.#file = info.file;
    return this.#current;
  }

  async openOwn(info: TestInfo, env?: Record<string, string>): Promise<TestEnvironment> {
    const stage = await this.#open(info, env);
    this.#own.push(stage);
    return stage;
  }

  async #open(info: TestInfo, env?: Record<string, string>): Promise<TestEnvironment> {
    try {
      return await this.#factory.open(env);
    } catch (error) {
      await attachLog(info, this.#factory.log());
      throw error;
    }
  }

  /** Attaches once, because fixtures end one after another. */
  async attachIfFailed(info: TestInfo): Promise<void> {
    if (info.status === info.expectedStatus || this.#attachedTo === info) return;
    this.#attachedTo = info;
    const current = this.#file === info.file && this.#current ? [this.#current] : [];
    for (const stage of [...current, ...this.#own]) await attachEvidence(stage, info);
  }

  async closeOwn(): Promise<void> {
    for (const stage of this.#own.splice(0)) await stage.close();
  }

  async close(): Promise<void> {
    await this.#current?.close();
    this.#current = undefined;
  }
}

function attachLog(info: TestInfo, log: string): Promise<void> {
  return info.attach("intake.log", { body: log, contentType: "text/plain" });
}

/** Attaches the intake's log and every open tab's text, console and picture. */
async function attachEvidence(stage: TestEnvironment, info: TestInfo): Promise<void> {
  await attachLog(info, stage.intake.log());
  const tabs = await Promise.all(stage.drivers().map((driver) => withinBrief(driver.inspect)));
  for (const [index, tab] of tabs.flatMap((tab) => tab ?? []).entries()) {
    const body = `${tab.address}\n\n${tab.text}\n\nConsole:\n${tab.console.join("\n")}`;
    await info.attach(`tab-${index}.txt`, { body, contentType: "text/plain" });
    await info.attach(`tab-${index}.png`, { body: Buffer.from(tab.screenshot), contentType: "image/png" });
  }
}
