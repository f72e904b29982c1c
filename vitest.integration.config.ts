/** `npm run integration`: the intake against real counterparts from Debian's packages and the npm registry. */

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/integration/*.test.ts"],
    // Each file starts servers of its own on the same few cores.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
