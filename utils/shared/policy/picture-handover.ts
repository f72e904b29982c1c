/** Decides how a platform gets the pictures of a post: with the evidence, behind a press, or not at all. */

import type { CategoryCode } from "../contract/category.ts";
import { categories } from "./categories.ts";

export type PictureHandover = "shown" | "veiled" | "never";

/**
 * The most careful of all categories counts, reported or decided: a decision for another category must not unveil a
 * picture.
 */
export function pictureHandover(codes: readonly CategoryCode[]): PictureHandover {
  const kinds = codes.map((code) => categories[code].capture);
  if (kinds.includes("C0")) return "never";
  return kinds.includes("C2") ? "veiled" : "shown";
}
