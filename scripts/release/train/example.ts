/** A decided case as a training example. */

import type { CategoryCode } from "../../../utils/shared/contract/category.ts";

export interface Example {
  id: string;
  /** The approved category; null if rejected. */
  category: CategoryCode | null;
  /** Links to related cases: author and similarity group. */
  ties: string[];
  /** Bucket indexes. */
  features: Uint16Array;
}
