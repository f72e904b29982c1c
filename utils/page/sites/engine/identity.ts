/** The identity of a post whose name was checked outside the page. */

import type { CheckedLink, LinkQuestion } from "../../../shared/contract/draft.ts";
import type { Identity } from "../site.ts";

const checkedBy = {
  pasted: "link pasted and checked",
  profile: "link of the open profile, checked",
  earlier: "link of the same chat, checked before",
} as const satisfies Record<CheckedLink["from"], string>;

/** Identity of a message in Telegram Web A whose chat name was checked outside the page. */
export function checkedIdentity({ name, from }: CheckedLink, { messageId }: LinkQuestion): Identity {
  return { kind: "message", subject: `telegram:message:${name}/${messageId}`, reading: checkedBy[from] };
}
