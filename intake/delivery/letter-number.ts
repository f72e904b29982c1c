/** Numbers of official letters. */

import { jakartaDay } from "../../utils/shared/policy/legal-bases.ts";

const roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

/** The year in which the letter is counted. */
export function numberYear(at: Date): number {
  return Number(jakartaDay(at.toISOString()).slice(0, 4));
}

/** For example `00012/LK-KOMINFO/XI/2026`; `no` starts at 1 in each year. */
export function letterNumberOf(organisation: string, no: number, at: Date): string {
  const [year, month] = jakartaDay(at.toISOString()).split("-");
  const name = organisation
    .normalize("NFKD")
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 30)
    .replace(/-$/, "");
  return `${String(no).padStart(5, "0")}/LK-${name || "INTAKE"}/${roman[Number(month) - 1]}/${year}`;
}
