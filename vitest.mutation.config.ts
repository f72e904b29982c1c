/** Unit tests that judge the mutation check: those of pure modules, which start no database. */

import { statSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** A mutant is killed by the first test that fails: short files first, long ones only for what they miss. */
class ShortestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const bytes = ({ moduleId }: TestSpecification) => statSync(moduleId).size;
    return [...files].sort((one, other) => bytes(one) - bytes(other));
  }
}

const areas = [
  "canary",
  "contract",
  "csv",
  "exam",
  "figures.board",
  "intake.rules",
  "managed.policy",
  "outbox",
  "packs.check",
  "policy",
  "programme.agreement",
  "requests",
  "review.queue",
  "review.self-review",
];
const more = ["rules", "seal", "similar", "snapshot.inert", "subject", "verify", "waits"];

export default defineConfig({
  test: {
    include: [...areas, ...more].map((area) => `test/${area}.{test,*.test}.ts`),
    exclude: [
      "test/outbox.life.test.ts",
      // Most of a minute for each mutant that lives: it stops the browser's storage at each of its steps.
      "test/outbox.crash.test.ts",
      "test/intake.similar.test.ts",
      // Twenty seconds for each mutant that lives; `verify.names` and `seal` state the same behaviours.
      "test/verify.mutation.test.ts",
    ],
    setupFiles: ["test/setup.ts"],
    testTimeout: 20_000,
    sequence: { sequencer: ShortestFirst },
  },
});
