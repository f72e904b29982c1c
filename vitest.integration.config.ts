/** `npm run integration`: the intake against real counterparts from Debian's packages and the npm registry. */

import { defineConfig } from "vitest/config";
import type { Reporter } from "vitest/node";

/** The last line counts, as that of `npm test` does. */
const tally: Reporter = {
  onTestRunEnd(modules, errors) {
    const states = modules.flatMap((module) => {
      const tests = [...module.children.allTests()].map((test) => test.result().state);
      // A file that cannot be loaded has no tests.
      return tests.length === 0 && module.state() === "failed" ? ["failed"] : tests;
    });
    const count = (state: string) => states.filter((known) => known === state).length;
    process.stdout.write(
      `\n${count("passed")} passed, ${count("failed") + errors.length} failed, ${count("skipped")} skipped\n`,
    );
  },
};

export default defineConfig({
  test: {
    include: ["test/integration/*.test.ts"],
    reporters: ["default", tally],
    // Each file starts its own servers, and they share a few cores.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
