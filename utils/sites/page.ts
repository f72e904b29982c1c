/** The page a recipe is read on. */

export interface Page {
  document: Document;
  /** The page's own address; relative ones are resolved against it. */
  address: string;
}

/** Path and hash, which recipes test: `/watch`, `/k/#@contoh`. */
export function pathOf({ address }: Page): string {
  const url = URL.parse(address);
  return url ? url.pathname + url.hash : "";
}
