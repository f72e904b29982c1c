/** Which post it is, and by which reading the page said so. */

import type { Kind, Subject } from "../contract/site.ts";
import type { NameReading } from "./site.ts";

export interface Identity {
  kind: Kind;
  subject: Subject;
  /** Absent for a name that came from outside the page. */
  reading?: NameReading;
  /** Canonical public address, where the page gave an address. */
  permalink?: string;
}
