/** How the tests run: the intake, the extension, what both engines promise, and `e2e` once in each browser. */

import { defineConfig } from "vitest/config";
import type { Engine } from "./test/stores.ts";

const browsers = ["chromium", "firefox"] as const;

/** Node only. Files of one worker share their modules, so none may leave a mock or a setting behind. */
const intake = [
  ...[
    "backup",
    "chaos.count",
    "exam",
    "figures",
    "hooks",
    "intake",
    "programme",
    "public-figures",
    "recipes",
    "requests",
  ],
  ...["retention", "rules", "seed", "sign-on.token", "simulate", "trust"],
].map((area) => `test/${area}.{test,*.test}.ts`);

const unit = {
  setupFiles: ["test/setup.ts"],
  testTimeout: 20_000,
  hookTimeout: 120_000,
  provide: { engines: ["postgres"] as readonly [Engine] },
};

export default defineConfig({
  test: {
    passWithNoTests: true,
    maxWorkers: 2,
    globalSetup: ["test/global-setup.ts"],
    projects: [
      { test: { ...unit, name: "intake", include: intake, setupFiles: [], isolate: false } },
      {
        test: {
          ...unit,
          name: "contract",
          include: ["test/contract/*.test.ts"],
          setupFiles: [],
          provide: { engines: ["pglite"] as readonly [Engine] },
          // Scripts from the compile cache have no positions, which coverage needs.
          env: { NODE_DISABLE_COMPILE_CACHE: "1" },
        },
      },
      {
        test: {
          ...unit,
          name: "extension",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: ["test/e2e/**", "test/contract/**", ...intake],
        },
      },
      ...browsers.map((browser) => ({
        test: {
          name: `e2e-${browser}`,
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          provide: { browser },
        },
      })),
    ],
  },
});

declare module "vitest" {
  interface ProvidedContext {
    browser: (typeof browsers)[number];
  }
}
