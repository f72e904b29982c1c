/** The runner of `npm run check` and `npm test`. */

import { expect, test } from "vitest";
import { runSteps } from "../../../../scripts/check/steps.ts";

test("refuses steps that wait for a missing step", async () => {
  const steps = [
    { name: "first", commands: ["true"] },
    { name: "second", commands: ["true"], after: ["frist"] },
  ];
  await expect(runSteps(steps, 2)).rejects.toThrow("second waits for frist");
});

test("refuses steps that wait for each other", async () => {
  const steps = [
    { name: "first", commands: ["true"], after: ["second"] },
    { name: "second", commands: ["true"], after: ["first"] },
  ];
  await expect(runSteps(steps, 2)).rejects.toThrow("first waits for second");
});

test("runs a step after those that it needs, and skips it if one failed", async () => {
  const steps = [
    { name: "last", commands: ["true"], after: ["broken"] },
    { name: "broken", commands: ["false"] },
    { name: "fine", commands: ["true"] },
  ];
  expect(await runSteps(steps, 2)).toEqual({ passed: 1, failed: 2, failures: ["broken", "last"] });
});
