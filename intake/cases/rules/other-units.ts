/** A case is shared by all units with a report on it, but reporters and notes of other units are hidden. */

import type { CategoryCode } from "../../../utils/shared/contract/category.ts";
import type { Unit } from "../../core/scope.ts";

export interface ReportOrigin {
  personId: string;
  /** Name of the unit that the reporter was of when the report came. */
  unit: string | null;
  category: CategoryCode;
}

export interface Reader {
  personId: string;
  unit: Unit | null;
}

/** Returns whether a report's author and notes are hidden from a reader who may see its case. */
export function belongsToOtherUnit(
  { personId, unit, category }: ReportOrigin,
  reader: Reader | undefined,
): boolean {
  if (!reader?.unit || reader.personId === personId || reader.unit.name === unit) return false;
  // A reporter without a unit works for all units, so the category decides.
  return unit !== null || (reader.unit.categories !== null && !reader.unit.categories.includes(category));
}
