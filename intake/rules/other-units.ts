/** A case is shared by all units that have a report on it; who reported it elsewhere, and what they noted, is not. */

import type { CategoryCode } from "../../utils/contract/category.ts";
import type { Unit } from "../store/scope.ts";

export interface Reported {
  personId: string;
  /** Name of the unit that the reporter was of when the report came. */
  unit: string | null;
  category: CategoryCode;
}

export interface Reader {
  personId: string;
  unit: Unit | null;
}

/** Whether a report's person and notes are hidden from the reader, who may see its case. */
export function isOtherUnits({ personId, unit, category }: Reported, reader: Reader | undefined): boolean {
  if (!reader?.unit || reader.personId === personId || reader.unit.name === unit) return false;
  // A reporter of no unit works for all: the category tells whose report it is.
  return unit !== null || (reader.unit.categories !== null && !reader.unit.categories.includes(category));
}
