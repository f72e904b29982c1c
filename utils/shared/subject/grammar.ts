/** Address grammars as data: the hosts of a site and the forms of its addresses. */

import type { Kind, SiteId, Subject } from "../contract/site.ts";

export interface Parsed {
  site: SiteId;
  kind: Kind;
  subject: Subject;
  /** The part after `site:kind:`. */
  id: string;
  /**
   * The owner, if the address contains one: a handle, a group (`groups/NAME`), a comment's video or post.
   * Unverified.
   */
  owner?: string;
  /** Canonical public address without tracking and fragments, with the owner if the address had one. */
  permalink: string;
  /** Start position in a video. */
  seconds?: number;
}

export interface Form {
  kind: Kind;
  /** Matched against the path without its trailing slash. Named groups `id` and `owner`. */
  path: RegExp;
  /** Query parameter with the id instead, and its pattern. */
  id?: readonly [name: string, value: RegExp];
  /** Query parameter with the owner, and its pattern. */
  owner?: readonly [name: string, value: RegExp];
  /** The id is case-insensitive and is converted to lower case. */
  fold?: true;
  /** Examines the rest of the query. Returns the final match, or undefined if another form applies. */
  refine?: RefineMatch;
}

export type RefineMatch = (found: Found, query: URLSearchParams) => Found | undefined;

export type Forms = Readonly<Record<string, Form>>;

export interface Grammar {
  /** Matches the whole host name. */
  hosts: RegExp;
  /**
   * Forms of subjects that can have a button. All forms are in functions, which the script on every
   * page omits.
   */
  forms: Forms;
  /** Returns the public address of a post. Undefined if the id alone does not determine it. */
  address(kind: Kind, id: string, owner?: string): string | undefined;
}

export interface Found {
  kind: Kind;
  id: string;
  owner?: string | undefined;
}

/** Matches one form; undefined if the address does not have it. */
export function readForm(form: Form, path: string, query: URLSearchParams): Found | undefined {
  const groups = form.path.exec(path);
  if (!groups) return;
  const id = form.id ? param(query, form.id) : groups.groups?.id;
  const owner = form.owner ? param(query, form.owner) : groups.groups?.owner;
  if (!id || (form.owner && !owner)) return;
  const match = { kind: form.kind, id: form.fold ? id.toLowerCase() : id, owner };
  return form.refine ? form.refine(match, query) : match;
}

function param(query: URLSearchParams, [name, value]: readonly [string, RegExp]): string | undefined {
  return value.exec(query.get(name) ?? "")?.[0];
}

/** Returns the same forms, with a `look` on the named ones. The script on every page omits them. */
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

/** The shape of a grammar's examples: per form, addresses and the subject each names. Tests only. */
export type Examples = Readonly<Record<string, readonly (readonly [address: string, subject: string])[]>>;
