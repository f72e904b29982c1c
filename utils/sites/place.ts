/** Where a raw string was read. */

import type { Page } from "./page.ts";

export interface Place {
  /** Absent for the page's own address. */
  element?: Element;
  page: Page;
}
