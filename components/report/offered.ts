/** The categories that the form offers: all, or those that the organisation uses. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { CategoryCode } from "../../utils/shared/contract/category.ts";
import { order } from "../../utils/shared/policy/categories.ts";

/** In grid order. */
export const OfferedCategoriesContext = createContext<readonly CategoryCode[]>(order);

export const useOfferedCategories = () => useContext(OfferedCategoriesContext);
