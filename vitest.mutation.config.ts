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

/** Paths below `test/unit`. */
const files = [
  "extension/{outbox,recipe-health,seal}/*",
  "extension/drafts/{kept-words,seal}",
  "extension/known-subjects/device",
  "extension/browser/waits",
  "extension/desk/{csv,queue}",
  "extension/managed/policy",
  "extension/vlogger/self-review",
  "intake/cases/{language,quorum}",
  "intake/decisions/rules",
  "intake/http/proof",
  "intake/requests/{machine,next-check}",
  "intake/rules/*",
  "intake/statistics/board",
  "intake/vloggers/{agreement,choose,draw-exam,ladder}",
  "pure/{alerts,contract,policy,seal,similarity,subject,verify}/*",
  "pure/recipe-packs/check",
  "pure/repair/mend-recipe",
  "pure/snapshot/inert",
];

export default defineConfig({
  test: {
    include: files.map((file) => `test/unit/${file}.test.ts`),
    exclude: [
      // These need a database.
      "test/unit/extension/outbox/life.test.ts",
      "test/unit/extension/recipe-health/alert.test.ts",
      "test/unit/pure/verify/tampering.test.ts",
      // Most of a minute for each mutant that lives: it stops the browser's storage at each of its steps.
      "test/unit/extension/outbox/crash.test.ts",
      // Twenty seconds for each mutant that lives; `verify.names` and `seal` state the same behaviours.
      "test/unit/pure/verify/mutation.test.ts",
    ],
    setupFiles: ["test/support/setup.ts"],
    testTimeout: 20_000,
    sequence: { sequencer: ShortestFirst },
  },
});
