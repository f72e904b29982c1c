/** Random sequences of acts over the real intake, with a fixed seed. `npm run fuzz` tries thousands more. */

import { expect, test } from "vitest";
import { quickSequences, runArea } from "../../fuzz/run.ts";
import { model } from "../../support/model/area.ts";

const seed = 20_261_127;

test("no sequence of acts breaks a rule", { timeout: 1_800_000 }, async () => {
  expect(await runArea(model, { runs: quickSequences, seed })).toEqual({ cases: quickSequences });
});
