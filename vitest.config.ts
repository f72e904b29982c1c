/** How the tests run: `unit` in Node, and `e2e` once in each browser. */

import { defineConfig } from "vitest/config";

const browsers = ["chromium", "firefox"] as const;

export default defineConfig({
  test: {
    passWithNoTests: true,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: ["test/e2e/**"],
          setupFiles: ["test/setup.ts"],
          testTimeout: 20_000,
          hookTimeout: 120_000,
        },
      },
      ...browsers.map((browser) => ({
        extends: true as const,
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
