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
  stages: FileStages;
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
      const stages = new FileStages(factory);
      await use(stages);
      await stages.close();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  stage: async ({ stages }, use, info) => use(await stages.of(info.file)),
  openStage: async ({ factory }, use) => {
    const opened: TestEnvironment[] = [];
    await use(async (env) => {
      const stage = await factory.open(env);
      opened.push(stage);
      return stage;
    });
    for (const stage of opened) await stage.close();
  },
  evidence: [
    async ({ stages }, use, info) => {
      requireTag(info);
      await use(undefined);
      if (info.status !== info.expectedStatus) await attachEvidence(stages.openFor(info.file), info);
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

/** Keeps one stage open for a worker's current file. */
class FileStages {
  #factory: EnvironmentFactory;
  #file: string | undefined;
  #current: TestEnvironment | undefined;

  constructor(factory: EnvironmentFactory) {
    this.#factory = factory;
  }

  openFor(file: string): TestEnvironment | undefined {
    return this.#file === file ? this.#current : undefined;
  }

  async of(file: string): Promise<TestEnvironment> {
    if (this.#current && this.#file === file) return this.#current;
    await this.close();
    this.#current = await this.#factory.open();
    this.#file = file;
    return this.#current;
  }

  async close(): Promise<void> {
    await this.#current?.close();
    this.#current = undefined;
  }
}

/** Attaches the intake's log and every open tab's text, console and picture. */
async function attachEvidence(stage: TestEnvironment | undefined, info: TestInfo): Promise<void> {
  if (!stage) return;
  await info.attach("intake.log", { body: stage.intake.log(), contentType: "text/plain" });
  const tabs = await Promise.all(stage.drivers().map((driver) => withinBrief(driver.inspect)));
  for (const [index, tab] of tabs.flatMap((tab) => tab ?? []).entries()) {
    const body = `${tab.address}\n\n${tab.text}\n\nConsole:\n${tab.console.join("\n")}`;
    await info.attach(`tab-${index}.txt`, { body, contentType: "text/plain" });
    await info.attach(`tab-${index}.png`, { body: Buffer.from(tab.screenshot), contentType: "image/png" });
  }
}
