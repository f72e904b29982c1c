/** Shares and coefficients as people read them. */

import type { Language } from "../../utils/contract/site.ts";

/** Two decimals: `0,71`. */
export function fraction(language: Language, value: number): string {
  return value.toLocaleString(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** `87%`; rounded down, since it says "at least". */
export function percent(language: Language, share: number): string {
  return (Math.floor(share * 100) / 100).toLocaleString(language, { style: "percent" });
}
