/** A short run of the fault runner: kills the browser, its background, replicas and the database during reports. */

import { killKinds } from "../../scripts/measure/chaos/disruptor.ts";
import { runChaos } from "../../scripts/measure/chaos/run.ts";
import { expect, test } from "../support/e2e/fixtures.ts";

// One run drives both browsers, so Firefox needs no second run.
test("stores each acknowledged report exactly once and unaltered through any kill", {
  tag: "@chromium",
}, async () => {
  test.setTimeout(600_000);
  const outcome = await runChaos({
    minutes: 0.5,
    seed: 20_261_125,
    reports: 100,
    atLeast: 20,
    browsers: ["chromium", "firefox"],
    engine: "postgres",
    replicas: 2,
    cells: false,
    killEveryMs: 1_600,
    faultShare: 0.25,
    corruptThree: false,
    diary: ".output/chaos/e2e.jsonl",
    say: () => undefined,
  });
  const { reports, kills, lost, doubled, altered, notUndone, unread, stuck } = outcome;
  expect({ lost, doubled, altered, notUndone, unread, stuck }).toEqual({
    ...{ lost: [], doubled: [], altered: [], notUndone: [], unread: [], stuck: [] },
  });
  expect(reports).toBeGreaterThan(0);
  expect(outcome.files).toBeGreaterThan(0);
  expect(kills).toBeGreaterThanOrEqual(10);
  for (const kind of killKinds)
    expect({ kind, times: outcome.killsByKind[kind] }).not.toEqual({ kind, times: 0 });
  expect(outcome.killsByKind["evidence-full"]).toBeGreaterThan(0);
  const spoiled = Object.values(outcome.faultsByKind).reduce((sum, times) => sum + times, 0);
  expect(spoiled).toBeGreaterThan(0);
});
