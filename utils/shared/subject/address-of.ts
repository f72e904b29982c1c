/** Splits subjects and builds their canonical public addresses. */

import type { Kind, SiteId, Subject } from "../contract/site.ts";
import { grammars } from "./grammars.ts";

export interface SubjectParts {
  site: SiteId;
  kind: Kind;
  id: string;
}

/** Splits `site:kind:id`. Undefined if it is not a subject of one of the sites. */
export function splitSubject(subject: string): SubjectParts | undefined {
  const [, site = "", kind, id] = /^([a-z]+):([a-z]+):([^\s\0]+)$/.exec(subject) ?? [];
  if (kind && id && Object.hasOwn(grammars, site)) return { site: site as SiteId, kind: kind as Kind, id };
}

/**
 * Returns the subject's public address. Undefined if the subject alone does not determine it (a comment needs
 * its video).
 */
export function addressOf(subject: Subject): string | undefined {
  const parts = splitSubject(subject);
  return parts && grammars[parts.site].address(parts.kind, parts.id);
}
