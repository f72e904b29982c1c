/** Decides which names and which address of a report count for its case. */

import type { Evidence } from "../../../utils/shared/contract/evidence.ts";
import { parseAddress } from "../../../utils/shared/subject/parse-address.ts";

type EvidenceNames = Pick<Evidence, "subject" | "aliases">;

/** Only Facebook has two names for one post. */
const facebookForms = {
  pfbid: /^facebook:post:pfbid\w{10,200}$/,
  number: /^facebook:post:[1-9]\d{0,29}$/,
};

function facebookIdForm(name: string): keyof typeof facebookForms | undefined {
  if (facebookForms.pfbid.test(name)) return "pfbid";
  return facebookForms.number.test(name) ? "number" : undefined;
}

/**
 * The other name of the report's post that its links show, if the site's grammar allows it: of a pfbid its number, of a
 * number its pfbid. Undefined where they show two of one form: one of them is another post's.
 */
export function shownAlias({ subject, aliases }: EvidenceNames): string | undefined {
  const posts = [...new Set(aliases)].filter((alias) => facebookIdForm(alias) !== undefined);
  const [other] = posts;
  if (other === undefined || posts.length > 1) return undefined;
  return namePair(subject, other) === undefined ? undefined : other;
}

/** The report's subject first, then the name that its links show. */
export function subjectNames(evidence: EvidenceNames): string[] {
  const alias = shownAlias(evidence);
  return alias === undefined ? [evidence.subject] : [evidence.subject, alias];
}

/** A pfbid and a number in one text, in any order; undefined for two names that cannot be one post's. */
export function namePair(one: string, other: string): string | undefined {
  const forms = [facebookIdForm(one), facebookIdForm(other)];
  if (forms.includes(undefined) || forms[0] === forms[1]) return undefined;
  return forms[0] === "pfbid" ? `${one} ${other}` : `${other} ${one}`;
}

/** The pair that the report's links show. */
export function shownNamePair(evidence: EvidenceNames): string | undefined {
  const alias = shownAlias(evidence);
  return alias === undefined ? undefined : namePair(evidence.subject, alias);
}

/** The permalink, if it names the report's subject; a page can show any other. */
export function permalinkOf(evidence: Pick<Evidence, "subject" | "fields">): string | undefined {
  const address = evidence.fields.permalink?.value;
  if (address === undefined) return undefined;
  const parsed = parseAddress(address);
  return parsed.ok && parsed.value.subject === evidence.subject ? address : undefined;
}
