/** Decides which names and which address of a report count for its case. */

import type { Evidence } from "../../utils/contract/evidence.ts";
import { parseAddress } from "../../utils/subject/parse-address.ts";

type Named = Pick<Evidence, "subject" | "aliases">;

/** Only Facebook has two names for one post. */
const facebookForms = {
  pfbid: /^facebook:post:pfbid\w{10,200}$/,
  number: /^facebook:post:[1-9]\d{0,29}$/,
};

function formOf(name: string): keyof typeof facebookForms | undefined {
  if (facebookForms.pfbid.test(name)) return "pfbid";
  return facebookForms.number.test(name) ? "number" : undefined;
}

/**
 * Aliases that the site's grammar allows: the number of a pfbid, or the pfbid of a number. Returns none if
 * the page showed two of one form, because one of them belongs to another post.
 */
export function provenAliases({ subject, aliases }: Named): string[] {
  const form = formOf(subject);
  const posts = [...new Set(aliases)].filter((alias) => formOf(alias) !== undefined);
  const [other] = posts;
  if (form === undefined || other === undefined || posts.length > 1) return [];
  return formOf(other) === form ? [] : [other];
}

/** The report's subject first. */
export function namesOf(evidence: Named): string[] {
  return [evidence.subject, ...provenAliases(evidence)];
}

/** The permalink, if it names the report's own post; a page can show any other. */
export function permalinkOf(evidence: Named & Pick<Evidence, "fields">): string | undefined {
  const address = evidence.fields.permalink?.value;
  if (address === undefined) return undefined;
  const parsed = parseAddress(address);
  return parsed.ok && namesOf(evidence).includes(parsed.value.subject) ? address : undefined;
}
