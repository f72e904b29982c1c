/** The identity of a post, and the reading that yielded it. */

import type { CheckedLink, LinkQuestion } from "../../../shared/contract/draft.ts";
import type { Kind, Subject } from "../../../shared/contract/site.ts";
import type { NameReading } from "../site.ts";

export interface Identity {
  kind: Kind;
  subject: Subject;
  /** A text for a name that came from outside the page. */
  reading: NameReading | string;
  /** Canonical public address, if the page gave an address. */
  permalink?: string;
}

const checkedBy = {
  pasted: "link pasted and checked",
  profile: "link of the open profile, checked",
  earlier: "link of the same chat, checked before",
} as const satisfies Record<CheckedLink["from"], string>;

/** Identity of a message in Telegram Web A whose chat name was checked outside the page. */
export function checkedIdentity({ name, from }: CheckedLink, { messageId }: LinkQuestion): Identity {
  return { kind: "message", subject: `telegram:message:${name}/${messageId}`, reading: checkedBy[from] };
}
