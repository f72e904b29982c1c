/** The page of figures: its misses first, and benches without a result by name. */

import { expect, test } from "vitest";
import { figuresPage, type SavedFigure } from "../../../../scripts/release/figures.ts";

const measured: SavedFigure = {
  name: "open.form",
  value: 144,
  unit: "ms",
  vs: 61.6,
  ratio: 2.34,
  against: "an empty framed page",
  goal: "ratio <= 2",
  met: false,
  bench: "open.form",
  day: "2026-11-28",
  load: 1.5,
};

test("lists a missed goal by itself and names the benches without a result", () => {
  const page = figuresPage({ benches: ["open.form", "ingest.hot"], figures: [measured] });
  const [, missed = ""] = page.split("## Missed goals");
  expect(missed.split("## Last measured")[0]).toContain("`open.form` | 144 ms");
  expect(page).toContain("have no saved result: `ingest.hot`.");
  expect(page).toContain("Figures: 1, of 1 benches. Missed goals: 1.");
});

test("does not mention misses if every goal is met", () => {
  const page = figuresPage({ benches: ["open.form"], figures: [{ ...measured, met: true }] });
  expect(page).not.toContain("## Missed goals");
  expect(page).not.toContain("Not measured");
});
