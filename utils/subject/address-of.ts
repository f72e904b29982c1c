/** From a subject back to its parts and to its canonical public address. */

import type { Kind, SiteId, Subject } from "../contract/site.ts";
import { grammars } from "./read-address.ts";

export interface SubjectParts {
  site: SiteId;
  kind: Kind;
  id: string;
}

/** Splits `site:kind:id`; undefined when it is not a subject of one of the four sites. */
export function splitSubject(subject: string): SubjectParts | undefined {
  const parts = /^(facebook|youtube|x|telegram):([a-z]+):([^\s\0]+)$/.exec(subject);
  if (parts) return { site: parts[1] as SiteId, kind: parts[2] as Kind, id: parts[3] as string };
}

/** Public address of a subject; undefined when the subject alone does not lead there (a comment needs its video). */
export function addressOf(subject: Subject): string | undefined {
  const parts = splitSubject(subject);
  return parts && grammars[parts.site].address(parts.kind, parts.id);
}
