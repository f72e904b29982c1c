/** What a proof says: which request, by whom made once. Both ends derive it from the same address. */

/** RFC 9449's claims, with two of our own so that nothing that changes a request's meaning is unsigned. */
export interface RequestClaims {
  /** HTTP method. */
  htm: string;
  /** Address without query and fragment, as RFC 9449 has it. */
  htu: string;
  /** The query without its question mark, absent when there is none. */
  htq?: string;
  /** SHA-256 of the body's bytes; of nothing when there is no body. */
  body_sha256: string;
}

/** Takes an absolute address; a path's spelling is that of the URL standard on both ends. */
export function requestClaims(method: string, address: string, bodySha256: string): RequestClaims {
  const { origin, pathname, search } = new URL(address);
  return {
    htm: method,
    htu: origin + pathname,
    ...(search.length > 1 ? { htq: search.slice(1) } : {}),
    body_sha256: bodySha256,
  };
}
