/** Weight of the extension's pages, each for the person who opens it. */

import { pageWeights } from "../../scripts/check/page-weights.ts";
import { type Figure, figure } from "./figure.ts";
import { ourBuild } from "./our-build.ts";

export async function pageWeightFigures(): Promise<Figure[]> {
  return pageWeights(ourBuild()).map(({ name, bytes, goalBytes }) =>
    figure({ name: `page.weight.${name}`, value: bytes, unit: "bytes", vs: goalBytes, against: "the goal" }),
  );
}
