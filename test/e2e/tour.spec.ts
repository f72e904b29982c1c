import { runTour } from "../../scripts/dev/tour.ts";
import { expect, test } from "../support/e2e/fixtures.ts";

test("runs every step of `npm start -- --tour`", { tag: "@chromium" }, async () => {
  test.setTimeout(420_000);
  const { steps } = await runTour({});
  expect(steps.filter(({ ok }) => !ok)).toEqual([]);
  expect(steps.length).toBeGreaterThan(20);
});
