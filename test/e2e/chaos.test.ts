/** A short run of the fault runner: browser, background, replicas and database die while an officer reports, and nothing is lost. */

import { expect, inject, test } from "vitest";
import { runChaos } from "../../scripts/chaos/run.ts";
import { killKinds } from "../../scripts/chaos/schedule.ts";

const browser = inject("browser");

test("what the person was told is saved is at the intake once and unaltered, whatever was killed meanwhile", {
  timeout: 600_000,
}, async () => {
  const outcome = await runChaos({
    minutes: 0.5,
    seed: 20_261_125,
    reports: 100,
    atLeast: 20,
    browsers: [browser],
    engine: "postgres",
    replicas: 2,
    killEveryMs: 1_600,
    faultShare: 0.25,
    breakThree: false,
    diary: `.output/chaos/e2e-${browser}.jsonl`,
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
