/** `npm run integration`: the intake against real counterparts from Debian's packages and the npm registry. */

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/integration/*.test.ts"],
    // Each file starts its own servers, and they share a few cores.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
