/** Every form that an address of the four sites can take; the examples of one are refused by all others. */

import type { SiteId } from "../contract/site.ts";
import { formsAroundComments } from "./facebook-comments.ts";
import type { Form, Forms, Look } from "./grammar.ts";
import { otherForms } from "./other-forms.ts";
import { grammars } from "./read-address.ts";

const { telegram, x, youtube } = grammars;

/** The forms of posts as the script on every page has them, some of them looking closer here. */
function closer(forms: Forms, look: Look, names: readonly string[]): Forms {
  return Object.fromEntries(
    Object.entries(forms).map(([name, form]): [string, Form] => [
      name,
      names.includes(name) ? { ...form, look } : form,
    ]),
  );
}

/** A form's `look`: with such a parameter the address has another form. */
function unless(name: string, value: RegExp): Look {
  return (found, query) => (value.test(query.get(name) ?? "") ? undefined : found);
}

/** Acts of Telegram's own site that are written where a channel's name would be. */
const act =
  /^(?:addemoji|addlist|addstickers|addtheme|auction|boost|call|confirmphone|contact|giftcode|invoice|joinchat|login|proxy|setlanguage|share|socks)$/i;

const makeForms = (): Record<SiteId, Forms> => ({
  facebook: {
    ...formsAroundComments(),
    ...closer(otherForms.facebook, unless("multi_permalinks", /^[1-9]/), ["group"]),
  },
  youtube: {
    ...closer(youtube.forms, unless("lc", /^Ug[\w-]{10,60}(?:\.[\w-]{10,60})?$/), ["watch", "path", "post"]),
    ...closer(otherForms.youtube, unless("lb", /^Ug[\w-]{10,80}$/), ["channel", "handle"]),
  },
  x: { ...x.forms, ...otherForms.x },
  telegram: {
    ...closer(telegram.forms, (found) => (act.test(found.owner ?? "") ? undefined : found), ["message"]),
    ...closer(otherForms.telegram, (found) => (act.test(found.id) ? undefined : found), ["channel"]),
  },
});

/** Marked pure, else the script on every page would carry it. */
export const allForms: Readonly<Record<SiteId, Forms>> = /* @__PURE__ */ makeForms();
