/** How the unit tests run: the intake on PostgreSQL, the contract suite on PGlite, and the extension. */

import { defineConfig } from "vitest/config";
import type { Engine } from "./test/support/test-stores.ts";

/** The folder decides how a file runs: `test/unit/<project>/<area>/`. */
const below = (project: string) => [`test/unit/${project}/**/*.test.{ts,tsx}`];

const unit = {
  setupFiles: ["test/support/setup.ts"],
  // Long, because a busy machine is ten times slower and a timeout then reports no fault.
  testTimeout: 60_000,
  hookTimeout: 120_000,
  provide: { engines: ["postgres"] as readonly [Engine] },
};

export default defineConfig({
  test: {
    passWithNoTests: true,
    maxWorkers: "100%",
    globalSetup: ["test/support/global-setup.ts"],
    projects: [
      // Files of one worker share their modules in these two projects, so none may leave a mock or a setting behind.
      { test: { ...unit, name: "intake", include: below("intake"), setupFiles: [], isolate: false } },
      { test: { ...unit, name: "pure", include: below("pure"), setupFiles: [], isolate: false } },
      // Preact keeps the first window that it sees, so each file needs a separate context, though not a process.
      { test: { ...unit, name: "components", include: below("components"), pool: "vmThreads" } },
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
      { test: { ...unit, name: "extension", include: below("extension") } },
    ],
  },
});
