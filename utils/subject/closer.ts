/** Forms of posts as the script on every page has them, looking closer where every form of a site is read. */

import type { Form, Forms, Look } from "./grammar.ts";

/** The same forms, some of them with a `look`. */
export function closer(forms: Forms, look: Look, names: readonly string[]): Forms {
  return Object.fromEntries(
    Object.entries(forms).map(([name, form]): [string, Form] => [
      name,
      names.includes(name) ? { ...form, look } : form,
    ]),
  );
}

/** A form's `look`: with such a parameter the address has another form. */
export function unless(name: string, value: RegExp): Look {
  return (found, query) => (value.test(query.get(name) ?? "") ? undefined : found);
}
