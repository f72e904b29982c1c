/** All categories, their strictness, and their order and keys in the form's grid. */

import type { ActionCode, CategoryCode } from "../contract/category.ts";
import type { Category } from "./category.ts";
import { safetyCategories } from "./safety-categories.ts";
import { tradeCategories } from "./trade-categories.ts";

export const categories: Record<CategoryCode, Category> = { ...safetyCategories, ...tradeCategories };

/** Strictest first. A case with several reported categories gets the strictest one. */
export const strictness: readonly CategoryCode[] = [
  "PORNO_ANAK",
  "TERORISME",
  "HASUT_KEKERASAN",
  "SEPARATISME",
  "KEBENCIAN_SARA",
  "NARKOTIKA",
  "PORNO",
  "JUDI",
  "PENIPUAN",
  "KEUANGAN_OBAT_ILEGAL",
  "HOAKS",
  "HKI",
  "SPAM",
  "TAUTAN_RENDAH",
];

export const order: readonly CategoryCode[] = [
  "PORNO_ANAK",
  "TERORISME",
  "JUDI",
  "PORNO",
  "PENIPUAN",
  "HOAKS",
  "KEBENCIAN_SARA",
  "HASUT_KEKERASAN",
  "NARKOTIKA",
  "KEUANGAN_OBAT_ILEGAL",
  "SEPARATISME",
  "HKI",
  "SPAM",
  "TAUTAN_RENDAH",
];

/** The key for each category: digits for the first ten, then the first unused letter. */
export const pickKeys: Record<CategoryCode, string> = {
  PORNO_ANAK: "1",
  TERORISME: "2",
  JUDI: "3",
  PORNO: "4",
  PENIPUAN: "5",
  HOAKS: "6",
  KEBENCIAN_SARA: "7",
  HASUT_KEKERASAN: "8",
  NARKOTIKA: "9",
  KEUANGAN_OBAT_ILEGAL: "0",
  SEPARATISME: "p",
  HKI: "h",
  SPAM: "s",
  TAUTAN_RENDAH: "t",
};

/** Returns the category for a key, case-insensitively. */
export function categoryOfKey(key: string): CategoryCode | undefined {
  return order.find((code) => pickKeys[code] === key.toLowerCase());
}

export function strictest(codes: readonly CategoryCode[]): CategoryCode | undefined {
  return strictness.find((code) => codes.includes(code));
}

export function isActionAllowed(category: CategoryCode, action: ActionCode): boolean {
  return categories[category].actions.includes(action);
}

/** Returns the preselected action: the one with the least effect. */
export function narrowestAction(category: CategoryCode): ActionCode {
  const [first] = categories[category].actions;
  if (first === undefined) throw new Error(`category ${category} has no action`);
  return first;
}

/** True if the state gives no order and only the platform's own rules apply. */
export function isPlatformPolicyOnly(category: CategoryCode): boolean {
  return categories[category].bases.length === 0;
}
