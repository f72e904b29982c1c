/** The place that a raw string was read from. */

import type { Subject } from "../../../shared/contract/site.ts";
import type { Page } from "./page.ts";

export interface ReadContext {
  /** Absent for the page's address. */
  element?: Element;
  page: Page;
  /** The post being read, for data that is stored apart from it. */
  subject?: Subject;
  /** Selector of elements that must not be read, for transforms that follow references on the page. */
  own?: string;
}
