/** A decided case as the model learns from it. */

import type { CategoryCode } from "../../utils/contract/category.ts";

export interface Example {
  id: string;
  /** What it was approved as; null: rejected. */
  category: CategoryCode | null;
  /** What ties it to others: its author, the group of those that say the same. */
  ties: string[];
  /** Numbers of buckets. */
  features: Uint16Array;
}
