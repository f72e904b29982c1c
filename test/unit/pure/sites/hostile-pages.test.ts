/** Random sequences of hostile acts on the pages of the cases. `npm run fuzz` runs many more. */

import { expect, test } from "vitest";
import { quickPages, runArea } from "../../../fuzz/run.ts";
import { hostileProperty, hostileSites } from "../../../support/hostile/hostile-pages.ts";

const seed = 20_261_129;

test.each(hostileSites)(
  "%s: no hostile page gives a post the name of another",
  {
    timeout: 120_000,
  },
  async (id) => {
    const area = { open: async () => ({ property: hostileProperty([id]), close: async () => undefined }) };
    expect(await runArea(area, { runs: quickPages, seed })).toEqual({ cases: quickPages });
  },
);
