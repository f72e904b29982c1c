/** Which post it is, and where the page said so. */

import type { Kind, Subject } from "../contract/site.ts";

export interface Identity {
  kind: Kind;
  subject: Subject;
  /** Where the page gave it. */
  source: string;
  /** Canonical public address; absent when the subject alone does not lead there. */
  permalink?: string;
}
