/** Where a raw string was read. */

import type { Subject } from "../contract/site.ts";
import type { Page } from "./page.ts";

export interface Place {
  /** Absent for the page's own address. */
  element?: Element;
  page: Page;
  /** Which post is being read, for data that lies apart from it. */
  subject?: Subject;
  /** Selector of what is never read, for names that lead elsewhere on the page. */
  own?: string;
}
