import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  captureRecipes,
  contextReading,
  pageRecipes,
  part,
  postRecipe,
  reading,
  slot,
  surface,
  unavailableReading,
} from "../../../../utils/shared/contract/recipe.ts";
import { buttonLook } from "../../../../utils/shared/contract/site.ts";

const page = readFileSync(new URL("../../../../docs/adding-a-site.md", import.meta.url), "utf8");

test("the page on adding a site has every word of a recipe", () => {
  const shapes = [
    ...[reading, contextReading, slot, part, postRecipe, surface, unavailableReading],
    ...[pageRecipes, captureRecipes],
  ];
  const words = new Set([
    ...shapes.flatMap(({ shape }) => Object.keys(shape)),
    ...buttonLook.options,
    ...slot.shape.place.options,
    ...(reading.shape.in.unwrap().options as readonly string[]),
  ]);
  words.delete("version");
  expect([...words].filter((word) => !page.includes(`\`${word}`))).toEqual([]);
});
