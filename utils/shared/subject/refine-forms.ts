/**
 * Adds further checks to post forms for code that knows all forms of a site. The script on every page omits
 * them.
 */

import type { Form, Forms, RefineMatch } from "./grammar.ts";

/** Returns the same forms, with a `look` on the named ones. */
export function withRefinement(forms: Forms, look: RefineMatch, names: readonly string[]): Forms {
  return Object.fromEntries(
    Object.entries(forms).map(([name, form]): [string, Form] => [
      name,
      names.includes(name) ? { ...form, refine: look } : form,
    ]),
  );
}

/** A `look` that rejects addresses with such a parameter, because they have another form. */
export function unless(name: string, value: RegExp): RefineMatch {
  return (found, query) => (value.test(query.get(name) ?? "") ? undefined : found);
}
