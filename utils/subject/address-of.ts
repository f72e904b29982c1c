/** From a subject back to its parts and to its canonical public address. */

import type { Kind, SiteId, Subject } from "../contract/site.ts";
import { grammars } from "./grammars.ts";

export interface SubjectParts {
  site: SiteId;
  kind: Kind;
  id: string;
}

/** Splits `site:kind:id`; undefined when it is not a subject of one of the sites. */
export function splitSubject(subject: string): SubjectParts | undefined {
  const [, site = "", kind, id] = /^([a-z]+):([a-z]+):([^\s\0]+)$/.exec(subject) ?? [];
  if (kind && id && Object.hasOwn(grammars, site)) return { site: site as SiteId, kind: kind as Kind, id };
}

/** Public address of a subject; undefined when the subject alone does not lead there (a comment needs its video). */
export function addressOf(subject: Subject): string | undefined {
  const parts = splitSubject(subject);
  return parts && grammars[parts.site].address(parts.kind, parts.id);
}
