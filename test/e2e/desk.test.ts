/** The desk by keyboard alone: one supervisor decides ten cases, a second one confirms them, and nobody touches a mouse. */

import { expect, test } from "vitest";
import { clearDesk } from "./clear-desk.ts";
import { enrolDevice } from "./drivers/device.ts";
import { fillDesk } from "./fill-desk.ts";
import { stageForTest } from "./stage-for-test.ts";

const stage = await stageForTest();
const { address } = stage.intake;
const cases = { count: 10, alike: 4 };

/** Runs in the page: each place that the act had below the top, from when it was first there until now. */
function watchPlaces(act: string): void {
  const places: number[] = [];
  Object.assign(window, { places });
  const look = () => {
    const top = document.querySelector(`[data-testid="${act}"]`)?.getBoundingClientRect().top;
    if (top !== undefined && places.at(-1) !== top) places.push(top);
    requestAnimationFrame(look);
  };
  look();
}

test("ten cases are decided and confirmed by keys, those alike together", { timeout: 180_000 }, async () => {
  const device = await enrolDevice(address, await stage.intake.enrol("officer", "Petugas Contoh"));
  await fillDesk(device, cases);
  const key = await stage.intake.apiKey();
  const states = async () => {
    const headers = { Authorization: `Bearer ${key}` };
    const answer = await fetch(`${address}/v1/cases?limit=100`, { headers });
    const body = (await answer.json()) as { cases: { state: string }[] };
    return body.cases.map(({ state }) => state);
  };

  const first = await stage.person("supervisor", "Penyelia Satu");
  const desk = await first.extensionPage("desk.html");
  await desk.waitFor("case-row");
  // Who holds the case is asked as it opens, and its answer moves nothing that a person may be about to press.
  await desk.evaluate(watchPlaces, "decide-approve");
  await desk.click("case-row");
  await desk.waitFor("claim");
  expect(await desk.evaluate(() => (window as never as { places: number[] }).places)).toHaveLength(1);
  await desk.press("Escape");
  const decided = await clearDesk(desk, "approve");
  expect(decided.cases).toBe(cases.count);
  expect(await states()).toEqual(Array(cases.count).fill("proposed"));
  // Three for each that stands alone, and no more for those alike together than for one.
  expect(decided.presses).toBeLessThanOrEqual(3 * (cases.count - cases.alike + 1) + 5);

  const second = await stage.person("supervisor", "Penyelia Dua");
  const popup = await second.extensionPage("popup.html", { width: 400, height: 600 });
  const confirmed = await clearDesk(popup, "confirm");
  expect(confirmed.cases).toBe(cases.count);
  expect(await states()).toEqual(Array(cases.count).fill("approved"));
});
