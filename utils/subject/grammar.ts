/** What an address grammar is: per site, its hosts and the forms its addresses take, as data. */

import type { Kind, SiteId, Subject } from "../contract/site.ts";

/** What an address names. */
export interface Parsed {
  site: SiteId;
  kind: Kind;
  subject: Subject;
  /** The part after `site:kind:`. */
  id: string;
  /** Whose it is, when the address says so: a handle, a group (`groups/NAME`), a comment's video or post. Never proven. */
  owner?: string;
  /** The canonical public address: no tracking, no fragments, with the owner where the address had one. */
  permalink: string;
  /** Seconds into a video that the address points at. */
  seconds?: number;
}

export interface Form {
  kind: Kind;
  /** Against the path without its trailing slash; named groups `id` and `owner`. */
  path: RegExp;
  /** Query parameter that holds the id instead, and what it must look like. */
  id?: readonly [name: string, value: RegExp];
  /** Query parameter that holds the owner, and what it must look like. */
  owner?: readonly [name: string, value: RegExp];
  /** The id's letter case means nothing: it is lower-cased. */
  fold?: true;
  /** Looks at the rest of the query: what is named then, or undefined when another form names it. */
  look?: Look;
}

export type Look = (found: Found, query: URLSearchParams) => Found | undefined;

export type Forms = Readonly<Record<string, Form>>;

export interface Grammar {
  /** Matches the whole host name. */
  hosts: RegExp;
  /** What a button can stand on; all forms lie beside it (`<site>-forms.ts`), off the script on every page. */
  forms: Forms;
  /** Public address of one post; undefined when its id alone does not lead to it. */
  address(kind: Kind, id: string, owner?: string): string | undefined;
}

export interface Found {
  kind: Kind;
  id: string;
  owner?: string | undefined;
}

/** Reads one form; undefined when the address does not have it. */
export function readForm(form: Form, path: string, query: URLSearchParams): Found | undefined {
  const groups = form.path.exec(path);
  if (!groups) return;
  const id = form.id ? param(query, form.id) : groups.groups?.id;
  const owner = form.owner ? param(query, form.owner) : groups.groups?.owner;
  if (!id || (form.owner && !owner)) return;
  const found = { kind: form.kind, id: form.fold ? id.toLowerCase() : id, owner };
  return form.look ? form.look(found, query) : found;
}

function param(query: URLSearchParams, [name, value]: readonly [string, RegExp]): string | undefined {
  return value.exec(query.get(name) ?? "")?.[0];
}
