/** @vitest-environment happy-dom */
/** The recipes' health: states in words, numbers against what was usual, and the days as a table. */

import { expect, test } from "vitest";
import { RecipeHealth } from "../../../components/desk/admin/RecipeHealth.tsx";
import type {
  HealthCounts,
  RecipeHealthDay,
  RecipeHealthView,
} from "../../../utils/shared/contract/recipe-health.ts";
import { recipeHealthView } from "../../../utils/shared/contract/recipe-health.ts";
import { fail, ok, type Result } from "../../../utils/shared/contract/result.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { emptyCounts } from "../../../utils/shared/policy/recipe-health.ts";
import { click, find, seek, show } from "../../support/components-kit.tsx";

const dayMs = 86_400_000;
const pages = (found: number, expected: number): HealthCounts => ({
  ...emptyCounts(),
  pages: { found, expected },
});
const day = (daysAgo: number, found: number): RecipeHealthDay => ({
  day: new Date(Date.now() + 7 * 3_600_000 - daysAgo * dayMs).toISOString().slice(0, 10),
  ...{ counts: pages(found, 40), drops: 0 },
});
const view = (more: Partial<RecipeHealthView> = {}): RecipeHealthView =>
  recipeHealthView.parse({
    ...{ site: "x", kind: "post", recipeVersion: 3, browser: "firefox", state: "ok", fallen: [] },
    ...{ counts: pages(40, 40), before: pages(90, 100), drops: 0, history: [day(1, 40), day(0, 40)] },
    ...more,
  });
const dropped = view({
  ...{ site: "youtube", kind: "video", browser: "chrome", state: "dropped", fallen: ["pages"] },
  ...{ counts: pages(1_002, 4_000), drops: 2, history: [day(20, 40), day(1, 38), day(0, 10)] },
});

const showViews = (answer: Result<{ canaries: RecipeHealthView[] }>, language?: Language) =>
  show(<RecipeHealth calls={{ listCanaries: async () => answer }} />, language);
const rows = () => [...document.querySelectorAll<HTMLElement>('[data-testid="health-row"]')];

test("shows dropped figures first, in words, with the number and the usual value", async () => {
  await showViews(ok({ canaries: [view(), dropped] }));
  expect(rows().map((row) => row.dataset.state)).toEqual(["dropped", "ok"]);
  expect(find("health-summary").dataset.dropped).toBe("1");
  const text = rows()[0]?.textContent ?? "";
  for (const part of [
    "video",
    "versi 3",
    "Chrome",
    "Menurun",
    "1.002 dari 4.000",
    "biasanya 90%",
    "2 penurunan",
  ]) {
    expect(text).toContain(part);
  }
  expect(rows()[1]?.textContent).toContain("Baik");
  expect(rows()[1]?.textContent).not.toContain("biasanya");
  expect(
    [...document.querySelectorAll(".health-table > caption")].map((element) => element.textContent),
  ).toEqual(["YouTube", "X"]);
});

test("shows the last fourteen days in a table for people who do not see bars", async () => {
  await showViews(ok({ canaries: [dropped] }), "en");
  const cells = [...find("health-days").querySelectorAll("tbody td")].map((cell) => cell.textContent);
  expect(cells).toEqual(["38 of 40", "10 of 40"]);
  const bars = [...document.querySelectorAll(".day-bars rect")];
  expect(bars).toHaveLength(14);
  const heights = bars.map((bar) => Number(bar.getAttribute("height")));
  expect(heights.at(-1)).toBeCloseTo(6);
  expect(bars.filter((bar) => bar.classList.contains("day-none"))).toHaveLength(12);
});

test("shows replaced versions on demand", async () => {
  const old = view({ recipeVersion: 2, state: "too-few", counts: emptyCounts() });
  await showViews(ok({ canaries: [view(), old, dropped] }));
  expect(rows()).toHaveLength(2);
  await click("health-older");
  expect(rows()).toHaveLength(3);
  expect(rows().at(-1)?.textContent).toContain("Belum cukup");
  expect(rows().at(-1)?.textContent).toContain("Tidak ada dalam 24 jam terakhir");
});

test("shows that all is well", async () => {
  await showViews(ok({ canaries: [view()] }));
  expect(find("health-summary").textContent).toContain("Semua resep menemukan");
  expect(seek("health-older")).toBeNull();
  await showViews(ok({ canaries: [view({ state: "too-few" })] }));
  await click("health-refresh");
  expect(find("health-summary").textContent).toContain("Belum cukup hitungan");
});

test("shows that there are no counts yet", async () => {
  await showViews(ok({ canaries: [] }));
  expect(document.body.textContent).toContain("Belum ada hitungan.");
  expect(seek("health-summary")).toBeNull();
});

test("shows that the intake is unavailable", async () => {
  await showViews(fail("offline", undefined, "later"));
  expect(find("problem").dataset.code).toBe("offline");
});
