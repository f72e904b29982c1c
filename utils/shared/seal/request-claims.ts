/** Claims of a proof: the request and a unique id. Both ends derive them from the same address. */

/**
 * The claims of RFC 9449 and two additional ones, so that everything that affects a request's meaning is
 * signed.
 */
export interface RequestClaims {
  /** HTTP method. */
  htm: string;
  /** Address without query and fragment, as in RFC 9449. */
  htu: string;
  /** Query without the question mark; absent if there is none. */
  htq?: string;
  /** SHA-256 of the body's bytes; of zero bytes if there is no body. */
  body_sha256: string;
}

/** Requires an absolute address. Both ends normalise its path by the URL standard. */
export function requestClaims(method: string, address: string, bodySha256: string): RequestClaims {
  const { origin, pathname, search } = new URL(address);
  return {
    htm: method,
    htu: origin + pathname,
    ...(search.length > 1 ? { htq: search.slice(1) } : {}),
    body_sha256: bodySha256,
  };
}
