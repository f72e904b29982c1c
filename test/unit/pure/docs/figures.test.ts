/** The page of figures: its misses first, benches without a result by name, and goals as they are now. */

import { expect, test } from "vitest";
import { figuresPage, type SavedFigure } from "../../../../scripts/release/figures.ts";

const measured: SavedFigure = {
  name: "open.form",
  value: 144,
  unit: "ms",
  vs: 61.6,
  ratio: 2.34,
  against: "an empty framed page",
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
  const page = figuresPage({ benches: ["open.form"], figures: [{ ...measured, ratio: 1.9 }] });
  expect(page).not.toContain("## Missed goals");
  expect(page).not.toContain("Not measured");
});

test("judges a saved result by the present goal, and not by the one of its day", () => {
  const old = { ...measured, name: "ingest.pglite", value: 236, unit: "reports/s", ratio: 0.635 };
  const saved = { ...old, goal: "ratio >= 0.3", met: true };
  const page = figuresPage({ benches: ["open.form"], figures: [saved] });
  expect(page).toContain("| 0.635 | value >= 800, **missed** |");
  expect(page).not.toContain("0.3");
});

test("marks a run beside which other programs used more than a tenth of the machine", () => {
  const page = (others: number) =>
    figuresPage({ benches: ["open.form"], figures: [{ ...measured, others }] });
  expect(page(0.314)).toContain("| 1.5 | 31 %, busy |");
  expect(page(0.04)).toContain("| 1.5 | 4 % |");
  expect(figuresPage({ benches: ["open.form"], figures: [measured] })).toContain("| 1.5 |  |");
});
