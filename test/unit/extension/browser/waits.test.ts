/** Waits are short only in an automation build whose manifest sets them. */

import { afterEach, describe, expect, test, vi } from "vitest";
import { limits } from "../../../../utils/shared/contract/limits.ts";

async function waitsOf(build: { automation: boolean; shortName?: string }) {
  vi.resetModules();
  if (build.automation) vi.stubEnv("AUTOMATION", "true");
  const { fakeBrowser } = await import("wxt/testing/fake-browser");
  fakeBrowser.runtime.getManifest = (() => ({ short_name: build.shortName })) as never;
  return import("../../../../utils/extension/browser/delays.ts");
}

afterEach(() => void vi.unstubAllEnvs());

describe("the store build", () => {
  test("takes the guard of the form and the undo time from the contract", async () => {
    const waits = await waitsOf({ automation: false, shortName: "fast" });
    expect(waits.uncoveredMs).toBe(limits.uncoveredMs);
    expect(waits.uncoveredMs).toBe(500);
    expect(waits.undoMs).toBe(limits.undoMs);
    expect(waits.undoMs).toBe(5_000);
  });

  test("has the same waits as an automation build without the short name", async () => {
    const real = await waitsOf({ automation: false });
    expect({ ...(await waitsOf({ automation: true })) }).toEqual({ ...real });
    expect({ ...(await waitsOf({ automation: true, shortName: "Lapor" })) }).toEqual({ ...real });
  });
});

test("shortens every wait in an automation build with the short name", async () => {
  const real = Object.entries(await waitsOf({ automation: false })).map(([name, ms]) => [name, [ms].flat()]);
  const fast = Object.fromEntries(
    Object.entries(await waitsOf({ automation: true, shortName: "fast" })).map(([name, ms]) => [
      name,
      [ms].flat(),
    ]),
  );
  for (const [name, waits] of real as [string, number[]][])
    for (const [index, ms] of waits.entries()) expect(fast[name]?.[index], name).toBeLessThan(ms);
});

test.each([true, false])(
  "reports a raised form sooner than its guard ends (fast: %s)",
  async (automation) => {
    const { raiseNoticeMs: raisedTellMs, uncoveredMs } = await waitsOf({ automation, shortName: "fast" });
    expect(raisedTellMs).toBeLessThan(uncoveredMs);
  },
);
