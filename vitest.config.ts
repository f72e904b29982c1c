/** How the unit tests run: the intake on PostgreSQL, the contract suite on PGlite, and the extension. */

import { defineConfig } from "vitest/config";
import type { Engine } from "./test/stores.ts";

const files = (...areas: string[]) => areas.map((area) => `test/${area}.{test,*.test}.ts`);

/** Files of one worker share their modules in these two projects, so none may leave a mock or a setting behind. */
const intake = files(
  ...["backup", "chaos.count", "exam", "figures", "hooks", "intake", "programme", "public-figures"],
  ...[
    "recipes",
    "requests",
    "retention",
    "rules",
    "seed",
    "shared-postgres",
    "sign-on.token",
    "simulate",
    "trust",
  ],
);
const pure = files(
  ...["at-exit", "bench", "channels", "chaos.disk", "chaos.proxy", "contract", "docs", "draft.make-report"],
  ...["export", "language", "packs.check", "policy", "samples", "similar", "sites.cases", "sites.mutants"],
  ...["seal.chain", "seal.merkle", "seal.proof", "seal.signed", "seal.wrap-file"],
  ...["snapshot", "subject", "suggest", "train", "verify"],
);
const components = ["test/components.*.test.{ts,tsx}"];

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
      { test: { ...unit, name: "pure", include: pure, setupFiles: [], isolate: false } },
      // Preact keeps the window it first sees: each file needs a context of its own, though no process.
      { test: { ...unit, name: "components", include: components, pool: "vmThreads" } },
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
          exclude: ["test/e2e/**", "test/contract/**", ...intake, ...pure, ...components],
        },
      },
    ],
  },
});
